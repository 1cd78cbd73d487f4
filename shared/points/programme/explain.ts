import type { AwardLine, WhyNot } from "../earn/types.ts";
import { type Language, pointsOf, ratioOf, yenOf } from "./words.ts";

/** How one line of an award was counted: 「¥1,280の¥100ごとに1P → 12P」. */
export function awardLineWords(line: AwardLine, language: Language): string {
  const ja = language === "ja";
  const gives = pointsOf(line.points, language);
  const { kind, amount, per } = line.value;
  const cut =
    line.desiredPoints > line.points
      ? ja
        ? `(上限により${pointsOf(line.desiredPoints, language)}から)`
        : ` (a limit cut it from ${pointsOf(line.desiredPoints, language)})`
      : "";
  switch (kind) {
    case "per_yen":
      return ja
        ? `${yenOf(line.baseYen)}の${yenOf(per)}ごとに${pointsOf(amount, language)} → ${gives}${cut}`
        : `${pointsOf(amount, language)} per ${yenOf(per)} of ${yenOf(line.baseYen)} → ${gives}${cut}`;
    case "rate":
      return ja
        ? `${yenOf(line.baseYen)}の${ratioOf(amount, 100)}% → ${gives}${cut}`
        : `${ratioOf(amount, 100)}% of ${yenOf(line.baseYen)} → ${gives}${cut}`;
    case "multiplier":
      return ja
        ? `基本ポイントの${ratioOf(amount, 1000)}倍になる分 → +${gives}${cut}`
        : `the base ×${ratioOf(amount, 1000)} → +${gives}${cut}`;
    case "per_item":
      return ja
        ? `1点につき${pointsOf(amount, language)} → ${gives}${cut}`
        : `${pointsOf(amount, language)} per item → ${gives}${cut}`;
    default:
      return `${gives}${cut}`;
  }
}

const reasons: Readonly<Record<WhyNot["reason"], readonly [ja: string, en: string]>> = {
  points_paid_part: ["ポイントで支払った分には付きません", "the part paid with points earns nothing"],
  discounted_part: ["値引きされた分には付きません", "the discounted part earns nothing"],
  shipping_part: ["送料・手数料には付きません", "shipping and fees earn nothing"],
  tax_part: ["消費税の分には付きません", "the tax earns nothing"],
  excluded_items: ["対象外の商品があります", "some items are excluded"],
  rounded_down: ["端数は切り捨てです", "the rest is less than a point"],
  below_minimum: ["最低金額に届きません", "it is below the least amount"],
  other_store: ["対象のお店ではありません", "it is for other stores"],
  other_channel: ["対象の販売方法ではありません", "it is for another channel"],
  other_rank: ["対象のランクではありません", "it is for other ranks"],
  other_payment: ["対象の支払い方法ではありません", "it is for other payment methods"],
  not_in_segment: ["対象の会員ではありません", "it is for other members"],
  not_birthday_month: ["誕生月ではありません", "it is not the month of the birthday"],
  no_matching_item: ["対象の商品がありません", "there is no matching item"],
  not_nth_purchase: ["対象の購入回数ではありません", "it is for another purchase"],
  visited_today: ["今日はすでに来店ポイントが付いています", "there was a visit today already"],
  outside_dates: ["期間外です", "it is not within its dates"],
  outside_weekdays: ["対象の曜日ではありません", "it is for other days of the week"],
  outside_hours: ["対象の時間帯ではありません", "it is for other hours"],
  not_with_points: ["ポイント利用とは併用できません", "it is not given together with a use of points"],
  another_rule_gave_more: ["ほかのルールのほうが多く付きました", "another rule gave more"],
  another_has_priority: ["優先度の高い特典が選ばれました", "another has priority"],
  limit_reached: ["上限に達しています", "its limit is reached"],
};

/** Why a rule gave nothing, or not more: 「火曜2倍: 対象の曜日ではありません」. */
export function whyNotWords(why: WhyNot, name: string | null, language: Language): string {
  const [ja, en] = reasons[why.reason];
  const cost =
    why.yen !== null && why.yen !== 0
      ? yenOf(why.yen)
      : why.points !== null && why.points !== 0
        ? pointsOf(why.points, language)
        : null;
  if (language === "ja") return `${name === null ? "" : `${name}: `}${ja}${cost === null ? "" : `(${cost})`}`;
  return `${name === null ? "" : `${name}: `}${en}${cost === null ? "" : ` (${cost})`}`;
}
