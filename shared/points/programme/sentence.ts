import type { Activation, EarnRule, ExpiryPolicy } from "./schema.ts";
import {
  dayOf,
  type Language,
  listed,
  type Names,
  pointsOf,
  ratioOf,
  some,
  weekdayName,
  yenOf,
} from "./words.ts";

export type { Language, Names } from "./words.ts";

/**
 * A rule in one sentence, made from its data alone: 「毎週火曜 11:00–14:00、お買い上げ¥100ごとに2P(上限 1日100P)」. What a
 * sentence cannot say shortly (exclusions by the dozen) it counts.
 */
export function ruleSentence(rule: EarnRule, language: Language, names: Names = {}): string {
  const before = [
    ...whenParts(rule, language),
    ...whoParts(rule, language, names),
    ...whatParts(rule, language),
  ];
  const value = valueWords(rule, language);
  const notes = noteParts(rule, language);
  const ja = language === "ja";
  const tail = notes.length === 0 ? "" : ja ? `(${notes.join("、")})` : ` (${notes.join("; ")})`;
  if (before.length === 0) return ja ? `${value}${tail}` : `${capital(value)}${tail}`;
  return ja ? `${before.join("、")}、${value}${tail}` : `${capital(before.join(", "))}: ${value}${tail}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function whenParts({ window }: EarnRule, language: Language): readonly string[] {
  const ja = language === "ja";
  const { from, to, weekdays, hours } = window;
  const parts: string[] = [];
  if (from !== null && to !== null) {
    parts.push(ja ? `${dayOf(from)}〜${dayOf(to)}` : `${dayOf(from)} to ${dayOf(to)}`);
  } else if (from !== null) parts.push(ja ? `${dayOf(from)}から` : `from ${dayOf(from)}`);
  else if (to !== null) parts.push(ja ? `${dayOf(to)}まで` : `until ${dayOf(to)}`);
  const days = weekdays === null ? [] : [...weekdays].sort((a, b) => a - b);
  const named = days.map((day) => weekdayName(day, language));
  const times = (hours ?? []).map((range) => `${range.from}–${range.to}`);
  const week =
    days.length === 0 ? [] : [ja ? `毎週${named.join("・")}曜` : `every ${listed(named, language)}`];
  const timed = times.length === 0 ? [] : [ja ? times.join("・") : listed(times, language)];
  if (week.length + timed.length > 0) parts.push([...week, ...timed].join(" "));
  return parts;
}

const channelWords = {
  ja: { store: "店頭", ec: "オンラインショップ" },
  en: { store: "in stores", ec: "online" },
} as const;

function whoParts({ scope }: EarnRule, language: Language, names: Names): readonly string[] {
  const ja = language === "ja";
  const parts: string[] = [];
  if (scope.places !== null) {
    const places = some(
      scope.places.map((id) => names.place?.(id) ?? id),
      language,
    );
    parts.push(ja ? `${places}で` : `at ${places}`);
  }
  if (scope.channels !== null && scope.channels.length === 1) {
    const channels = scope.channels.map((channel) => channelWords[language][channel]);
    parts.push(ja ? `${channels.join("・")}で` : channels.join(" and "));
  }
  if (scope.ranks !== null) {
    const ranks = some(
      scope.ranks.map((code) => names.rank?.(code) ?? code),
      language,
    );
    parts.push(ja ? `${ranks}会員` : `${ranks} members`);
  }
  if (scope.birthdayMonth) parts.push(ja ? "誕生月の会員" : "members in the month of their birthday");
  if (scope.segment !== null) parts.push(ja ? `「${scope.segment}」の会員` : `members in “${scope.segment}”`);
  if (scope.paymentMethods !== null) {
    const methods = some(scope.paymentMethods, language);
    parts.push(ja ? `${methods}でのお支払い` : `paid by ${methods}`);
  }
  return parts;
}

function whatParts({ match, trigger }: EarnRule, language: Language): readonly string[] {
  const ja = language === "ja";
  const parts: string[] = [];
  if (trigger === "visit") parts.push(ja ? "ご来店(1日1回)" : "once a day, for a visit");
  if (trigger === "join") parts.push(ja ? "ご入会" : "for joining");
  if (match.nthPurchase !== null) parts.push(nthWords(match.nthPurchase, language));
  const wanted = [
    ...(match.items === null
      ? []
      : [ja ? `商品 ${some(match.items, language)}` : `items ${some(match.items, language)}`]),
    ...(match.categories === null
      ? []
      : [ja ? `部門 ${some(match.categories, language)}` : `category ${some(match.categories, language)}`]),
    ...(match.brands === null
      ? []
      : [ja ? `ブランド ${some(match.brands, language)}` : `brand ${some(match.brands, language)}`]),
  ];
  if (wanted.length > 0) parts.push(ja ? `${wanted.join("・")}のお買い上げ` : `for ${wanted.join(", ")}`);
  if (match.spendYenMin > 0) {
    parts.push(ja ? `${yenOf(match.spendYenMin)}以上で` : `from ${yenOf(match.spendYenMin)}`);
  }
  return parts;
}

function nthWords(nth: { readonly from: number; readonly to: number | null }, language: Language): string {
  const ja = language === "ja";
  if (nth.from === 1 && nth.to === 1) return ja ? "初めてのお買い上げ" : "on the first purchase";
  if (nth.to === nth.from) return ja ? `${nth.from}回目のお買い上げ` : `on purchase ${nth.from}`;
  if (nth.to === null) return ja ? `${nth.from}回目以降のお買い上げ` : `from purchase ${nth.from} on`;
  return ja ? `${nth.from}〜${nth.to}回目のお買い上げ` : `on purchases ${nth.from} to ${nth.to}`;
}

function valueWords(rule: EarnRule, language: Language): string {
  const ja = language === "ja";
  const { value, base } = rule;
  const tax = base.tax === "included" ? (ja ? "(税込)" : " with tax") : "";
  switch (value.kind) {
    case "per_yen":
      return ja
        ? `お買い上げ${tax}${yenOf(value.everyYen)}ごとに${pointsOf(value.givesPoints, language)}`
        : `${pointsOf(value.givesPoints, language)} per ${yenOf(value.everyYen)}${tax}`;
    case "rate": {
      const percent = `${ratioOf(value.perTenThousand, 100)}%`;
      return ja ? `お買い上げ${tax}の${percent}分のポイント` : `${percent} of the amount${tax} in points`;
    }
    case "fixed":
      return pointsOf(value.points, language);
    case "per_item":
      return ja
        ? `1点につき${pointsOf(value.points, language)}`
        : `${pointsOf(value.points, language)} per item`;
    case "multiplier":
      return ja ? `ポイント${ratioOf(value.perMille, 1000)}倍` : `points ×${ratioOf(value.perMille, 1000)}`;
  }
}

const capWords = [
  ["perSale", "1回", "a sale"],
  ["perMemberDay", "1日", "a day"],
  ["perMemberMonth", "お一人1か月", "a member and month"],
  ["perMemberYear", "お一人1年", "a member and year"],
  ["perMember", "お一人", "a member"],
  ["perStore", "1店舗", "a store"],
  ["total", "総計", "in all"],
] as const;

function noteParts(rule: EarnRule, language: Language): readonly string[] {
  const ja = language === "ja";
  const { match, caps } = rule;
  const excluded = [...match.excludeItems, ...match.excludeCategories, ...match.excludeBrands];
  const limits = capWords.flatMap(([cap, japanese, english]) => {
    const most = caps[cap];
    if (most === null) return [];
    return [ja ? `${japanese}${pointsOf(most, language)}` : `${pointsOf(most, language)} ${english}`];
  });
  return [
    ...(excluded.length === 0
      ? []
      : [ja ? `${some(excluded, language)}を除く` : `not for ${some(excluded, language)}`]),
    ...(limits.length === 0 ? [] : [ja ? `上限 ${limits.join("・")}` : `up to ${limits.join(", ")}`]),
    ...(rule.activates === null ? [] : [activationWords(rule.activates, language)]),
    ...(rule.expires === null ? [] : [expiryWords(rule.expires, language)]),
  ];
}

const eventWords = {
  ja: { shipped: "発送", delivered: "配達", confirmed: "確定" },
  en: { shipped: "shipping", delivered: "delivery", confirmed: "confirmation" },
} as const;

/** When points can be used: 「発送の14日後から使えます」. */
export function activationWords(activation: Activation, language: Language): string {
  const ja = language === "ja";
  switch (activation.kind) {
    case "immediate":
      return ja ? "すぐに使えます" : "usable at once";
    case "after_days":
      return ja ? `${activation.days}日後から使えます` : `usable after ${activation.days} days`;
    case "on_event": {
      const event = eventWords[language][activation.event];
      if (activation.afterDays === 0) return ja ? `${event}後に使えます` : `usable after ${event}`;
      return ja
        ? `${event}の${activation.afterDays}日後から使えます`
        : `usable ${activation.afterDays} days after ${event}`;
    }
  }
}

const roundWords = {
  ja: { day: "", month_end: "の月末", year_end: "の年末", fiscal_year_end: "の年度末" },
  en: {
    day: "",
    month_end: ", to the end of that month",
    year_end: ", to the end of that year",
    fiscal_year_end: ", to the end of that fiscal year",
  },
} as const;

/** How long points live: 「有効期限は12か月後の月末」. */
export function expiryWords(policy: ExpiryPolicy, language: Language): string {
  const ja = language === "ja";
  switch (policy.kind) {
    case "until":
      return ja ? `有効期限 ${dayOf(policy.on)}` : `valid until ${dayOf(policy.on)}`;
    case "fiscal_year":
      if (policy.yearsAfter === 0) return ja ? "有効期限は年度末" : "valid to the end of the fiscal year";
      return ja
        ? `有効期限は${policy.yearsAfter}年後の年度末`
        : `valid to the end of the fiscal year ${policy.yearsAfter} later`;
    default: {
      const { unit, count } = policy.after;
      const span = ja
        ? `${count}${unit === "days" ? "日" : "か月"}後`
        : `${count} ${unit === "days" ? "days" : "months"}`;
      const rounded = roundWords[language][policy.roundTo];
      if (policy.kind === "rolling") {
        return ja ? `有効期限は${span}${rounded}` : `valid for ${span}${rounded}`;
      }
      const on = ja
        ? policy.on === "earn"
          ? "最後に貯めた日"
          : "最後に貯めた・使った日"
        : policy.on === "earn"
          ? "the last earning"
          : "the last earning or use";
      return ja ? `有効期限は${on}の${span}${rounded}` : `valid for ${span} after ${on}${rounded}`;
    }
  }
}
