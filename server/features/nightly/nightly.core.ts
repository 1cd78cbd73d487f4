import { addDays, type CalendarDate } from "../../../shared/dates.ts";
import type { Lot } from "../../../shared/points/lots.ts";
import {
  type Account,
  activateDue,
  type Doing,
  type Draft,
  draftOf,
  lapseDue,
  type Tools,
} from "../points/index.ts";

/** Which day begins, and when that is written down. */
export interface Boundary {
  readonly today: CalendarDate;
  readonly recordedAtMs: number;
  /** The first moment of a date in the shop's zone. */
  readonly startOf: (date: CalendarDate) => number;
}

/** What a boundary does to one account's points. */
export interface Night {
  readonly draft: Draft;
  readonly pointsActivated: number;
  /** The days on which they became usable, in order: a rank may be reached on each. */
  readonly activatedOn: readonly CalendarDate[];
  readonly pointsLapsed: number;
}

/**
 * Everything due in an account by the start of `today`, day after day in the order of requirement 2.7: what waited for
 * the day becomes usable, then what had its last day lapses. Each entry is dated the midnight it was due at, so a run
 * that comes days late writes what runs in time would have. Nothing due gives a draft without entries.
 */
export function nightOf(account: Account, boundary: Boundary, tools: Tools): Night {
  const doingOn = (date: CalendarDate): Doing => doingAt(date, boundary);
  const before = draftOf(account);
  const draft = dueDays(account.lots, boundary.today).reduce(
    (night, day) => lapseDue(activateDue(night, day, doingOn, tools), day, doingOn, tools),
    before,
  );
  return { draft, ...moved(draft) };
}

/** The days, through today, at whose start something of these lots is due. */
function dueDays(lots: readonly Lot[], today: CalendarDate): readonly CalendarDate[] {
  const days = new Set<CalendarDate>();
  for (const { remaining, pending, activatesOn, expiresOn } of lots) {
    if (remaining === 0) continue;
    if (pending && activatesOn <= today) days.add(activatesOn);
    if (expiresOn < today) days.add(addDays(expiresOn, 1));
  }
  return [...days].sort();
}

function doingAt(date: CalendarDate, { recordedAtMs, startOf }: Boundary): Doing {
  return {
    occurredAtMs: startOf(date),
    recordedAtMs,
    businessDate: date,
    storeId: null,
    tillId: null,
    actor: "system:nightly",
    purchaseId: null,
    receiptNumber: null,
    amountYen: null,
    clientId: `nightly:${date}`,
  };
}

function moved({ account, before, entries }: Draft): Omit<Night, "draft"> {
  const lapsed = entries.filter(({ kind }) => kind === "expire");
  const activations = entries.filter(({ kind }) => kind === "activate");
  const waited = new Map(before.filter(({ pending }) => pending).map((lot) => [lot.lotId, lot.remaining]));
  const activated = account.lots.filter(({ lotId, pending }) => !pending && waited.has(lotId));
  return {
    pointsActivated: activated.reduce((sum, { lotId }) => sum + (waited.get(lotId) ?? 0), 0),
    activatedOn: activations.map(({ businessDate }) => businessDate),
    pointsLapsed: lapsed.reduce((sum, { points }) => sum - points, 0),
  };
}
