import type { EarnFacts, ReducedLine } from "../../shared/points/earn/types.ts";
import { baseRule, defaultProgramme } from "../../shared/points/programme/defaults.ts";
import type { EarnRule, Programme } from "../../shared/points/programme/schema.ts";

/** A rule like the default one but for what a test is about; groups of fields are filled up from the default. */
type RuleChange = Partial<Omit<EarnRule, "scope" | "match" | "base" | "window" | "caps">> & {
  readonly [group in "scope" | "match" | "base" | "window" | "caps"]?: Partial<EarnRule[group]>;
};

export function ruleWith(change: RuleChange): EarnRule {
  const { scope, match, base, window, caps, ...rest } = change;
  return {
    ...baseRule,
    ...rest,
    scope: { ...baseRule.scope, ...scope },
    match: { ...baseRule.match, ...match },
    base: { ...baseRule.base, ...base },
    window: { ...baseRule.window, ...window },
    caps: { ...baseRule.caps, ...caps },
  };
}

/** A promotion, 50 points a sale unless the test says otherwise. */
export function promotionWith(change: RuleChange): EarnRule {
  const fixed = { kind: "fixed", points: 50 } as const;
  return ruleWith({ ruleId: "promo", role: "promotion", origin: "promotion", value: fixed, ...change });
}

export function programmeWith(rules: readonly EarnRule[], change: Partial<Programme> = {}): Programme {
  return { ...defaultProgramme, rules: [...rules], ...change };
}

/** Saturday 21 November 2026 at noon, in one store, a member's third purchase and first that day. */
export const noon: EarnFacts = {
  trigger: "purchase",
  amountsAre: "tax_excluded",
  businessDate: "2026-11-21",
  weekday: 6,
  timeOfDay: "12:00",
  memberId: "M1",
  places: ["S1", "east", "shop"],
  storeId: "S1",
  channel: "store",
  rank: null,
  segments: [],
  nthPurchase: 3,
  firstOfDay: true,
  birthdayMonth: false,
  paymentMethods: [],
  pointsUsed: 0,
  pools: {},
};

/** A line of one thing at 10 % tax, nothing taken off. */
export function lineOf(amountYen: number, change: Partial<ReducedLine> = {}): ReducedLine {
  return {
    lineId: "1",
    itemCode: null,
    categories: [],
    brand: null,
    quantity: 1,
    amountYen,
    taxPerMille: 100,
    kind: "item",
    discountYen: 0,
    couponYen: 0,
    pointsYen: 0,
    ...change,
  };
}
