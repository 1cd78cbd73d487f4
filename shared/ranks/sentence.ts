import { grouped, type Language, ratioOf, yenOf } from "../points/programme/words.ts";
import type { Ladder, Rank } from "./schema.ts";

/** 「年間のお買い上げ¥50,000でゴールド(ポイント1.5倍)」 */
export function rankSentence(ladder: Ladder, rank: Rank, language: Language): string {
  const ja = language === "ja";
  const times = ratioOf(rank.multiplierPerMille, 1000);
  const gives = rank.multiplierPerMille === 1000 ? "" : ja ? `(ポイント${times}倍)` : ` (points ×${times})`;
  if (rank.threshold === 0)
    return ja ? `条件なしで${rank.name.ja}${gives}` : `Everybody starts as ${rank.name.en}${gives}`;
  const window = windowWords[language][ladder.window];
  const amount = metricWords(ladder, rank.threshold, language);
  return ja
    ? `${window}${amount}で${rank.name.ja}${gives}`
    : `${amount} ${window} for ${rank.name.en}${gives}`;
}

/** What happens to ranks that are not earned again: 「期間が終わると1つ下がります」. */
export function keepSentence(ladder: Ladder, language: Language): string {
  const ja = language === "ja";
  const up =
    ladder.upgrade === "immediate"
      ? ja
        ? "達成するとすぐに上がり"
        : "Members rise as soon as they reach a rank"
      : ja
        ? "達成すると次の期間から上がり"
        : "Members rise with the next period";
  if (ladder.window === "lifetime" || ladder.downgrade === "never") {
    return ja ? `${up}、下がることはありません。` : `${up} and never fall.`;
  }
  const rolling = ladder.window === "rolling_12_months";
  const kept = rolling
    ? ja
      ? "12か月保ちます"
      : "keep it for 12 months"
    : ja
      ? "次の期間の終わりまで保ちます"
      : "keep it to the end of the next period";
  const fall =
    ladder.downgrade === "one_step"
      ? ja
        ? "再び達成しないと1つ下がります"
        : "Without reaching it again they fall one step"
      : ja
        ? "再び達成しないと実績に応じたランクになります"
        : "Without reaching it again they get the rank they earned";
  const grace =
    ladder.graceDays === 0
      ? ""
      : ja
        ? `(${ladder.graceDays}日の猶予)`
        : ` after ${ladder.graceDays} days of grace`;
  return ja ? `${up}、${kept}。${fall}${grace}。` : `${up} and ${kept}. ${fall}${grace}.`;
}

const windowWords = {
  ja: {
    calendar_year: "1年間(1〜12月)に",
    fiscal_year: "年度内に",
    rolling_12_months: "直近12か月に",
    anniversary: "入会日からの1年間に",
    lifetime: "累計",
  },
  en: {
    calendar_year: "in a calendar year",
    fiscal_year: "in a fiscal year",
    rolling_12_months: "within 12 months",
    anniversary: "in a year of membership",
    lifetime: "in all",
  },
} as const;

function metricWords(ladder: Ladder, value: number, language: Language): string {
  const ja = language === "ja";
  switch (ladder.metric) {
    case "yen":
      return ja ? `お買い上げ${yenOf(value)}` : yenOf(value);
    case "visits":
      return ja ? `ご来店${grouped(value)}回` : `${grouped(value)} visits`;
    case "points":
      return ja ? `獲得${grouped(value)}ポイント` : `${grouped(value)} points earned`;
  }
}

/** What a new version of the ladder changes. */
export function ladderChanges(before: Ladder, after: Ladder, language: Language): readonly string[] {
  const ja = language === "ja";
  const name = (rank: Rank): string => (ja ? `「${rank.name.ja}」` : `“${rank.name.en}”`);
  const found: string[] = [];
  if (before.enabled !== after.enabled) {
    found.push(after.enabled ? (ja ? "ランクを始める" : "Ranks begin") : ja ? "ランクをやめる" : "Ranks end");
  }
  for (const rank of after.ranks) {
    const was = before.ranks.find((candidate) => candidate.code === rank.code);
    const say = rankSentence(after, rank, language);
    if (was === undefined) found.push(ja ? `${name(rank)}を追加: ${say}` : `${name(rank)} is new: ${say}`);
    else if (rankSentence(before, was, language) !== say) {
      const then = rankSentence(before, was, language);
      found.push(ja ? `${name(rank)}を変更: ${then} → ${say}` : `${name(rank)} changes: ${then} → ${say}`);
    } else if (was.colour !== rank.colour || was.name.ja !== rank.name.ja || was.name.en !== rank.name.en) {
      found.push(ja ? `${name(rank)}の表示を変更` : `${name(rank)} looks different`);
    }
  }
  for (const was of before.ranks) {
    if (after.ranks.some((rank) => rank.code === was.code)) continue;
    found.push(ja ? `${name(was)}を削除` : `${name(was)} is removed`);
  }
  const [kept, keeps] = [keepSentence(before, language), keepSentence(after, language)];
  if (kept !== keeps) found.push(`${kept} → ${keeps}`);
  const told = (ladder: Ladder): string =>
    ja
      ? `あと少しの通知 ${ladder.nearPerMille / 10}%から、降格予告 ${ladder.warnDays}日前、年度は${ladder.fiscalYearStartsIn}月から`
      : `near from ${ladder.nearPerMille / 10}%, warned ${ladder.warnDays} days ahead, fiscal year from month ${ladder.fiscalYearStartsIn}`;
  if (told(before) !== told(after)) found.push(`${told(before)} → ${told(after)}`);
  return found;
}

/** What a schema cannot say: the field and what is wrong with it. */
export function ladderProblems(ladder: Ladder): readonly {
  readonly field: string;
  readonly problem: "not_rising" | "first_not_0" | "twice" | "needed";
}[] {
  return ladder.ranks.flatMap((rank, index) => {
    const below = ladder.ranks[index - 1];
    const twice = ladder.ranks.findIndex((other) => other.code === rank.code) < index;
    return [
      ...(index === 0 && rank.threshold !== 0
        ? [{ field: "ranks.0.threshold", problem: "first_not_0" as const }]
        : []),
      ...(below !== undefined && rank.threshold <= below.threshold
        ? [{ field: `ranks.${index}.threshold`, problem: "not_rising" as const }]
        : []),
      ...(twice ? [{ field: `ranks.${index}.code`, problem: "twice" as const }] : []),
      ...(rank.name.ja.trim() === ""
        ? [{ field: `ranks.${index}.name.ja`, problem: "needed" as const }]
        : []),
      ...(rank.name.en.trim() === ""
        ? [{ field: `ranks.${index}.name.en`, problem: "needed" as const }]
        : []),
    ];
  });
}
