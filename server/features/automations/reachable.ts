import type { Automation, LeftOut } from "../../../shared/automations/schema.ts";
import type { CalendarDate } from "../../../shared/dates.ts";
import type { Deps } from "../../deps.ts";
import { dialectOf } from "../../platform/database/prepared.ts";
import { givable } from "../coupons/index.ts";
import { mainProgramme } from "../points/index.ts";
import { type ReachMoment, reachMoment, reasonCase } from "../reach/index.ts";
import { compile, momentOf } from "../segments/index.ts";
import type { Open, ReasonOf } from "./decide.core.ts";
import { standingAmong } from "./store-reachable.ts";

/** Why each of these members is not to be told of an automation today; asked once for each, in the order of sending. */
export async function reachable(deps: Deps, open: readonly Open[], on: CalendarDate): Promise<ReasonOf> {
  const memberIds = JSON.stringify([...new Set(open.map(({ memberId }) => memberId))]);
  const moment = await reachMoment(deps);
  const standing = new Map<string, ReadonlyMap<number, LeftOut>>();
  for (const { from } of open) {
    const key = whatOf(from.automation);
    if (!standing.has(key)) standing.set(key, await leftOutOf(deps, memberIds, from.automation, moment));
  }
  const coupons = await couponsLeft(deps, open, on);
  return (memberId, { automation }) => {
    const why = standing.get(whatOf(automation))?.get(memberId) ?? null;
    if (why !== null || automation.couponId === null) return why;
    return coupons.take(automation.couponId) ? null : "nothing_left";
  };
}

/** Automations that ask the same of a member are asked about once. */
function whatOf({ topic, capped, segmentId }: Automation): string {
  return `${topic} ${capped} ${segmentId ?? ""}`;
}

async function leftOutOf(
  deps: Deps,
  memberIds: string,
  { topic, capped, segmentId }: Automation,
  moment: ReachMoment,
): Promise<ReadonlyMap<number, LeftOut>> {
  const tree = segmentId === null ? null : ({ kind: "segment", segmentId } as const);
  const dialect = dialectOf(deps.database.engine);
  const segment = tree === null ? null : compile(tree, await momentOf(deps, tree), dialect);
  const reason = reasonCase({ topic, transactional: false }, asked(moment, topic, capped));
  const rows = await standingAmong(deps.database, memberIds, mainProgramme, segment, reason);
  return new Map(
    rows.flatMap((row) => {
      const why = Number(row.matched) === 0 ? "not_in_segment" : row.reason;
      return why === null ? [] : [[row.member_id, why] as const];
    }),
  );
}

/**
 * What does not count against the caps is not held back by them. And nobody loses points unawares for being in the holdout,
 * which is there to measure what the shop's own ideas bring.
 */
function asked(moment: ReachMoment, topic: Automation["topic"], capped: boolean): ReachMoment {
  const { settings } = moment;
  const caps = capped ? settings.caps : { perDay: null, perWeek: null, perMonth: null };
  const holdoutPerMille = topic === "reminders" ? 0 : settings.holdoutPerMille;
  return { ...moment, settings: { ...settings, caps, holdoutPerMille } };
}

/** How many of each coupon may still be given, counted down as they are. */
async function couponsLeft(deps: Deps, open: readonly Open[], on: CalendarDate) {
  const left = new Map<string, number>();
  for (const id of new Set(open.flatMap(({ from }) => from.automation.couponId ?? []))) {
    const found = await givable(deps, id, on);
    left.set(id, found === null ? 0 : (found.left ?? Number.POSITIVE_INFINITY));
  }
  return {
    take(couponId: string): boolean {
      const some = left.get(couponId) ?? 0;
      left.set(couponId, some - 1);
      return some > 0;
    },
  };
}
