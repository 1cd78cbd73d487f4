import { addDays, startOfDay } from "../../../shared/dates.ts";
import { windowFrom } from "../../../shared/points/windows.ts";
import type { SegmentMoment } from "../../../shared/segments/moment.ts";
import type { Leaf } from "../../../shared/segments/schema.ts";
import { all, any, isIn, memberIn, no, not, numberOf, text, within } from "./sql.ts";
import { yearOf } from "./sql-visits.ts";

/** Conditions about what somebody has: points, coupons, stamps, and how good a customer they are. */

type Of<K extends Leaf["kind"]> = Extract<Leaf, { readonly kind: K }>;

export function balanceSql(leaf: Of<"balance">): string {
  return within("(account.balance - account.pending)", leaf);
}

/** The row's next expiry and balance rule out nearly all; only of the rest are lots added up. */
export function expiringSql({ days, points }: Of<"expiring">, { todayOn }: SegmentMoment): string {
  const last = text(addDays(todayOn, days));
  return all([
    "account.next_expires_on is not null",
    `account.next_expires_on <= ${last}`,
    `account.balance >= ${numberOf(points)}`,
    `(select coalesce(sum(lot.remaining), 0) from lot where lot.account_id = account.account_id
      and lot.activates_on <= ${text(todayOn)} and lot.expires_on >= ${text(todayOn)}
      and lot.expires_on <= ${last}) >= ${numberOf(points)}`,
  ]);
}

export function couponSql(leaf: Of<"coupon">, at: SegmentMoment): string {
  const of = `select member_coupon.member_id from member_coupon where member_coupon.coupon_id = ${text(leaf.couponId)}`;
  if (leaf.state === "never") return not(memberIn(of));
  return memberIn(`${of} and ${couponState(leaf.state, leaf.days, at)}`);
}

const until = "member_coupon.until_on";
const isOpen = "member_coupon.status in ('held', 'reserved')";

function couponState(
  state: "held" | "used" | "expired",
  days: number | null,
  { todayOn, timeZone }: SegmentMoment,
): string {
  const today = text(todayOn);
  if (state === "held") {
    const last = days === null ? [] : [`${until} <= ${text(addDays(todayOn, days))}`];
    return all([isOpen, `(${until} is null or ${until} >= ${today})`, ...last]);
  }
  if (state === "used") {
    const since = days === null ? [] : [startOfDay(windowFrom(todayOn, days), timeZone)];
    return all([
      "member_coupon.status = 'redeemed'",
      ...since.map((ms) => `member_coupon.used_at_ms >= ${numberOf(ms)}`),
    ]);
  }
  const over = any(["member_coupon.status = 'expired'", all([isOpen, `${until} < ${today}`])]);
  return all([over, ...(days === null ? [] : [`${until} >= ${text(windowFrom(todayOn, days))}`])]);
}

export function stampsSql({ cardId, min, max, missing }: Of<"stamps">, { goals }: SegmentMoment): string {
  const goal = goals.get(cardId);
  if (missing !== null && goal === undefined) return no;
  const near =
    missing === null || goal === undefined ? [] : [`member_stamp.stamps >= ${numberOf(goal - missing)}`];
  return memberIn(
    `select member_stamp.member_id from member_stamp where ${all([
      `member_stamp.card_id = ${text(cardId)}`,
      "member_stamp.status = 'open'",
      within("member_stamp.stamps", { min, max }),
      ...near,
    ])}`,
  );
}

export function rfmSql({ r, f, m }: Of<"rfm">, at: SegmentMoment): string {
  const { rfm, todayOn } = at;
  if (rfm === null) return no;
  const recency = rfm.r.map((days) => `account.last_visit_on >= ${text(addDays(todayOn, -days))}`);
  const steps = (value: string, least: readonly number[]) =>
    least.map((step) => `${value} >= ${numberOf(step)}`);
  return all([
    "account.last_visit_on is not null",
    ...scoreIn(recency, r),
    ...scoreIn(steps(yearOf("visits", at), rfm.f), f),
    ...scoreIn(steps(yearOf("net_yen", at), rfm.m), m),
  ]);
}

/** The first of four steps that is met makes 5, 4, 3 or 2; none, 1. */
function scoreIn(steps: readonly string[], scores: readonly number[]): readonly string[] {
  if (scores.length === 0) return [];
  const whens = steps.map((step, index) => `when ${step} then ${5 - index}`);
  return [isIn(`(case ${whens.join(" ")} else 1 end)`, scores)];
}
