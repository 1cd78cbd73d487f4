import { timeAt } from "../../../shared/dates.ts";
import type { ResultsView } from "../../../shared/results/console.ts";

export const halfHourMs = 1_800_000;

/** What was counted by half hours of the world's clock, by hours of the shop's day. */
export function hoursOf(
  sales: readonly { readonly half_hour: number; readonly sales: number }[],
  taps: readonly { readonly half_hour: number; readonly people: number }[],
  timeZone: string,
): ResultsView["hours"] {
  const hours = Array.from({ length: 24 }, (_, hour) => ({ hour, visits: 0, clicks: 0 }));
  const at = (halfHour: number) => hours[Number(timeAt(halfHour * halfHourMs, timeZone).slice(0, 2))];
  for (const row of sales) {
    const hour = at(Number(row.half_hour));
    if (hour !== undefined) hour.visits += Number(row.sales);
  }
  for (const row of taps) {
    const hour = at(Number(row.half_hour));
    if (hour !== undefined) hour.clicks += Number(row.people);
  }
  return hours.filter(({ visits, clicks }) => visits + clicks > 0);
}
