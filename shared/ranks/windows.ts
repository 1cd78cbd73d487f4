import { addDays, addMonths, type CalendarDate } from "../dates.ts";
import { endOfFiscalYear, startOfFiscalYear } from "../points/expiry.ts";
import type { Ladder } from "./schema.ts";

/** Days over which a rank's metric is counted, both inclusive, in the shop's zone. */
export interface Window {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
}

/** What of a ladder and a member decides their windows. */
export interface Calendar {
  readonly ladder: Pick<Ladder, "window" | "fiscalYearStartsIn">;
  readonly joinedOn: CalendarDate;
}

const lifetime: Window = { from: "0001-01-01", to: "9999-12-31" };

/** The window that a day counts in. The rolling one is the twelve months that end on that day. */
export function windowOf({ ladder, joinedOn }: Calendar, on: CalendarDate): Window {
  switch (ladder.window) {
    case "lifetime":
      return lifetime;
    case "rolling_12_months":
      return { from: addDays(addMonths(on, -12), 1), to: on };
    case "anniversary":
      return joiningYear(joinedOn, on);
    case "calendar_year":
      return yearFrom(on, 1);
    case "fiscal_year":
      return yearFrom(on, ladder.fiscalYearStartsIn);
  }
}

/**
 * The window that follows; for the rolling one, the twelve months after it. The two share no day, but for 29 February,
 * which after a leap year's end of February counts in both, in the member's favour.
 */
export function nextWindow(calendar: Calendar, window: Window): Window {
  const { window: kind } = calendar.ladder;
  if (kind === "lifetime") return lifetime;
  if (kind === "rolling_12_months") return windowOf(calendar, addMonths(window.to, 12));
  return windowOf(calendar, addDays(window.to, 1));
}

/** The window that went before. */
export function previousWindow(calendar: Calendar, window: Window): Window {
  return calendar.ladder.window === "lifetime" ? lifetime : windowOf(calendar, addDays(window.from, -1));
}

function yearFrom(on: CalendarDate, startsIn: number): Window {
  return { from: startOfFiscalYear(on, startsIn), to: endOfFiscalYear(on, startsIn) };
}

/** From one day of joining to the eve of the next; who joined on 29 February has theirs on the 28th in common years. */
function joiningYear(joinedOn: CalendarDate, on: CalendarDate): Window {
  const years = Number(on.slice(0, 4)) - Number(joinedOn.slice(0, 4));
  const began = addMonths(joinedOn, 12 * years) <= on ? years : years - 1;
  return {
    from: addMonths(joinedOn, 12 * began),
    to: addDays(addMonths(joinedOn, 12 * (began + 1)), -1),
  };
}
