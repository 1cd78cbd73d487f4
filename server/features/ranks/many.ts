import type { CalendarDate } from "../../../shared/dates.ts";
import { earliestDay, type RankState } from "../../../shared/ranks/evaluate.ts";
import type { Ladder } from "../../../shared/ranks/schema.ts";
import type { Deps } from "../../deps.ts";
import {
  type Counted,
  ofAllDays,
  ofDay,
  type RankAccount,
  stillWaiting,
  sumIn,
  type Waiting,
  waitingOf,
} from "./counted.ts";
import { ladderInForce } from "./ladders.ts";
import { noEvidence, type RankNow, standing, stateOf, unrankedIn } from "./rank.ts";
import * as store from "./store.ts";

/** Whose rank is asked, and on which days, of which there is at least one. */
export interface RankAsked {
  readonly account: RankAccount;
  readonly joinedOn: CalendarDate;
  readonly days: readonly CalendarDate[];
}

/** The ranks of many members, each as `rankOf` has it on each of their days: four reads, whatever their number. */
export async function ranksOf(deps: Deps, asked: readonly RankAsked[]): Promise<readonly RankNow[][]> {
  if (asked.length === 0) return [];
  const ladder = await ladderInForce(deps);
  if (!ladder.enabled) return asked.map((one) => one.days.map((on) => unranked(ladder, one, on)));
  const ids = JSON.stringify(asked.map(({ account }) => account.accountId));
  // Ranks before what they were decided by, as for one.
  const rows = await deps.database.all(store.ranksOfAccounts, { ids });
  const states = new Map(rows.map((row) => [row.account_id, stateOf(row)]));
  const known = asked.map((one) => ({
    ...one,
    stored: states.get(one.account.accountId) ?? unrankedIn(ladder, one.joinedOn),
  }));
  const counted = await countedOf(deps, ladder, ids, known);
  const waiting = await waitingOf(
    deps,
    ladder,
    asked.map(({ account }) => account),
  );
  return known.map((one) => one.days.map((on) => rankOn(ladder, one, on, counted, waiting)));
}

type Known = RankAsked & { readonly stored: RankState };

function unranked(ladder: Ladder, { account, joinedOn }: RankAsked, on: CalendarDate): RankNow {
  return standing(account.accountId, on, unrankedIn(ladder, joinedOn), noEvidence(ladder, joinedOn));
}

/** What counts on a day asked about, by account. */
type CountedOf = (accountId: number, on: CalendarDate) => readonly Counted[];

async function countedOf(
  deps: Deps,
  ladder: Ladder,
  ids: string,
  known: readonly Known[],
): Promise<CountedOf> {
  if (ladder.window === "lifetime") {
    const rows = await deps.database.all(store.everyDayOfAccounts, { ids });
    const sums = new Map(rows.map((row) => [row.account_id, row]));
    return (accountId, on) => {
      const sum = sums.get(accountId);
      return sum === undefined ? [] : [ofAllDays(ladder, sum, on)];
    };
  }
  const earliest = known.flatMap(({ joinedOn, stored, days }) =>
    days.map((on) => earliestDay({ ladder, joinedOn }, stored, on)),
  );
  const from = earliest.reduce((least, day) => (day < least ? day : least));
  const byAccount = new Map<number, Counted[]>();
  for (const row of await deps.database.all(store.daysOfAccounts, { ids, from })) {
    const days = byAccount.get(row.account_id);
    if (days === undefined) byAccount.set(row.account_id, [ofDay(ladder, row)]);
    else days.push(ofDay(ladder, row));
  }
  return (accountId) => byAccount.get(accountId) ?? [];
}

function rankOn(
  ladder: Ladder,
  { account, joinedOn, stored }: Known,
  on: CalendarDate,
  countedOn: CountedOf,
  waiting: Waiting,
): RankNow {
  const counted = [...countedOn(account.accountId, on), ...stillWaiting(waiting, account, on)];
  return standing(account.accountId, on, stored, { ladder, joinedOn, metricIn: sumIn(counted) });
}
