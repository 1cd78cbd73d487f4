import type { CampaignLiability, CampaignPreview } from "../../../shared/campaigns/console.ts";
import { type CampaignDocument, isPersonal } from "../../../shared/campaigns/schema.ts";
import { recipientReasons } from "../../../shared/campaigns/states.ts";
import { leavesAt, nextDue, timesBefore } from "../../../shared/campaigns/times.ts";
import type { CouponBenefit } from "../../../shared/coupons/schema.ts";
import { dateAt } from "../../../shared/dates.ts";
import { Refusal } from "../../../shared/errors.ts";
import type { ReachSettings } from "../../../shared/reach/schema.ts";
import type { Deps } from "../../deps.ts";
import { nextMonthMs, recipientsMax, secondsFor } from "../../platform/outbox/index.ts";
import { givable, kindBy } from "../coupons/index.ts";
import { costOfMessages, reachInForce } from "../reach/index.ts";
import { audienceOf, countAudience } from "./audience.ts";

/**
 * What would be sent if it were frozen now, by the very conditions of the freeze, what it costs, and what its coupon binds
 * the shop to. Whoever gets no coupon because there are too few is not sent to either.
 */
export async function campaignPreview(deps: Deps, document: CampaignDocument): Promise<CampaignPreview> {
  const [counts, settings] = await Promise.all([
    audienceOf(deps, document, null).then((audience) => countAudience(deps, audience)),
    reachInForce(deps),
  ]);
  const atMs = deps.clock.nowMs();
  const reached = counts.get(null) ?? 0;
  const coupon = document.couponId === null ? null : await liabilityOf(deps, document.couponId, reached);
  const willBeSent = coupon?.people ?? reached;
  const matched = [...counts.values()].reduce((sum, people) => sum + people, 0);
  const people = new Map(counts).set("no_coupon", reached - willBeSent);
  const leftOut = recipientReasons.flatMap((why) =>
    (people.get(why) ?? 0) > 0 ? [[why, people.get(why)]] : [],
  );
  const personal = isPersonal(document);
  const requests = personal ? willBeSent : Math.ceil(willBeSent / recipientsMax);
  return {
    ...{ matched, leftOut: Object.fromEntries(leftOut), willBeSent, personal, coupon },
    secondsAtLeast: secondsFor(
      personal ? "push" : "multicast",
      requests,
      deps.settings.line.sendRatePermille,
    ),
    cost: await costOfMessages(deps, willBeSent, settings),
    needsApproval: settings.approvalAbove !== null && willBeSent > settings.approvalAbove,
    ...(await whenOf(deps, document, willBeSent, settings, atMs)),
  };
}

/** When it will really leave, and what one that repeats still asks of the month. */
async function whenOf(
  deps: Deps,
  { schedule }: CampaignDocument,
  people: number,
  settings: ReachSettings,
  atMs: number,
): Promise<Pick<CampaignPreview, "atMs" | "dueAtMs" | "leavesAtMs" | "monthAhead">> {
  const { timeZone } = deps.settings;
  const dueAtMs = nextDue(schedule, atMs, timeZone, true);
  const leavesAtMs = leavesAt(dueAtMs, atMs, settings.quietHours, timeZone);
  const times = timesBefore(schedule, atMs, nextMonthMs(atMs), timeZone);
  const monthAhead =
    times === null ? null : { times, cost: await costOfMessages(deps, people * times, settings) };
  return { atMs, dueAtMs, leavesAtMs, monthAhead };
}

/** @throws Refusal campaign.coupon_not_given where members come to have it in another way. */
async function liabilityOf(deps: Deps, couponId: string, reached: number): Promise<CampaignLiability> {
  const { name, benefit } = (await givenCoupon(deps, couponId)).coupon;
  const now = await givable(deps, couponId, dateAt(deps.clock.nowMs(), deps.settings.timeZone));
  const left = now?.left ?? null;
  const people = now === null ? 0 : Math.min(reached, left ?? reached);
  const [yen, points] = worthOf(benefit);
  return {
    ...{ couponId, name, givable: now !== null, people, left, untilOn: now?.untilOn ?? null },
    yenMost: yen === null ? null : yen * people,
    pointsMost: points === null ? null : points * people,
  };
}

/** @throws Refusal campaign.coupon_not_given where there is none, or members come to have it in another way. */
export async function givenCoupon(deps: Deps, couponId: string) {
  const found = await kindBy(deps, couponId);
  if (found === null || found.coupon.issue.to !== "given") throw new Refusal("campaign.coupon_not_given");
  return found;
}

/** What one of them is worth at most, in yen and in points; null where that depends on what is bought. */
function worthOf(benefit: CouponBenefit): readonly [yen: number | null, points: number | null] {
  if (benefit.kind === "amount_off") return [benefit.yen, null];
  if (benefit.kind === "percent_off") return [benefit.ceilingYen, null];
  return [null, benefit.kind === "extra_points" ? benefit.points : null];
}
