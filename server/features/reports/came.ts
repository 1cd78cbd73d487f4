import { addDays, endOfMonth } from "../../../shared/dates.ts";
import type { Days } from "../../../shared/reports/periods.ts";
import { askedOf, type Reading } from "./reading.ts";
import * as came from "./store-came.ts";
import * as store from "./store-figures.ts";

/**
 * People who came: of the whole shop from the days that are counted, with today's from the visits; of a store or an area, and
 * while the history is being counted, from the visits alone.
 */

export interface Came {
  readonly visits: number;
  readonly visitors: number;
  /** Of the visitors, those who came on two days or more. */
  readonly repeaters: number;
}

/** As many days of visits as are read at each report; more only come together while the history is being counted. */
const uncountedDaysMax = 3;

export async function cameIn(reading: Reading, days: Days): Promise<Came> {
  const asked = askedOf(reading);
  const mark = reading.recent.marks("purchase").through;
  const through = countedThrough(reading, days.to);
  if (through === null || through < days.from) return store.visitsIn(asked, days, mark);
  const counted = came.countedIn(asked.db, { from: days.from, to: earlier(through, days.to) });
  if (through >= days.to) return counted;
  const [a, b] = await Promise.all([
    counted,
    came.addedBy(asked, { from: addDays(through, 1), to: days.to }, days.from, mark),
  ]);
  return {
    visits: a.visits + b.visits,
    visitors: a.visitors + b.visitors,
    repeaters: a.repeaters + b.repeaters,
  };
}

/** Members who came in the 30 and in the 90 days that end with a day. */
export async function activeAt(reading: Reading, to: string) {
  const [from, recentFrom] = [addDays(to, -89), addDays(to, -29)];
  if (countedThrough(reading, to) === null) {
    const mark = reading.recent.marks("purchase").through;
    return store.activeIn(askedOf(reading), { from, to }, recentFrom, mark);
  }
  const [whole, recent] = await Promise.all([
    cameIn(reading, { from, to }),
    cameIn(reading, { from: recentFrom, to }),
  ]);
  return { whole: whole.visitors, recent: recent.visitors };
}

/** Who came in a month, by the month in which they joined. */
export interface CohortVisits {
  readonly month: string;
  readonly joinedMonth: string;
  readonly visitors: number;
  readonly visits: number;
}

/** Of the whole shop, in any of these months. */
export async function cohortVisits(
  reading: Reading,
  months: readonly string[],
): Promise<readonly CohortVisits[]> {
  const [first = "", last = ""] = [months[0], months.at(-1)];
  const asked = askedOf(reading);
  const mark = reading.recent.marks("purchase").through;
  const days = { from: `${first}-01`, to: endOfMonth(`${last}-01`) };
  const through = countedThrough(reading, days.to);
  const counted =
    through === null
      ? []
      : await came.countedMonths(asked.db, { from: days.from, to: earlier(through, days.to) });
  const open = months.filter((month) => through === null || endOfMonth(`${month}-01`) > through);
  const live = await Promise.all(
    open.map(async (month) => {
      const begins = `${month}-01`;
      const from = through === null || through < begins ? begins : addDays(through, 1);
      return (await came.cohortsAddedBy(asked, month, from, mark)).map((row) => ({ ...row, month }));
    }),
  );
  return [...counted, ...live.flat()].map((row) => ({
    month: row.month,
    joinedMonth: row.joined_month,
    visitors: Number(row.visitors),
    visits: Number(row.visits),
  }));
}

/** The last counted day, where no more than some days of those asked about come after it. */
function countedThrough({ scope, recent }: Reading, to: string): string | null {
  const { cameThrough, today } = recent;
  if (scope.storeIds !== null || cameThrough === null) return null;
  return cameThrough < addDays(earlier(to, today), -uncountedDaysMax) ? null : cameThrough;
}

function earlier(a: string, b: string): string {
  return a < b ? a : b;
}
