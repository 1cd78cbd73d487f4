import { addDays, type CalendarDate } from "../dates.ts";

/** How many messages of the shop's own idea one member gets at most in each; null: no limit. */
export interface Caps {
  readonly perDay: number | null;
  readonly perWeek: number | null;
  readonly perMonth: number | null;
}

export type CapWindow = keyof Caps;

/** Calendar days of each window, today among them. A month is 30 of them, so that no first of a month opens a gate. */
const days: Readonly<Record<CapWindow, number>> = { perDay: 1, perWeek: 7, perMonth: 30 };

/** The windows that are limited, the shortest first: how many, and the first day that counts. */
export function capWindows(caps: Caps, today: CalendarDate): { max: number; since: CalendarDate }[] {
  return (["perDay", "perWeek", "perMonth"] as const).flatMap((window) => {
    const max = caps[window];
    return max === null ? [] : [{ max, since: addDays(today, 1 - days[window]) }];
  });
}

/** Whether one more message today would be one too many for who was sent one on each of these days. */
export function isCapped(sentOn: readonly CalendarDate[], caps: Caps, today: CalendarDate): boolean {
  return capWindows(caps, today).some(
    ({ max, since }) => sentOn.filter((date) => date >= since).length >= max,
  );
}

/** Limits below that of a shorter time, which would then mean nothing; `least`: what that one allows. */
export function capsTooSmall(found: Caps): { readonly window: keyof Caps; readonly least: number }[] {
  let least = 0;
  return (["perDay", "perWeek", "perMonth"] as const).flatMap((window) => {
    const max = found[window];
    if (max === null) return [];
    if (max < least) return [{ window, least }];
    least = max;
    return [];
  });
}
