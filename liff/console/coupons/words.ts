import type { Coupon, CouponStatus } from "../../../shared/coupons/schema.ts";
import { couponStatusWords } from "../../../shared/coupons/words.ts";
import { dayOf, grouped } from "../../../shared/points/programme/words.ts";
import type { Say } from "../language.tsx";
import type { Words } from "../screen.ts";

/** How a coupon stands on a day, as a marketer asks: the server's three states, and what its dates make of one of them. */
export type Standing = CouponStatus | "waiting" | "over";

export function standingOf(
  { status, coupon }: { readonly status: CouponStatus; readonly coupon: Pick<Coupon, "validity"> },
  todayOn: string,
): Standing {
  if (status !== "issued") return status;
  const { from, to } = coupon.validity;
  if (to !== null && to < todayOn) return "over";
  return from !== null && todayOn < from ? "waiting" : "issued";
}

const pair = ({ ja, en }: { readonly ja: string; readonly en: string }): Words => [ja, en];

export const standingWords: Readonly<Record<Standing, Words>> = {
  draft: pair(couponStatusWords.draft),
  waiting: ["開始前", "Not begun"],
  issued: pair(couponStatusWords.issued),
  over: ["期間終了", "Over"],
  stopped: pair(couponStatusWords.stopped),
};

export const standingColours: Readonly<Record<Standing, string>> = {
  draft: "gray",
  waiting: "blue",
  issued: "green",
  over: "gray",
  stopped: "red",
};

/** `2026/12/1〜2026/12/31・もらってから30日` */
export function validityWords({ from, to, daysFromIssue }: Coupon["validity"], say: Say): string {
  const days =
    daysFromIssue === null
      ? null
      : say(
          `もらってから${grouped(daysFromIssue)}日間`,
          daysFromIssue === 1
            ? "on the day it is given"
            : `${grouped(daysFromIssue)} days from when it is given`,
        );
  const dates = datesWords(from, to, say);
  if (dates === null) return days ?? say("期限なし", "No end");
  return days === null ? dates : say(`${dates}・${days}`, `${dates}, ${days}`);
}

function datesWords(from: string | null, to: string | null, say: Say): string | null {
  if (from !== null && to !== null) return `${dayOf(from)}〜${dayOf(to)}`;
  if (to !== null) return say(`${dayOf(to)}まで`, `until ${dayOf(to)}`);
  return from === null ? null : say(`${dayOf(from)}から`, `from ${dayOf(from)}`);
}

/** How many are left of what is limited: to give, or, where everybody has it, to use; null is no limit. */
export function leftOf(
  coupon: Coupon,
  { given, used }: { readonly given: number; readonly used: number },
): number | null {
  const { givenMax, usedMax } = coupon.stock;
  const winners = coupon.issue.to === "draw" ? coupon.issue.winnersMax : null;
  const most = smaller(givenMax, winners);
  const left = [
    ...(most === null || coupon.issue.to === "everyone" ? [] : [most - given]),
    ...(usedMax === null ? [] : [usedMax - used]),
  ];
  return left.length === 0 ? null : Math.max(0, Math.min(...left));
}

function smaller(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return Math.min(one, other);
}

export function nameOf({ name }: Pick<Coupon, "name">, say: Say): string {
  return say(name.ja, name.en || name.ja) || say("(名前なし)", "(no name)");
}
