import { addDays, type CalendarDate } from "../../../shared/dates.ts";
import { type Lot, someDay, sumOf } from "../../../shared/points/lots.ts";
import { effectsOf, pairsOf } from "./earn.core.ts";
import { type Doing, type Draft, post, type Tools } from "./ledger.core.ts";

/**
 * The first day at whose start something is to be done about these lots: they become usable, or the day before was
 * their last. Null where none waits for a day.
 */
export function dueOn(lots: readonly Lot[]): CalendarDate | null {
  let first = someDay;
  let lastDay = someDay;
  for (const lot of lots) {
    if (lot.remaining === 0) continue;
    if (lot.pending && lot.activatesOn < first) first = lot.activatesOn;
    if (lot.expiresOn < lastDay) lastDay = lot.expiresOn;
  }
  // `addDays` makes a date and a text of it: once an account, not once a lot.
  const lapses = lastDay === someDay ? someDay : addDays(lastDay, 1);
  const due = lapses < first ? lapses : first;
  return due === someDay ? null : due;
}

/**
 * Lets what is past its last day lapse: one entry for each such day, dated the day after it, oldest first. The same draft
 * where nothing is due, so that doing it twice is doing it once.
 */
export function lapseDue(
  draft: Draft,
  today: CalendarDate,
  doingOn: (date: CalendarDate) => Doing,
  tools: Tools,
): Draft {
  const due = draft.account.lots.filter((lot) => lot.remaining > 0 && lot.expiresOn < today);
  const days = [...new Set(due.map((lot) => lot.expiresOn))].sort();
  return days.reduce(
    (next, day) =>
      lapse(
        next,
        due.filter((lot) => lot.expiresOn === day),
        doingOn(addDays(day, 1)),
        tools,
      ),
    draft,
  );
}

/**
 * Lets everything that is left lapse: a member who leaves takes no points along. The entry is written where nothing is
 * left as well, because a sale that was decided on at the same moment must find that somebody wrote first.
 */
export function lapseAll(draft: Draft, doing: Doing, tools: Tools): Draft {
  return lapse(
    draft,
    draft.account.lots.filter((lot) => lot.remaining > 0),
    doing,
    tools,
  );
}

function lapse(draft: Draft, lots: readonly Lot[], doing: Doing, tools: Tools): Draft {
  const draws = lots.map(({ lotId, remaining }) => ({ lotId, points: remaining }));
  const points = sumOf(draws);
  const effects = effectsOf({ draws: pairsOf(draws), lapses: pairsOf(draws) });
  const posting = {
    entryId: tools.newId(),
    kind: "expire" as const,
    points: -points,
    effects,
  };
  return post(draft, posting, doing, tools);
}
