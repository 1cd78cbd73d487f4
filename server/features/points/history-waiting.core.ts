import type { CalendarDate } from "../../../shared/dates.ts";
import type { Effects } from "./ledger.core.ts";

/** A lot that could not be used at once, and what entries took from it; ids grow as entries do. */
export interface WaitedLot {
  readonly lotId: string;
  readonly points: number;
  readonly activatesOn: CalendarDate;
  readonly draws: readonly { readonly entryId: string; readonly points: number }[];
}

interface EntryOf {
  readonly entryId: string;
  readonly businessDate: CalendarDate;
  readonly effects: Effects;
}

/** How many of the points that an account held after an entry could not be used yet. */
export function waitingAt({ entryId, businessDate, effects }: EntryOf, waited: readonly WaitedLot[]): number {
  const newest = (effects.opens ?? []).reduce((id, { lotId }) => (lotId > id ? lotId : id), entryId);
  return waited
    .filter((lot) => lot.lotId <= newest && lot.activatesOn > businessDate)
    .reduce((sum, lot) => sum + lot.points - takenThrough(lot, entryId), 0);
}

function takenThrough({ draws }: WaitedLot, entryId: string): number {
  return draws.reduce((sum, draw) => (draw.entryId <= entryId ? sum + draw.points : sum), 0);
}
