import type { Ladder, Rank } from "./schema.ts";

/** What a shop starts with: no ranks. The one here is everybody's and is shown nowhere. */
export const noRanks: Ladder = {
  version: 1,
  enabled: false,
  metric: "yen",
  window: "calendar_year",
  fiscalYearStartsIn: 4,
  ranks: [
    {
      code: "member",
      name: { ja: "会員", en: "Member" },
      threshold: 0,
      multiplierPerMille: 1000,
      colour: "#5b6472",
    },
  ],
  upgrade: "immediate",
  downgrade: "one_step",
  graceDays: 0,
  nearPerMille: 800,
  warnDays: 30,
};

/** Place of a rank in its ladder; -1 where the ladder has no such rank (any more). */
export function placeOf(ladder: Ladder, code: string): number {
  return ladder.ranks.findIndex((rank) => rank.code === code);
}

/** Place of the highest rank that a count reaches. */
export function placeFor(ladder: Ladder, value: number): number {
  return ladder.ranks.reduce((best, rank, place) => (value >= rank.threshold ? place : best), 0);
}

/** @throws RangeError for a ladder without such a rank. */
export function rankOfCode(ladder: Ladder, code: string): Rank {
  const rank = ladder.ranks[placeOf(ladder, code)];
  if (rank === undefined) throw new RangeError(`the ladder has no rank ${code}`);
  return rank;
}

export function rankAbove(ladder: Ladder, code: string): Rank | null {
  return ladder.ranks[placeOf(ladder, code) + 1] ?? null;
}
