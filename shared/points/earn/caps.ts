import type { EarnRule, Programme } from "../programme/schema.ts";
import { type Occasion, rulesFor, scopeMiss } from "./scope.ts";
import type { AwardLine, EarnFacts, PoolDraw, PoolKind } from "./types.ts";

interface Pool {
  readonly kind: PoolKind;
  readonly pool: string;
  readonly pointsMax: number;
}

/**
 * The names of the pools that this sale may draw on. Whoever gathers the facts reads what was given from each before and
 * puts it into `facts.pools`; one that nothing was given from yet may be left out.
 */
export function poolsOf(programme: Programme, occasion: Occasion): readonly string[] {
  return poolMaxesOf(programme, occasion).map(([pool]) => pool);
}

/** The same pools, each with the most that it gives. */
export function poolMaxesOf(
  programme: Programme,
  occasion: Occasion,
): readonly (readonly [pool: string, pointsMax: number])[] {
  const rules = rulesFor(programme.rules, occasion).filter((rule) => scopeMiss(rule, occasion) === null);
  return rules.flatMap((rule) =>
    poolsOfRule(rule, occasion).map(({ pool, pointsMax }) => [pool, pointsMax] as const),
  );
}

function poolsOfRule({ ruleId, caps }: EarnRule, occasion: Occasion): readonly Pool[] {
  const { memberId, businessDate, storeId } = occasion;
  const pools: readonly (readonly [PoolKind, string | null, number | null])[] = [
    ["per_member_day", `${memberId} ${businessDate}`, caps.perMemberDay],
    ["per_member_month", `${memberId} ${businessDate.slice(0, 7)}`, caps.perMemberMonth],
    ["per_member_year", `${memberId} ${businessDate.slice(0, 4)}`, caps.perMemberYear],
    ["per_member", memberId, caps.perMember],
    ["per_store", storeId, caps.perStore],
    ["total", "all", caps.total],
  ];
  return pools.flatMap(([kind, subject, pointsMax]) =>
    subject === null || pointsMax === null ? [] : [{ kind, pool: `${ruleId}|${kind}|${subject}`, pointsMax }],
  );
}

export interface Capped {
  readonly points: number;
  readonly cappedBy: AwardLine["cappedBy"];
}

/** What of the desired points a rule's limits leave, and which of them left least. */
export function capped(rule: EarnRule, desired: number, facts: EarnFacts): Capped {
  const left: readonly (readonly [AwardLine["cappedBy"], number])[] = [
    ["per_sale", rule.caps.perSale ?? desired],
    ...poolsOfRule(rule, facts).map(
      ({ kind, pool, pointsMax }) => [kind, Math.max(0, pointsMax - (facts.pools[pool] ?? 0))] as const,
    ),
  ];
  return left.reduce<Capped>(
    (least, [cappedBy, points]) => (points < least.points ? { points, cappedBy } : least),
    {
      points: desired,
      cappedBy: null,
    },
  );
}

/** What an award takes from the pools of its rule. */
export function drawsOf(rule: EarnRule, points: number, occasion: Occasion): readonly PoolDraw[] {
  if (points === 0) return [];
  return poolsOfRule(rule, occasion).map(({ pool, pointsMax }) => ({ pool, points, pointsMax }));
}
