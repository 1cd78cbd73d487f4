import { leftInPeriod, periodOf } from "../../../shared/coupons/periods.ts";
import { type CalendarDate, dateAt } from "../../../shared/dates.ts";
import type { Deps } from "../../deps.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import type { HeldNow } from "./candidates.core.ts";
import { type CouponDoing, issued, planOf } from "./draft.ts";
import { kindBy, kindsFor, rowsOf } from "./read.ts";

export interface Issuing {
  /** `list`, `segment`, `rank_up`, `birthday`, `stamp`, `draw`, `api`, `staff` … */
  readonly via: string;
  /** What it is for: of one coupon a member has one for each occasion. */
  readonly occasion: string;
  /** `kind:publicId` */
  readonly actor: string;
  readonly nowMs: number;
  readonly businessDate: CalendarDate;
  readonly storeId?: number | null;
  readonly purchaseId?: string | null;
}

/** Gives a member a coupon; nothing where it was given for this occasion before, is out of stock, or is not issued. */
export async function planIssue(
  deps: Deps,
  couponId: string,
  memberId: number,
  issuing: Issuing,
): Promise<Bound[]> {
  const found = await kindBy(deps, couponId);
  if (found === null || !mayBeGiven(found, issuing.businessDate)) return [];
  const rows = await rowsOf(deps, memberId, couponId);
  if (rows.some(({ row }) => row.occasion === issuing.occasion)) return [];
  return planOf([issued(deps, found, issuing.via, issuing.occasion, doingOf(memberId, issuing))]);
}

/** Whether one may be given on a day: it is issued, has not ended, and there are some. */
export function mayBeGiven({ kind, coupon }: Pick<HeldNow, "kind" | "coupon">, on: CalendarDate): boolean {
  if (kind.status !== "issued") return false;
  if (coupon.validity.to !== null && coupon.validity.to < on) return false;
  return kind.givenMax === null || kind.given < kind.givenMax;
}

function doingOf(memberId: number, { actor, nowMs, businessDate, ...at }: Issuing): CouponDoing {
  return {
    ...{ actor, memberId, nowMs, businessDate },
    storeId: at.storeId ?? null,
    tillId: null,
    purchaseId: at.purchaseId ?? null,
  };
}

/** A rise from one rank to another, by its number in the account's own order. */
export interface RankRise {
  readonly to: string;
  readonly nth: number;
}

/** All that is given for a rise, as often as each member may have it. */
export async function planRankUpCoupons(
  deps: Deps,
  memberId: number,
  { to, nth }: RankRise,
  doing: Omit<Issuing, "via" | "occasion">,
): Promise<Bound[]> {
  const on = doing.businessDate;
  const all = await kindsFor(deps, "rank_up", on);
  const drafts = [];
  for (const found of all) {
    const { issue, perMember } = found.coupon;
    const fits = issue.to === "rank_up" && (issue.ranks === null || issue.ranks.includes(to));
    if (!fits || !mayBeGiven(found, on)) continue;
    const occasion = `rank:${to}:${nth}`;
    const rows = await rowsOf(deps, memberId, found.kind.couponId);
    if (rows.some(({ row }) => row.occasion === occasion)) continue;
    // Their occasions are rises, so the period is counted by the day on which each was given.
    const taken = rows.map(({ row }, at) => `${periodOfRow(deps, found, row.issuedAtMs)}#${at}`);
    if (leftInPeriod(perMember, on, taken) === 0) continue;
    drafts.push(
      issued(deps, found, "rank_up", occasion, doingOf(memberId, { ...doing, via: "rank_up", occasion })),
    );
  }
  return planOf(drafts);
}

function periodOfRow(
  deps: Pick<Deps, "settings">,
  { coupon }: Pick<HeldNow, "coupon">,
  issuedAtMs: number,
): string {
  return periodOf(coupon.perMember.period, dateAt(issuedAtMs, deps.settings.timeZone));
}
