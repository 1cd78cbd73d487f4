import type { EarnRule } from "../programme/schema.ts";
import type { EarnFacts, WhyNot } from "./types.ts";
import { windowMiss } from "./window.ts";

/** What rules ask of a sale beside its lines: everything but what limits have given so far. */
export type Occasion = Omit<EarnFacts, "pools">;

/** The rules in force that this kind of occasion can meet: a sale meets purchase and visit rules, joining its own. */
export function rulesFor(rules: readonly EarnRule[], occasion: Occasion): readonly EarnRule[] {
  return rules.filter(
    (rule) => rule.state === "active" && (rule.trigger === "join") === (occasion.trigger === "join"),
  );
}

/**
 * Why a rule is not for this occasion, whatever was bought; null where it is. Each field of a scope must fit, by any of
 * its values; only a way of payment must be the only one, or one yen by it would earn for the whole sale.
 */
export function scopeMiss(rule: EarnRule, occasion: Occasion): WhyNot["reason"] | null {
  const { scope, match } = rule;
  if (scope.places?.some((place) => occasion.places.includes(place)) === false) return "other_store";
  if (scope.channels?.includes(occasion.channel) === false) return "other_channel";
  if (scope.ranks?.includes(occasion.rank?.code ?? "") === false) return "other_rank";
  if (scope.segment !== null && !occasion.segments.includes(scope.segment)) return "not_in_segment";
  if (scope.birthdayMonth && !occasion.birthdayMonth) return "not_birthday_month";
  if (!paidBy(scope.paymentMethods, occasion.paymentMethods)) return "other_payment";
  if (rule.trigger !== "join" && !isNth(match.nthPurchase, occasion.nthPurchase)) return "not_nth_purchase";
  if (rule.trigger === "visit" && !occasion.firstOfDay) return "visited_today";
  return windowMiss(rule.window, occasion);
}

function paidBy(wanted: readonly string[] | null, methods: readonly string[]): boolean {
  return wanted === null || (methods.length > 0 && methods.every((method) => wanted.includes(method)));
}

function isNth(wanted: EarnRule["match"]["nthPurchase"], nth: number): boolean {
  return wanted === null || (wanted.from <= nth && (wanted.to === null || nth <= wanted.to));
}
