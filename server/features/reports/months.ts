import { askedOf, type Reading } from "./reading.ts";
import * as store from "./store-months.ts";

/** Who came in a month, by the month in which they joined. */
export interface CohortVisits {
  readonly month: string;
  readonly joinedMonth: string;
  readonly visitors: number;
  readonly visits: number;
}

/** Of the whole shop: months that were counted once as they are kept, and the others now. */
export async function cohortVisits(
  reading: Reading,
  months: readonly string[],
): Promise<readonly CohortVisits[]> {
  const asked = askedOf(reading);
  const kept = await store.keptMonths(asked.db, months[0] ?? "", months.at(-1) ?? "");
  const done = new Set(kept.filter((row) => row.joined_month === "").map(({ month }) => month));
  const mark = reading.recent.marks("purchase").through;
  const open = months.filter((month) => !done.has(month));
  const live = await Promise.all(
    open.map(async (month) =>
      (await store.cohortsOfMonth(asked, month, mark)).map((row) => ({ ...row, month })),
    ),
  );
  return [...kept, ...live.flat()].map((row) => ({
    month: row.month,
    joinedMonth: row.joined_month,
    visitors: Number(row.visitors),
    visits: Number(row.visits),
  }));
}
