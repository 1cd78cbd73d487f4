import { poolsOf, quoteEarn } from "../../../shared/points/earn/quote.ts";
import type { Award, AwardLine, EarnFacts, ReducedLine } from "../../../shared/points/earn/types.ts";
import type { EarnRule, Programme } from "../../../shared/points/programme/schema.ts";
import type { MemberChange, RuleChange, Simulation } from "../../../shared/points/simulation/schema.ts";

/** A sale as it was made: who bought, what was rung up, what was known of it, and what it earned. */
export interface PastSale {
  readonly memberId: string;
  readonly facts: EarnFacts;
  readonly lines: readonly ReducedLine[];
  readonly award: Award;
}

interface Change {
  before: number;
  after: number;
}

/** What a replay has added up so far. */
export interface Tally {
  sales: number;
  readonly points: Change;
  readonly members: Map<string, Change>;
  readonly rules: Map<string, { name: RuleChange["name"]; points: Change; sales: Change }>;
  /** What the draft has given from each pool since the range began. */
  readonly pools: Map<string, number>;
}

export function newTally(): Tally {
  return {
    ...{ sales: 0, points: { before: 0, after: 0 } },
    ...{ members: new Map(), rules: new Map(), pools: new Map() },
  };
}

export interface Draft {
  readonly programme: Programme;
  readonly datesLifted: readonly string[];
}

/**
 * A draft as it is replayed: its drafts are in force, and a rule that begins only after the range loses its dates,
 * because no past sale could meet it otherwise.
 */
export function asReplayed(programme: Programme, to: string): Draft {
  const isLater = ({ window, state }: EarnRule): boolean =>
    state !== "stopped" && window.from !== null && window.from > to;
  const rules = programme.rules.map((rule): EarnRule => {
    const state = rule.state === "draft" ? "active" : rule.state;
    return isLater(rule)
      ? { ...rule, state, window: { ...rule.window, from: null, to: null } }
      : { ...rule, state };
  });
  return {
    programme: { ...programme, rules },
    datesLifted: programme.rules.filter(isLater).map(({ ruleId }) => ruleId),
  };
}

/** Adds a sale to the tally: what it earned, and what it would have earned with what the draft's pools have left. */
export function replay(tally: Tally, { programme }: Draft, sale: PastSale): void {
  const names = poolsOf(programme, sale.facts);
  const pools = Object.fromEntries(names.map((pool) => [pool, tally.pools.get(pool) ?? 0]));
  const award = quoteEarn(programme, { ...sale.facts, pools }, sale.lines);
  for (const { pool, points } of award.draws) tally.pools.set(pool, (tally.pools.get(pool) ?? 0) + points);
  tally.sales += 1;
  for (const [side, given] of [["before", sale.award] as const, ["after", award] as const]) {
    tally.points[side] += given.points;
    entryOf(tally.members, sale.memberId, newChange)[side] += given.points;
    for (const line of given.lines.filter(({ points }) => points > 0)) addRule(tally, side, line);
  }
}

function addRule(tally: Tally, side: keyof Change, { ruleId, role, name, points }: AwardLine): void {
  // All ranks give under one id; they are told apart by their names.
  const key = role === "rank" ? `${ruleId}:${name.ja}` : ruleId;
  const rule = entryOf(tally.rules, key, () => ({ name, points: newChange(), sales: newChange() }));
  rule.name = name;
  rule.points[side] += points;
  rule.sales[side] += 1;
}

function newChange(): Change {
  return { before: 0, after: 0 };
}

function entryOf<T>(map: Map<string, T>, key: string, make: () => T): T {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

const shownMax = 20;

/** The tally as an answer; `yenPerPoint` is that of the programme in force. */
export function simulated(
  tally: Tally,
  draft: Draft,
  range: {
    readonly from: string;
    readonly to: string;
    readonly complete: boolean;
    readonly yenPerPoint: number;
  },
): Simulation {
  const { from, to, complete, yenPerPoint } = range;
  const changes = [...tally.members].map(([memberId, change]): MemberChange => ({ memberId, ...change }));
  const more = ({ before, after }: MemberChange): number => after - before;
  const winners = changes.filter((one) => more(one) > 0).sort((a, b) => more(b) - more(a));
  const losers = changes.filter((one) => more(one) < 0).sort((a, b) => more(a) - more(b));
  const { points } = tally;
  return {
    ...{ from, to, sales: tally.sales, complete, points: { ...points } },
    yen: {
      before: points.before * yenPerPoint,
      after: points.after * draft.programme.use.yenPerPoint,
    },
    members: {
      win: winners.length,
      lose: losers.length,
      same: changes.length - winners.length - losers.length,
    },
    winners: winners.slice(0, shownMax),
    losers: losers.slice(0, shownMax),
    byRule: [...tally.rules].map(([ruleId, rule]) => ({ ruleId, ...rule })),
    datesLifted: draft.datesLifted,
  };
}
