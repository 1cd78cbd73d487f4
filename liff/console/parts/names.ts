import type { EarnRule } from "../../../shared/points/programme/schema.ts";
import { ratioOf, weekdayName } from "../../../shared/points/programme/words.ts";

type Name = EarnRule["name"];

/**
 * What a rule could be called, for cashiers and members to read: 「火曜2倍」. No two rules get the same one.
 */
export function suggestedName(rule: EarnRule, others: readonly EarnRule[]): Name {
  const plain = plainName(rule);
  const taken = (name: Name): boolean =>
    others.some((other) => other.ruleId !== rule.ruleId && other.name.ja === name.ja);
  const nth = (count: number): Name =>
    count === 1 ? plain : { ja: `${plain.ja} ${count}`, en: `${plain.en} ${count}` };
  const counts = Array.from({ length: others.length + 1 }, (_, index) => index + 1);
  return nth(counts.find((count) => !taken(nth(count))) ?? 1);
}

function plainName(rule: EarnRule): Name {
  if (rule.trigger === "join") return { ja: "入会特典", en: "Sign-up bonus" };
  if (rule.trigger === "visit") return { ja: "来店ポイント", en: "Visit points" };
  if (rule.role === "base") return { ja: "お買い上げポイント", en: "Purchase points" };
  if (rule.value.kind !== "multiplier") return { ja: "ボーナスポイント", en: "Bonus points" };
  const times = ratioOf(rule.value.perMille, 1000);
  if (rule.scope.birthdayMonth) return { ja: `誕生月${times}倍`, en: `Birthday month ×${times}` };
  const days = rule.window.weekdays ?? [];
  if (days.length === 0 || days.length > 3) return { ja: `ポイント${times}倍`, en: `Points ×${times}` };
  return {
    ja: `${days.map((day) => weekdayName(day, "ja")).join("・")}曜${times}倍`,
    en: `${days.map((day) => weekdayName(day, "en").slice(0, 3)).join(", ")} ×${times}`,
  };
}

/** Whether nobody gave the rule a name of its own yet: then the name follows what the rule is. */
export function isSuggested(rule: EarnRule, others: readonly EarnRule[]): boolean {
  const name = suggestedName(rule, others);
  return rule.name.ja === name.ja && rule.name.en === name.en;
}
