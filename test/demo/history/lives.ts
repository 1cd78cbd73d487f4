import { addDays, type CalendarDate } from "../../../shared/dates.ts";
import { demoSeed, type Person, personNamed } from "../person.ts";
import { amountOf } from "./menu.ts";
import { displayNames } from "./names.ts";
import { type Draws, drawsFrom } from "./random.ts";

export interface Visit {
  readonly atMs: number;
  readonly store: number;
  readonly amountYen: number;
  /** Uses points if there are enough to be worth it. */
  readonly usesPoints: boolean;
  /** The amount is typed with a zero too many first, undone, and typed again. */
  readonly mistyped: boolean;
}

/** What one member did in the year, decided before any of it is done. Pure. */
export interface Life {
  readonly person: Person;
  readonly language: "ja" | "en";
  readonly joinedAtMs: number;
  readonly visits: readonly Visit[];
}

/** Days are counted from the first of the year before today. */
export const daysOfHistory = 365;
const dayMs = 86_400_000;

interface Habit {
  /** Of a hundred members. */
  readonly share: number;
  readonly firstDay: readonly [number, number];
  readonly daysBetween: readonly [number, number];
  /** Visits after which they were never seen again; absent: they still come. */
  readonly lastVisit?: readonly [number, number];
}

const habits: readonly Habit[] = [
  // Regulars, those who look in once a month, those who have drifted away, and newcomers.
  { share: 11, firstDay: [0, 60], daysBetween: [3, 9] },
  { share: 40, firstDay: [0, 160], daysBetween: [17, 42] },
  { share: 28, firstDay: [0, 190], daysBetween: [6, 28], lastVisit: [3, 9] },
  { share: 21, firstDay: [315, 362], daysBetween: [5, 19] },
];

/** Midnight in Japan, which has no daylight saving time. */
function midnight(date: CalendarDate): number {
  return Date.parse(`${date}T00:00:00+09:00`);
}

/** When the history begins, if `today` is the first day that is not part of it. */
export function firstMidnight(today: CalendarDate): number {
  return midnight(addDays(today, -daysOfHistory));
}

/** So many members' years, all ending the day before `today`, in the order in which they joined. */
export function livesBefore(today: CalendarDate, members: number): readonly Life[] {
  const startMs = firstMidnight(today);
  const names = displayNames(members, drawsFrom(`${demoSeed}:names`));
  return names
    .map((name, index) => lifeOf(personNamed(name), habitOf(index, members), startMs))
    .sort((a, b) => a.joinedAtMs - b.joinedAtMs || (a.person.userId < b.person.userId ? -1 : 1));
}

function habitOf(index: number, members: number): Habit {
  let upTo = 0;
  for (const habit of habits) {
    upTo += (habit.share * members) / 100;
    if (index < upTo) return habit;
  }
  return habits.at(-1) ?? { share: 100, firstDay: [0, 0], daysBetween: [30, 30] };
}

function lifeOf(person: Person, habit: Habit, startMs: number): Life {
  const draws = drawsFrom(`${demoSeed}:life:${person.userId}`);
  const home = draws.pick([0, 0, 0, 1, 1, 2]);
  const usualHour = draws.pick([8, 9, 12, 13, 15, 16, 18]);
  const likesToUse = draws.between(0, 60);
  const last = habit.lastVisit === undefined ? Number.MAX_SAFE_INTEGER : draws.between(...habit.lastVisit);
  const visits: Visit[] = [];
  let day = draws.between(...habit.firstDay);
  while (day < daysOfHistory && visits.length < last) {
    visits.push({
      atMs: startMs + day * dayMs + minuteOfDay(usualHour, draws) * 60_000 + draws.between(0, 59) * 1000,
      store: draws.percent(85) ? home : draws.between(0, 2),
      amountYen: amountOf(usualHour, draws),
      usesPoints: draws.percent(likesToUse),
      mistyped: draws.fraction() < 0.008,
    });
    day += draws.between(...habit.daysBetween);
  }
  const [first] = visits;
  if (first === undefined) throw new Error(`${person.name} never came`);
  return {
    person,
    language: draws.percent(4) ? "en" : "ja",
    joinedAtMs: first.atMs - draws.between(2, 6) * 60_000,
    visits,
  };
}

/** The shops are open from 8 to 20. */
function minuteOfDay(usualHour: number, draws: Draws): number {
  const minute = usualHour * 60 + draws.between(-45, 70);
  return Math.min(19 * 60 + 40, Math.max(8 * 60 + 10, minute));
}
