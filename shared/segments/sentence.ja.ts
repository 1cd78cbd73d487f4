import { dayOf, grouped } from "../points/programme/words.ts";
import type { Leaf, Period } from "./schema.ts";
import type { SegmentNames } from "./sentence.ts";

const sexes = { female: "女性", male: "男性", other: "その他", unknown: "未登録" } as const;
const languages = { ja: "日本語", en: "英語" } as const;
const topics = { offers: "お得な情報", reminders: "期限などのお知らせ", news: "お店からのお知らせ" } as const;

/** A condition as it stands in a sentence. */
export function leafJa(leaf: Leaf, names: SegmentNames): string {
  switch (leaf.kind) {
    case "sex":
      return `性別が${either(leaf.is.map((sex) => sexes[sex]))}`;
    case "language":
      return `言語が${either(leaf.is.map((language) => languages[language]))}`;
    case "age":
      return `年齢が${between(leaf, "歳")}`;
    case "rank":
      return `ランクが${either(leaf.is.map(names.rank))}`;
    case "tag":
      return `タグ「${names.tag(leaf.tag)}」がある`;
    case "topic":
      return `「${topics[leaf.topic]}」を${leaf.wanted ? "受け取る" : "停止している"}`;
    case "friend":
      return "LINEで届く";
    case "store":
      return leaf.did === "last"
        ? `最後の来店が${within(leaf.days)}${either(leaf.nodes.map(names.node))}`
        : `${within(leaf.days)}${either(leaf.nodes.map(names.node))}に来店`;
    case "joined_between":
      return `入会日が${dayOf(leaf.from)}〜${dayOf(leaf.to)}`;
    case "joined_ago":
      return `入会から${between(leaf, "日")}`;
    case "birthday_month":
      return `誕生月が${leaf.months.join("・")}月`;
    case "birthday_in":
      return leaf.from === 0 ? `誕生日が${leaf.to}日以内` : `誕生日が${leaf.from}〜${leaf.to}日後`;
    case "visits":
      return `${inPeriod(leaf.in)}来店${between(leaf, "回")}`;
    case "spend":
      return `${inPeriod(leaf.in)}お買い上げ${between(leaf, "円")}`;
    case "last_visit":
      return `最後の来店から${between(leaf, "日")}`;
    case "never_visited":
      return "来店したことがない";
    case "bought":
      return `${within(leaf.days)}${either([...leaf.items, ...leaf.categories])}を${leaf.times}回以上購入`;
    case "balance":
      return `ポイント残高${between(leaf, "")}`;
    case "expiring":
      return `${leaf.days}日以内に${grouped(leaf.points)}ポイント以上が期限`;
    case "coupon":
      return couponJa(leaf, names);
    case "stamps":
      return leaf.missing === null
        ? `「${names.card(leaf.cardId)}」のスタンプ${between(leaf, "個")}`
        : `「${names.card(leaf.cardId)}」があと${leaf.missing}個以内`;
    case "message":
      return `${within(leaf.days)}${leaf.campaignId === null ? "いずれかの配信" : `「${names.campaign(leaf.campaignId)}」`}${leaf.did === "received" ? "を受け取った" : "のリンクを開いた"}`;
    case "campaign":
      return `「${names.campaign(leaf.campaignId)}」${{ sent: "が送られた", held_out: "で比較のため送られなかった", left_out: "の対象で送られなかった" }[leaf.as]}`;
    case "holdout":
      return "「比較のため送らない会員」である";
    case "rfm":
      return `RFM ${scores("R", leaf.r)}${scores("F", leaf.f)}${scores("M", leaf.m)}`.trim();
    case "bucket":
      return `無作為の${(leaf.to - leaf.from) / 100}%（${leaf.salt}）`;
    case "list":
      return `リスト「${names.list(leaf.listId)}」にいる`;
    case "segment":
      return `セグメント「${names.segment(leaf.segmentId)}」に入る`;
  }
}

function couponJa({ couponId, state, days }: Extract<Leaf, { kind: "coupon" }>, names: SegmentNames): string {
  const coupon = `クーポン「${names.coupon(couponId)}」`;
  if (state === "never") return `${coupon}を持ったことがない`;
  if (state === "held") return `${coupon}を持っている${days === null ? "" : `（残り${days}日以内）`}`;
  return `${within(days)}${coupon}${state === "used" ? "を使った" : "が期限切れ"}`;
}

function scores(letter: string, of: readonly number[]): string {
  return of.length === 0 ? "" : `${letter}${of.join("・")} `;
}

function either(of: readonly string[]): string {
  return of.map((one) => `「${one}」`).join("か");
}

function within(days: number | null): string {
  return days === null ? "" : `${days}日以内に`;
}

function inPeriod(period: Period): string {
  if (period.over === "ever") return "これまでの";
  if (period.over === "days") return `${period.days}日間の`;
  return `${dayOf(period.from)}〜${dayOf(period.to)}の`;
}

function between(
  { min, max }: { readonly min: number | null; readonly max: number | null },
  unit: string,
): string {
  if (min !== null && max !== null) {
    return min === max ? `${grouped(min)}${unit}` : `${grouped(min)}〜${grouped(max)}${unit}`;
  }
  if (min !== null) return `${grouped(min)}${unit}以上`;
  return max === null ? "（問わない）" : `${grouped(max)}${unit}以下`;
}
