import { scaled } from "../../money.ts";
import type { EarnRule, Programme } from "../programme/schema.ts";
import { drawsOf } from "./caps.ts";
import { extraLines } from "./extras.ts";
import { lifeOf } from "./life.ts";
import { type Earning, type Offer, offerOf } from "./offer.ts";
import { rulesFor, scopeMiss } from "./scope.ts";
import { bestOf, lostTo, type Stacked, stacked } from "./stack.ts";
import type { Award, AwardLine, EarnFacts, ReducedLine, WhyNot } from "./types.ts";
import { valueWords } from "./value.ts";
import { baseWhyNot, cutOff, nextPoint, roundedDown } from "./why-not.ts";

export { poolsOf } from "./caps.ts";

/**
 * What a sale earns, by which rules, and why not more. Pure: the same rules and facts give the same award for ever.
 *
 * The best base rule of purchases and the best of visits count; promotions are added as `stacking` says, each within its
 * own limits; a rank multiplies the base points; coupons and stamp cards add what they promised. A purchase of which nothing is left, being returned, earns nothing.
 */
export function quoteEarn(programme: Programme, facts: EarnFacts, lines: readonly ReducedLine[]): Award {
  const earning: Earning = { facts, lines: lines.filter(({ quantity }) => quantity > 0) };
  if (facts.trigger === "purchase" && earning.lines.every(({ amountYen }) => amountYen === 0)) return nothing;
  const { fitting, misses } = sift(programme, earning);
  const bases = (visit: boolean): readonly Offer[] =>
    fitting.filter(({ rule }) => rule.role === "base" && (rule.trigger === "visit") === visit);
  const best = bestOf(bases(false));
  const base = best.chosen[0] ?? null;
  const visit = bestOf(bases(true));
  const tried = fitting
    .filter(({ rule }) => rule.role === "promotion")
    .map((offer) => (offer.rule.value.kind === "multiplier" ? offerOf(offer.rule, earning, base) : offer));
  const barred = tried.filter(({ rule }) => notWithPoints(programme, facts, rule));
  const promotions = stacked(
    tried.filter((offer) => !barred.includes(offer)),
    programme.stacking.promotions,
  );
  const extra = withRank(programme, promotions, rankPoints(facts, base));
  const chosen = [...best.chosen, ...visit.chosen, ...extra.chosen];
  const award = [
    ...chosen.map((offer) => lineOf(offer, programme, earning)),
    ...rankLine(extra.rank, base, programme, facts),
    ...extraLines(programme, facts, base),
  ];
  return {
    points: award.reduce((sum, { points }) => sum + points, 0),
    baseYen: base?.baseYen ?? 0,
    lines: award,
    whyNot: [
      ...best.chosen.flatMap((offer) => [...baseWhyNot(offer, earning), ...roundedDown(offer)]),
      ...chosen.flatMap(cutOff),
      ...[best, visit, extra].flatMap(({ lost }) => lost),
      ...tried.filter(({ desired }) => desired === 0).flatMap(roundedDown),
      ...barred.flatMap((offer) => lostTo(offer, "not_with_points")),
      ...misses,
    ],
    draws: chosen.flatMap(({ rule, points }) => drawsOf(rule, points, facts)),
    yenToNextPoint: nextPoint(best.chosen[0]),
  };
}

const nothing: Award = { points: 0, baseYen: 0, lines: [], whyNot: [], draws: [], yenToNextPoint: null };

/** What the rules that fit the sale offer, and of the others the first reason why they do not. */
function sift(programme: Programme, earning: Earning) {
  const fitting: Offer[] = [];
  const misses: WhyNot[] = [];
  for (const rule of rulesFor(programme.rules, earning.facts)) {
    const tried = tryRule(rule, earning);
    if ("reason" in tried) misses.push(tried);
    else fitting.push(tried);
  }
  return { fitting, misses };
}

/** A multiplier's offer is of nothing yet: the base is not known before the base rules were tried. */
function tryRule(rule: EarnRule, earning: Earning): Offer | WhyNot {
  const { ruleId, match } = rule;
  const miss = (reason: WhyNot["reason"], yen: number | null): WhyNot => ({
    ruleId,
    reason,
    yen,
    points: null,
  });
  const outside = scopeMiss(rule, earning.facts);
  if (outside !== null) return miss(outside, null);
  const offer = offerOf(rule, earning, null);
  if (earning.facts.trigger === "join") return offer;
  if (offer.counted.length === 0) return miss("no_matching_item", null);
  const missing = match.spendYenMin - offer.baseYen;
  return missing > 0 ? miss("below_minimum", missing) : offer;
}

function notWithPoints(programme: Programme, facts: EarnFacts, rule: EarnRule): boolean {
  return facts.pointsUsed > 0 && programme.use.notWithRules.includes(rule.ruleId);
}

function rankPoints({ rank }: EarnFacts, base: Offer | null): number {
  if (rank === null || base === null) return 0;
  return scaled(base.points, rank.multiplierPerMille - 1000, 1000, base.rule.rounding);
}

/** Adds the rank's points to the promotions, or lets the two compete; between equals the rank's count. */
function withRank(
  programme: Programme,
  promotions: Stacked,
  rank: number,
): Stacked & { readonly rank: number } {
  const promoted = promotions.chosen.reduce((sum, { points }) => sum + points, 0);
  if (programme.stacking.rank === "add" || rank === 0 || promoted === 0) return { ...promotions, rank };
  if (rank >= promoted) {
    const beaten = promotions.chosen.flatMap((offer) => lostTo(offer, "another_rule_gave_more"));
    return { chosen: [], lost: [...promotions.lost, ...beaten], rank };
  }
  const beaten: WhyNot = { ruleId: "rank", reason: "another_rule_gave_more", yen: null, points: rank };
  return { chosen: promotions.chosen, lost: [...promotions.lost, beaten], rank: 0 };
}

function lineOf(offer: Offer, programme: Programme, { facts, lines }: Earning): AwardLine {
  const { rule, counted, baseYen, desired, points, cappedBy } = offer;
  const { activatesOn, expiresOn } = lifeOf(rule, programme, facts);
  return {
    ...{ ruleId: rule.ruleId, ruleVersion: rule.version, name: rule.name, role: rule.role },
    ...{ baseYen, value: valueWords(rule.value), points, desiredPoints: desired, cappedBy },
    lineIds: counted.length === lines.length ? [] : counted.map(({ lineId }) => lineId),
    ...{ activatesOn, expiresOn, origin: rule.origin, fundedBy: rule.fundedBy },
  };
}

/** A rank gives more of the base: its points live as the base rule's do and come from the same purse. */
function rankLine(
  points: number,
  base: Offer | null,
  programme: Programme,
  facts: EarnFacts,
): readonly AwardLine[] {
  const { rank } = facts;
  if (points === 0 || base === null || rank === null) return [];
  const { activatesOn, expiresOn } = lifeOf(base.rule, programme, facts);
  return [
    {
      ruleId: "rank",
      ruleVersion: rank.ladderVersion ?? 1,
      name: rank.name ?? { ja: "ランク特典", en: "Rank bonus" },
      role: "rank",
      baseYen: base.baseYen,
      value: { kind: "multiplier", amount: rank.multiplierPerMille, per: 1000 },
      ...{ points, desiredPoints: points, cappedBy: null, lineIds: [] },
      ...{ activatesOn, expiresOn, origin: base.rule.origin, fundedBy: base.rule.fundedBy },
    },
  ];
}
