import { addDays } from "../../dates.ts";
import type { EarnRule } from "../programme/schema.ts";
import type { EarnFacts, WhyNot } from "./types.ts";

type Moment = Pick<EarnFacts, "businessDate" | "weekday" | "timeOfDay">;

/**
 * Why a moment is outside a rule's time; null where it is inside. Hours that go past midnight belong to the day on which
 * they began: Friday's 22:00–02:00 holds Saturday 01:00, and not Friday 01:00.
 */
export function windowMiss(window: EarnRule["window"], moment: Moment): WhyNot["reason"] | null {
  if (window.hours === null) return dayMiss(window, moment);
  const days = window.hours.flatMap((hours) => dayOf(hours, moment) ?? []);
  if (days.length === 0) return "outside_hours";
  const misses = days.map((day) => dayMiss(window, day));
  return misses.includes(null) ? null : (misses[0] ?? null);
}

/** The day that hours counted for at this moment; null where they did not hold it. */
function dayOf({ from, to }: { from: string; to: string }, moment: Moment): Moment | null {
  const { timeOfDay } = moment;
  if (from < to) return from <= timeOfDay && timeOfDay < to ? moment : null;
  if (timeOfDay >= from) return moment;
  return timeOfDay < to ? dayBefore(moment) : null;
}

function dayBefore(moment: Moment): Moment {
  const weekday = moment.weekday === 1 ? 7 : moment.weekday - 1;
  return { ...moment, businessDate: addDays(moment.businessDate, -1), weekday };
}

function dayMiss(window: EarnRule["window"], { businessDate, weekday }: Moment): WhyNot["reason"] | null {
  if (window.from !== null && businessDate < window.from) return "outside_dates";
  if (window.to !== null && businessDate > window.to) return "outside_dates";
  return window.weekdays?.includes(weekday) === false ? "outside_weekdays" : null;
}
