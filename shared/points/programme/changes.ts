import type { EarnRule, Programme } from "./schema.ts";
import { activationWords, expiryWords, ruleSentence } from "./sentence.ts";
import { grouped, type Language, type Names, pointsOf, yenOf } from "./words.ts";

/** What differs between two versions of a programme, a sentence each; empty where nothing does. */
export function programmeChanges(
  before: Programme,
  after: Programme,
  language: Language,
  names: Names = {},
): readonly string[] {
  return [
    ...ruleChanges(before, after, language, names),
    ...policies(language, names).flatMap(({ label, of }) => {
      const [was, is] = [of(before), of(after)];
      return was === is ? [] : [changed(label, was, is, language)];
    }),
  ];
}

/** Whether two states of a rule mean the same; its number does not count. */
export function sameRule(one: EarnRule, other: EarnRule): boolean {
  return stable({ ...one, version: 0 }) === stable({ ...other, version: 0 });
}

/** JSON with fields in one order, so that it compares. */
export function stable(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

const stateWords = {
  ja: { draft: "下書き", active: "実施中", stopped: "停止" },
  en: { draft: "draft", active: "active", stopped: "stopped" },
} as const;

function ruleChanges(
  before: Programme,
  after: Programme,
  language: Language,
  names: Names,
): readonly string[] {
  const ja = language === "ja";
  const say = (rule: EarnRule): string => ruleSentence(rule, language, names);
  const found: string[] = [];
  for (const rule of after.rules) {
    const was = before.rules.find((candidate) => candidate.ruleId === rule.ruleId);
    const name = ja ? `「${rule.name.ja}」` : `“${rule.name.en}”`;
    if (was === undefined) {
      const state = stateWords[language][rule.state];
      found.push(ja ? `${name}を追加(${state}): ${say(rule)}` : `${name} is new (${state}): ${say(rule)}`);
      continue;
    }
    if (sameRule(was, rule)) continue;
    if (was.state !== rule.state) {
      const [from, to] = [stateWords[language][was.state], stateWords[language][rule.state]];
      found.push(ja ? `${name}を${from}から${to}に変更` : `${name} goes from ${from} to ${to}`);
    }
    if (say(was) !== say(rule)) {
      found.push(
        ja ? `${name}を変更: ${say(was)} → ${say(rule)}` : `${name} changes: ${say(was)} → ${say(rule)}`,
      );
    } else if (was.state === rule.state) {
      found.push(ja ? `${name}の詳細を変更` : `${name}: details change`);
    }
  }
  for (const was of before.rules) {
    if (after.rules.some((rule) => rule.ruleId === was.ruleId)) continue;
    found.push(ja ? `「${was.name.ja}」を削除` : `“${was.name.en}” is removed`);
  }
  return found;
}

function changed(label: string, was: string, is: string, language: Language): string {
  return language === "ja" ? `${label}: ${was} → ${is}` : `${label}: ${was} → ${is}`;
}

interface Policy {
  readonly label: string;
  readonly of: (programme: Programme) => string;
}

function policies(language: Language, names: Names): readonly Policy[] {
  const ja = language === "ja";
  const t = (japanese: string, english: string): string => (ja ? japanese : english);
  const none = t("なし", "none");
  const points = (value: number): string => pointsOf(value, language);
  const yes = (value: boolean): string => (value ? t("はい", "yes") : t("いいえ", "no"));
  const codes = (values: readonly string[]): string => (values.length === 0 ? none : values.join(", "));
  return [
    {
      label: t("入力する金額", "Amounts are"),
      of: (p) => (p.amountIs === "tax_included" ? t("税込", "with tax") : t("税抜", "without tax")),
    },
    { label: t("消費税率", "Consumption tax"), of: (p) => `${p.taxPerMille / 10}%` },
    { label: t("年度の開始月", "Fiscal year starts in month"), of: (p) => String(p.fiscalYearStartsIn) },
    { label: t("特典の重なり", "Promotions"), of: (p) => stackingWords[language][p.stacking.promotions] },
    { label: t("ランク倍率", "Rank multiplier"), of: (p) => rankWords[language][p.stacking.rank] },
    { label: t("店頭の付与", "Points of stores"), of: (p) => activationWords(p.activates.store, language) },
    {
      label: t("オンラインの付与", "Points of online sales"),
      of: (p) => activationWords(p.activates.ec, language),
    },
    { label: t("有効期限", "Expiry"), of: (p) => expiryWords(p.expires, language) },
    { label: t("1Pの価値", "One point is"), of: (p) => yenOf(p.use.yenPerPoint) },
    {
      label: t("使い方", "Use as"),
      of: (p) => (p.use.as === "discount" ? t("値引", "discount") : t("支払い", "payment")),
    },
    { label: t("使える残高の下限", "Least balance to use"), of: (p) => points(p.use.balanceMin) },
    { label: t("使う単位", "Unit of use"), of: (p) => points(p.use.unitPoints) },
    {
      label: t("1回に使える上限", "Most used per sale"),
      of: (p) => (p.use.pointsMaxPerSale === null ? none : points(p.use.pointsMaxPerSale)),
    },
    { label: t("支払いに使える割合", "Share of a sale"), of: (p) => `${p.use.shareMaxPerMille / 10}%` },
    { label: t("使える会計の下限", "Least sale to use in"), of: (p) => yenOf(p.use.saleYenMin) },
    { label: t("送料への利用", "Pays shipping"), of: (p) => yes(p.use.paysShipping) },
    { label: t("使えない商品", "Items not paid with points"), of: (p) => codes(p.use.excludeItems) },
    {
      label: t("使えない部門", "Categories not paid with points"),
      of: (p) => codes(p.use.excludeCategories),
    },
    {
      label: t("併用できない特典", "Not together with"),
      of: (p) => codes(p.use.notWithRules.map((id) => names.rule?.(id) ?? id)),
    },
    {
      label: t("失効後に戻ったポイント", "Points given back after they lapsed"),
      of: (p) =>
        p.restored.kind === "grace"
          ? t(`${p.restored.days}日間使える`, `usable for ${p.restored.days} days`)
          : p.restored.kind === "forfeit"
            ? t("戻さない", "not given back")
            : t("元の期限のまま", "keep their date"),
    },
    {
      label: t("失効ポイントの復活", "Reinstatement"),
      of: (p) =>
        p.reinstatement === null
          ? none
          : t(
              `${p.reinstatement.windowDays}日以内のお買い上げで${p.reinstatement.livesDays}日間復活`,
              `within ${p.reinstatement.windowDays} days, for ${p.reinstatement.livesDays} days`,
            ),
    },
    { label: t("返品時の不足", "Shortage at returns"), of: (p) => shortageWords[language][p.shortage] },
    {
      label: t("手動調整の上限", "Most adjusted by hand"),
      of: (p) => roles(p.adjustPointsMax, language),
    },
    {
      label: t("一括調整の上限", "Most adjusted by a file"),
      of: (p) => roles(p.adjustFilePointsMax, language),
    },
    {
      label: t("確保の時間", "Holds wait"),
      of: (p) =>
        t(
          `${p.holdMinutes.usual}分(最長${p.holdMinutes.max}分)`,
          `${p.holdMinutes.usual} min, at most ${p.holdMinutes.max}`,
        ),
    },
  ];
}

function roles(limits: { readonly owner: number; readonly manager: number }, language: Language): string {
  const [owner, manager] = [grouped(limits.owner), grouped(limits.manager)];
  return language === "ja"
    ? `オーナー${owner}P・店長${manager}P`
    : `owner ${owner}, manager ${manager} points`;
}

export const stackingWords = {
  ja: { sum: "すべて合計", max: "最も多いもの1つ", one: "優先度の最も高いもの1つ" },
  en: { sum: "all are added", max: "the one that gives most", one: "the one of highest priority" },
} as const;

const rankWords = {
  ja: { add: "特典に加える", best_of: "特典と比べて多いほう" },
  en: { add: "added to promotions", best_of: "competes with promotions" },
} as const;

export const shortageWords = {
  ja: {
    debt: "次回の付与から差し引く",
    floor: "残高の範囲で取り消す",
    pending_only: "確定前の分だけ取り消す",
  },
  en: {
    debt: "owed, repaid by the next points",
    floor: "taken down to 0",
    pending_only: "only pending points",
  },
} as const;
