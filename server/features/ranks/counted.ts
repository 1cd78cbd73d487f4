import type { CalendarDate } from "../../../shared/dates.ts";
import type { Evidence } from "../../../shared/ranks/evaluate.ts";
import type { Ladder } from "../../../shared/ranks/schema.ts";
import type { Window } from "../../../shared/ranks/windows.ts";
import type { Deps } from "../../deps.ts";
import { type Account, saleDaysOfLots } from "../points/index.ts";

/** An account as far as its rank is concerned. */
export type RankAccount = Pick<Account, "accountId" | "lots">;

/** So much of a ladder's metric on a day. */
export interface Counted {
  readonly on: CalendarDate;
  readonly value: number;
}

/** A business day as it was counted. */
export interface DayRow {
  readonly business_date: CalendarDate;
  readonly purchases: number;
  readonly net_yen: number;
  readonly points_earned: number;
}

/** All days in one. */
export interface SumRow {
  readonly net_yen: number;
  readonly points_earned: number;
  readonly visits: number;
}

export function ofDay(ladder: Ladder, day: DayRow): Counted {
  return { on: day.business_date, value: amountOf(ladder, { ...day, visits: day.purchases > 0 ? 1 : 0 }) };
}

/** What of all days counts, said of one day of them. */
export function ofAllDays(ladder: Ladder, sums: SumRow, on: CalendarDate): Counted {
  return { on, value: amountOf(ladder, sums) };
}

function amountOf({ metric }: Ladder, counted: SumRow): number {
  if (metric === "yen") return Number(counted.net_yen);
  return Number(metric === "visits" ? counted.visits : counted.points_earned);
}

export function sumIn(counted: readonly Counted[]): Evidence["metricIn"] {
  return (window) => counted.reduce((sum, { on, value }) => (within(on, window) ? sum + value : sum), 0);
}

export function within(on: CalendarDate, { from, to }: Window): boolean {
  return from <= on && on <= to;
}

/** Which lots hold points of a sale that wait, with the day of that sale. */
export type Waiting = ReadonlyMap<string, CalendarDate>;

/** Asked only where ranks are counted in points and something waits. */
export function waitingOf(deps: Deps, ladder: Ladder, accounts: readonly RankAccount[]): Promise<Waiting> {
  const lots = accounts.flatMap(({ accountId, lots }) =>
    lots.filter(({ pending }) => pending).map(({ lotId }) => ({ accountId, lotId })),
  );
  return saleDaysOfLots(deps, ladder.metric === "points" ? lots : []);
}

/**
 * Points are counted on the day of their sale, as soon as they can be used: those that cannot yet are taken off again. Points
 * that no sale gave are never counted, so there is nothing to take off for them.
 */
export function stillWaiting(waiting: Waiting, { lots }: RankAccount, on: CalendarDate): readonly Counted[] {
  return lots
    .filter((lot) => lot.pending && lot.activatesOn > on)
    .flatMap((lot) => {
      const soldOn = waiting.get(lot.lotId);
      return soldOn === undefined ? [] : [{ on: soldOn, value: -lot.remaining }];
    });
}
