import type { Coupon, CouponPeriod } from "../../../shared/coupons/schema.ts";
import { benefitWords } from "../../../shared/coupons/sentences.ts";
import { issueWords, modeWords } from "../../../shared/coupons/words.ts";
import { grouped, type Language, listed, some, weekdayName } from "../../../shared/points/programme/words.ts";
import type { Say } from "../language.tsx";
import type { Words } from "../screen.ts";
import { validityWords } from "./words.ts";

/** What a list of facts calls stores, areas and ranks. */
export interface Named {
  readonly place: (publicId: string) => string;
  readonly rank: (code: string) => string;
}

export interface Fact {
  readonly key: string;
  readonly name: Words;
  readonly text: string;
}

/** Everything that was decided about a coupon, a line each, for who is to issue it. */
export function factsOf(coupon: Coupon, say: Say, language: Language, named: Named): readonly Fact[] {
  return [
    fact("benefit", ["特典", "Benefit"], benefitWords(coupon.benefit, language)),
    fact("mode", ["使い方", "Used by"], modeText(coupon, say, language)),
    fact("issue", ["配る相手", "Given to"], audienceText(coupon, say, language, named)),
    fact("validity", ["使える期間", "Valid"], validityWords(coupon.validity, say)),
    ...conditions(coupon, say, language, named),
    fact("stock", ["枚数", "How many"], stockText(coupon, say)),
    fact("perMember", ["お一人の上限", "A member's limit"], limitText(coupon, say)),
    fact("stacking", ["併用", "Together"], togetherText(coupon, say)),
    fact(
      "onReturn",
      ["全額返品のとき", "On a return"],
      coupon.onReturn === "comes_back"
        ? say("クーポンを会員に戻す", "The member has it again")
        : say("使用済みのまま", "It stays used"),
    ),
  ];
}

function fact(key: string, name: Words, text: string): Fact {
  return { key, name, text };
}

function modeText({ mode, timedMinutes }: Coupon, say: Say, language: Language): string {
  const name = modeWords[mode][language];
  return timedMinutes === null ? name : say(`${name}(${timedMinutes}分)`, `${name}, ${timedMinutes} minutes`);
}

function audienceText({ issue }: Coupon, say: Say, language: Language, { rank }: Named): string {
  const way = issueWords[issue.to][language];
  switch (issue.to) {
    case "code":
      return say(`${way}「${issue.code}」`, `${way}: ${issue.code}`);
    case "rank_up":
      return issue.ranks === null ? way : `${way}: ${listed(issue.ranks.map(rank), language)}`;
    case "birthday":
      return say(`${way}の${issue.daysBefore}日前`, `${way}, ${issue.daysBefore} days before`);
    case "draw": {
      const odds = `${issue.oddsPerMille / 10}%`;
      if (issue.winnersMax === null) return say(`${way}(確率${odds})`, `${way}, odds ${odds}`);
      const most = grouped(issue.winnersMax);
      return say(`${way}(確率${odds}、${most}人まで)`, `${way}, odds ${odds}, ${most} winners`);
    }
    default:
      return way;
  }
}

function conditions(
  { conditions: asked }: Coupon,
  say: Say,
  language: Language,
  named: Named,
): readonly Fact[] {
  const { spendYenMin, places, ranks, channels, weekdays, hours, firstVisit, items } = asked;
  const goods = [...(items.items ?? []), ...(items.categories ?? []), ...(items.brands ?? [])];
  const lines: readonly (Fact | null)[] = [
    spendYenMin === 0
      ? null
      : fact(
          "spend",
          ["最低金額", "Least amount"],
          say(`${grouped(spendYenMin)}円以上`, `¥${grouped(spendYenMin)}`),
        ),
    places && fact("places", ["お店", "Stores"], listed(places.map(named.place), language)),
    ranks && fact("ranks", ["会員ランク", "Ranks"], listed(ranks.map(named.rank), language)),
    channels?.length === 1
      ? fact(
          "channels",
          ["店頭・オンライン", "Channel"],
          channels[0] === "ec" ? say("オンラインだけ", "Online only") : say("店頭だけ", "Stores only"),
        )
      : null,
    firstVisit
      ? fact("first", ["来店", "Visit"], say("はじめてのお買い物のときだけ", "A first purchase only"))
      : null,
    weekdays &&
      fact(
        "weekdays",
        ["曜日", "Weekdays"],
        listed(
          weekdays.map((day) => weekdayName(day, language)),
          language,
        ),
      ),
    hours &&
      fact("hours", ["時間帯", "Hours"], hours.map(({ from, to }) => `${from}–${to}`).join(say("、", ", "))),
    goods.length === 0 ? null : fact("items", ["商品", "Items"], some(goods, language)),
  ];
  const found = lines.filter((line) => line !== null);
  return found.length > 0 ? found : [fact("none", ["条件", "Conditions"], say("なし", "None"))];
}

function stockText({ stock: { givenMax, usedMax }, issue }: Coupon, say: Say): string {
  const parts = [
    givenMax === null || issue.to === "everyone"
      ? null
      : say(`配布は${grouped(givenMax)}枚まで`, `${grouped(givenMax)} given`),
    usedMax === null ? null : say(`利用は${grouped(usedMax)}枚まで`, `${grouped(usedMax)} used`),
  ].filter((part) => part !== null);
  return parts.length === 0 ? say("制限なし", "No limit") : parts.join(say("、", ", "));
}

const periods: Readonly<Record<CouponPeriod, Words>> = {
  ever: ["全期間で", "in all"],
  day: ["1日に", "a day"],
  week: ["1週間に", "a week"],
  month: ["1か月に", "a month"],
  year: ["1年に", "a year"],
};

function limitText({ perMember: { max, period } }: Coupon, say: Say): string {
  const [ja, en] = periods[period];
  return say(`${ja}${max}回`, `${max === 1 ? "once" : `${max} times`} ${en}`);
}

function togetherText({ stacking, withPoints }: Coupon, say: Say): string {
  const others =
    stacking.kind === "any"
      ? say("ほかのクーポンと併用できる", "with other coupons")
      : stacking.kind === "alone"
        ? say("ほかのクーポンと併用できない", "with no other coupon")
        : say(`グループ「${stacking.group}」の中では1枚`, `one of the group “${stacking.group}”`);
  const points = withPoints
    ? say("ポイント利用と併用できる", "with points")
    : say("ポイント利用と併用できない", "not with points");
  return `${others}${say("、", ", ")}${points}`;
}
