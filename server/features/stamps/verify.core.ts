import { stateOfEntries } from "../../../shared/stamps/history.ts";
import {
  type CardInForce,
  type StampEntry,
  type StampState,
  versionOf,
} from "../../../shared/stamps/state.ts";

/** What of a reward its card's entries prove. */
export interface ProvenReward {
  readonly seq: number;
  readonly at: number;
}

/** One member's card of one kind: what is kept of it, and what its ledger says. */
export interface CardToProve {
  readonly inForce: CardInForce;
  /** All of them, by seq. */
  readonly entries: readonly StampEntry[];
  /** Null where entries have left no card. */
  readonly state: StampState | null;
  readonly rewards: readonly ProvenReward[];
  /** Who has left keeps entries as numbers; the card in hand was ended without one. */
  readonly hasLeft: boolean;
}

/**
 * Everything that does not agree, in words for an operator: entries in a row without a gap, each round's sum its count, a
 * completion only at the goal, the card as its last entry has left it, and for each milestone that was reached its reward.
 */
export function cardFaults(card: CardToProve): string[] {
  return [...streamFaults(card), ...stateFaults(card), ...rewardFaults(card)];
}

function streamFaults({ inForce, entries }: CardToProve): string[] {
  const sums = new Map<number, number>();
  return entries.flatMap((entry, index) => {
    const { seq, round, kind, stamps, countAfter, version } = entry;
    const sum = (sums.get(round) ?? 0) + stamps;
    sums.set(round, sum);
    const { goal } = versionOf(inForce, version);
    const at = `entry ${seq}`;
    return [
      ...(seq === index + 1 ? [] : [`${at} stands where entry ${index + 1} should`]),
      ...(sum === countAfter
        ? []
        : [`${at} says ${countAfter} stamps, the entries of its card add up to ${sum}`]),
      ...(countAfter <= goal ? [] : [`${at} says ${countAfter} stamps on a card of ${goal}`]),
      ...(kind !== "complete" || countAfter === goal
        ? []
        : [`${at} completes a card of ${goal} at ${countAfter}`]),
    ];
  });
}

/**
 * What the last entry says of a card stands in its row. The last day that counted is not proven: another card may have
 * handed it over.
 */
function stateFaults({ inForce, entries, state, hasLeft }: CardToProve): string[] {
  if (state === null) return ["has entries and no card"];
  const { cardId } = inForce;
  const proven = stateOfEntries(new Map([[cardId, inForce]]), cardId, entries);
  const always = ["seq", "round", "version", "count", "reached"] as const;
  // The days of a card that is over are of no use to anybody, and are not kept up.
  const open = ["status", "firstOn", "lastOn", "untilOn"] as const;
  const isOpen = proven.status === "open" && !hasLeft;
  const asked = isOpen ? [...always, ...open] : hasLeft ? always : ([...always, "status"] as const);
  return asked
    .filter((field) => state[field] !== proven[field])
    .map((field) => `${words[field]} ${state[field]}, its entries say ${proven[field]}`);
}

const words = {
  seq: "was left by entry",
  round: "is round",
  version: "is of version",
  count: "has stamps:",
  reached: "gave benefits up to",
  status: "is",
  firstOn: "has its first stamp of",
  lastOn: "has its last stamp of",
  untilOn: "lasts until",
} as const;

function rewardFaults({ inForce, entries, rewards }: CardToProve): string[] {
  const due = entries.flatMap((entry, index) => rewardsDue(inForce, entry, entries[index - 1]));
  const is = (one: ProvenReward) => (other: ProvenReward) => one.seq === other.seq && one.at === other.at;
  return [
    ...due
      .filter((one) => !rewards.some(is(one)))
      .map(({ seq, at }) => `entry ${seq} reached ${at} stamps, and there is no reward for it`),
    ...rewards
      .filter((one) => !due.some(is(one)))
      .map(({ seq, at }) => `has a reward for ${at} stamps that entry ${seq} did not reach`),
  ];
}

/** Stamps that are brought over give nothing again, and what is taken back gives nothing at all. */
function rewardsDue(
  inForce: CardInForce,
  { kind, seq, round, version, reached }: StampEntry,
  before: StampEntry | undefined,
): readonly ProvenReward[] {
  if (kind !== "stamp" && kind !== "welcome" && kind !== "correct") return [];
  const already = before?.round === round ? before.reached : 0;
  return versionOf(inForce, version)
    .milestones.filter(({ at, benefit }) => benefit.kind === "reward" && already < at && at <= reached)
    .map(({ at }) => ({ seq, at }));
}
