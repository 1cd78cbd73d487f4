import type { Language } from "../errors.ts";
import type { Words } from "./cut.ts";
import { reasonErrors } from "./errors.ts";
import type { CouponReason, CouponRefused } from "./reasons.ts";
import type { Coupon } from "./schema.ts";

/** What coupons say of themselves, in the reader's language. */

export function inLanguage(words: Words, language: Language): string {
  return language === "en" && words.en !== "" ? words.en : words.ja;
}

/** The code under which the door refuses for a reason. */
export function codeOfReason(reason: CouponReason): keyof typeof reasonErrors {
  return `coupon.${reason}`;
}

/** One sentence for who wanted to use it. Staff are told what to do; the member, what is missing. */
export function refusedSentence(
  { reason, yen, on, ranks = [], upwards = false }: CouponRefused,
  language: Language,
  audience: "member" | "staff",
): string {
  const ja = language === "ja";
  if (reason === "below_minimum" && yen !== undefined) {
    return ja ? `あと${yenOf(yen)}円のお買い上げで使えます` : `¥${yenOf(yen)} more is needed to use this`;
  }
  if (reason === "not_started" && on !== undefined) {
    return ja ? `${dayOf(on, language)}から使えます` : `Can be used from ${dayOf(on, language)}`;
  }
  if (reason === "expired" && on !== undefined) {
    return ja ? `${dayOf(on, language)}で有効期限が切れました` : `Ended on ${dayOf(on, language)}`;
  }
  if (reason === "limit_reached" && on !== undefined) {
    return ja ? `次は${dayOf(on, language)}から使えます` : `Can be used again from ${dayOf(on, language)}`;
  }
  if (reason === "other_rank" && ranks.length > 0) return ranksWords(ranks, upwards, language);
  if (audience === "member") {
    const own = toMember[reason]?.[language];
    if (own !== undefined) return own;
  }
  return reasonErrors[codeOfReason(reason)][language];
}

function ranksWords(ranks: readonly Words[], upwards: boolean, language: Language): string {
  const names = ranks.slice(0, upwards ? 1 : undefined).map((name) => inLanguage(name, language));
  if (language === "ja") return `会員ランク「${names.join("」「")}」${upwards ? "以上" : ""}で使えます`;
  return `For the rank ${names.join(" or ")}${upwards ? " and above" : ""}`;
}

/** Where the sentence for staff would be wrong for the member. */
const toMember: Partial<Record<CouponReason, Words>> = {
  not_opened: {
    ja: "「使う」を押すとカウントダウンが始まります",
    en: "Tap “Use” and the countdown begins",
  },
  spend_code_needed: { ja: "レジで「かざす」画面を見せてください", en: "Show the spend code at the till" },
};

export function benefitWords(benefit: Coupon["benefit"], language: Language): string {
  const ja = language === "ja";
  switch (benefit.kind) {
    case "amount_off":
      return ja ? `${yenOf(benefit.yen)}円引き` : `¥${yenOf(benefit.yen)} off`;
    case "percent_off": {
      const most = benefit.ceilingYen;
      const rate = tenths(benefit.perMille / 10);
      if (most === null) return ja ? `${rate}%引き` : `${rate}% off`;
      return ja ? `${rate}%引き(最大${yenOf(most)}円)` : `${rate}% off, up to ¥${yenOf(most)}`;
    }
    case "free_item":
      return ja
        ? `${inLanguage(benefit.name, language)} プレゼント`
        : `Free: ${inLanguage(benefit.name, language)}`;
    case "extra_points":
      return ja ? `+${yenOf(benefit.points)}ポイント` : `+${yenOf(benefit.points)} points`;
    case "multiplier":
      return ja ? `ポイント${times(benefit.perMille)}倍` : `${times(benefit.perMille)}× points`;
  }
}

const dayNames = { ja: "月火水木金土日", en: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] } as const;

/** A line for each condition, in the order in which a person asks; `placeNames` are by public id. */
export function conditionWords(
  coupon: Pick<Coupon, "conditions" | "stacking" | "withPoints">,
  language: Language,
  placeNames: Readonly<Record<string, string>>,
): string[] {
  const ja = language === "ja";
  const { spendYenMin, places, channels, ranks, firstVisit, weekdays, hours } = coupon.conditions;
  const lines: (string | null)[] = [
    spendYenMin === 0
      ? null
      : ja
        ? `${yenOf(spendYenMin)}円以上のお買い上げ`
        : `On purchases of ¥${yenOf(spendYenMin)} or more`,
    places === null ? null : placesLine(places, ja, placeNames),
    channels?.length === 1 ? channelLine(channels[0] === "ec", ja) : null,
    firstVisit ? (ja ? "はじめてのお買い物のとき" : "On your first purchase") : null,
    ranks === null ? null : ja ? "会員ランクの条件があります" : "For certain ranks",
    weekdays === null ? null : weekdaysLine(weekdays, ja),
    hours === null ? null : hours.map(({ from, to }) => `${from}–${to}`).join(ja ? "、" : ", "),
    coupon.stacking.kind === "alone"
      ? ja
        ? "ほかのクーポンと併用できません"
        : "Not together with other coupons"
      : null,
    coupon.withPoints ? null : ja ? "ポイント利用と併用できません" : "Not together with points",
  ];
  return lines.filter((line) => line !== null);
}

function placesLine(places: readonly string[], ja: boolean, names: Readonly<Record<string, string>>): string {
  const known = places.flatMap((place) => names[place] ?? []);
  if (known.length === 0) return ja ? "対象店舗で使えます" : "At certain stores";
  const more = places.length - 3;
  const shown = known.slice(0, 3).join(ja ? "、" : ", ");
  if (more > 0) return ja ? `${shown} ほか${more}店舗` : `${shown} and ${more} more`;
  return ja ? `${shown}で使えます` : `At ${shown}`;
}

function channelLine(isEc: boolean, ja: boolean): string {
  if (isEc) return ja ? "オンラインストアで使えます" : "In the online store";
  return ja ? "店舗で使えます" : "In our stores";
}

function weekdaysLine(weekdays: readonly number[], ja: boolean): string {
  const sorted = [...weekdays].sort((a, b) => a - b);
  if (ja) return `${sorted.map((day) => dayNames.ja.charAt(day - 1)).join("・")}曜日`;
  return sorted.map((day) => dayNames.en[day - 1]).join(", ");
}

function dayOf(on: string, language: Language): string {
  const [year, month, day] = on.split("-").map(Number);
  return language === "ja" ? `${year}年${month}月${day}日` : on;
}

function yenOf(yen: number): string {
  return String(yen).replace(/\B(?=(\d{3})+$)/g, ",");
}

function tenths(rate: number): string {
  return Number.isInteger(rate) ? String(rate) : rate.toFixed(1);
}

function times(perMille: number): string {
  return String(perMille / 1000);
}
