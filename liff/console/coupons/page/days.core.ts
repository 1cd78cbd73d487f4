/** A day of a chart. */
export interface Day {
  readonly on: string;
  readonly given: number;
  readonly used: number;
}

const fewest = 30;

/** Every day from the first that has a number until today, at least 30, those without one as 0. Pure. */
export function daysDrawn(
  days: readonly Day[],
  todayOn: string,
  addDays: (on: string, days: number) => string,
): readonly Day[] {
  const byDay = new Map(days.map((day) => [day.on, day]));
  const least = addDays(todayOn, 1 - fewest);
  const first = days.reduce((from, { on }) => (on < from ? on : from), least);
  const drawn: Day[] = [];
  for (let on = first; on <= todayOn; on = addDays(on, 1)) {
    drawn.push({ on, given: byDay.get(on)?.given ?? 0, used: byDay.get(on)?.used ?? 0 });
  }
  return drawn;
}
