import type { CalendarDate } from "../../../shared/dates.ts";
import type { Deps } from "../../deps.ts";
import { givable } from "../coupons/index.ts";
import { mainProgramme } from "../points/index.ts";
import { topicRefusedAmong } from "../topics/index.ts";
import type { Open, ReasonOf } from "./decide.core.ts";
import * as store from "./store.ts";

/** Why each of these members is not to be told of an automation today; asked once for each, in the order of sending. */
export async function reachable(deps: Deps, open: readonly Open[], on: CalendarDate): Promise<ReasonOf> {
  const memberIds = [...new Set(open.map(({ memberId }) => memberId))];
  const asked = { members: JSON.stringify(memberIds), programmeId: mainProgramme };
  const rows = await deps.database.all(store.standingAmong, asked);
  const standing = new Map(rows.map((row) => [row.member_id, row]));
  const lineUserIds = rows.flatMap((row) => row.line_user_id ?? []);
  const topics = [...new Set(open.map(({ from }) => from.automation.topic))];
  const refused = new Map(
    await Promise.all(
      topics.map(async (topic) => [topic, await topicRefusedAmong(deps, lineUserIds, topic)] as const),
    ),
  );
  const coupons = await couponsLeft(deps, open, on);
  return (memberId, { automation: { couponId, topic } }) => {
    const row = standing.get(memberId);
    if (row === undefined || row.line_user_id === null) return "no_line";
    if (row.status !== "active") return "suspended";
    if (row.following === 0 || row.unknown_since_ms !== null) return "blocked";
    if (refused.get(topic)?.has(row.line_user_id)) return "opted_out";
    return couponId === null || coupons.take(couponId) ? null : "nothing_left";
  };
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
