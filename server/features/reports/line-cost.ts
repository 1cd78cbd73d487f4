import { addMonths, endOfMonth, startOfDay } from "../../../shared/dates.ts";
import { type LineMonth, lineMonth } from "../../../shared/reports/line-cost.ts";
import { reachInForce } from "../reach/index.ts";
import { askedOf, type Reading } from "./reading.ts";
import { todayOf } from "./scope.ts";
import { messagesIn } from "./store-figures.ts";
import { messagesByMonth } from "./store-months.ts";

/**
 * Messages of some months with their cost. What is behind the mark was queued a day ago at the most, so that only this month and
 * the one before can have some of it.
 */
export async function lineMonths(reading: Reading, months: readonly string[]): Promise<readonly LineMonth[]> {
  const { deps, recent } = reading;
  const asked = askedOf(reading);
  const [settings, rows] = await Promise.all([
    reachInForce(deps),
    messagesByMonth(asked.db, months[0] ?? "", months.at(-1) ?? ""),
  ]);
  const kept = new Map(rows.map((row) => [row.month, Number(row.messages)]));
  const lately = addMonths(`${todayOf(deps).slice(0, 7)}-01`, -1).slice(0, 7);
  return Promise.all(
    months.map(async (month) => {
      if (month < lately) return lineMonth(month, kept.get(month) ?? 0, settings);
      const days = { from: `${month}-01`, to: endOfMonth(`${month}-01`) };
      const { timeZone } = deps.settings;
      const messages = await messagesIn(asked, days, {
        mark: recent.marks("message").through,
        fromMs: startOfDay(days.from, timeZone),
        untilMs: startOfDay(addMonths(days.from, 1), timeZone),
      });
      return lineMonth(month, messages, settings);
    }),
  );
}
