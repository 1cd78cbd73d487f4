import type { CalendarDate } from "../../../shared/dates.ts";
import { type Lot, pendingPoints, someDay } from "../../../shared/points/lots.ts";
import type { EntryKind, HistoryItem } from "../../../shared/points/schema.ts";
import type { Effects } from "./ledger.core.ts";

/** An entry as the history shows it. */
export interface HistoryEntry {
  readonly seq: number;
  readonly entryId: string;
  readonly kind: EntryKind;
  readonly points: number;
  readonly balanceAfter: number;
  readonly occurredAtMs: number;
  readonly businessDate: CalendarDate;
  readonly storeName: string | null;
  readonly amountYen: number | null;
  readonly effects: Effects;
  /** The kind of the entry it takes back. */
  readonly undoes: EntryKind | null;
}

/** An entry that says what became of an earlier one: a void, a refund, a release. */
export interface Sequel {
  readonly seq: number;
  readonly kind: EntryKind;
  readonly points: number;
  readonly effects: Effects;
  readonly ofEntryId: string;
  readonly ofSeq: number;
}

/** What a page of history is made with: everything that came after its oldest entry, and the lots as they are now. */
export interface Afterwards {
  readonly sequels: readonly Sequel[];
  readonly openLots: readonly Lot[];
  readonly today: CalendarDate;
}

/**
 * A line of the history; null for an entry that tells a member nothing: points put aside and released again, the release
 * itself, and what moved nothing.
 */
export function historyItem(entry: HistoryEntry, afterwards: Afterwards): HistoryItem | null {
  const { kind, effects } = entry;
  const sequels = afterwards.sequels.filter(({ ofEntryId }) => ofEntryId === entry.entryId);
  const { opens = [], draws = [], dates = [], activates = [] } = effects;
  const points = kind === "activate" ? totalOf(activates) : entry.points;
  const named = new Set([
    ...opens.map(({ lotId }) => lotId),
    ...(kind === "activate" ? dates : []).map(([id]) => id),
  ]);
  const lots = afterwards.openLots.filter(({ lotId }) => named.has(lotId));
  const pending = pendingPoints(lots, afterwards.today);
  if (kind === "release" || sequels.some((sequel) => sequel.kind === "release")) return null;
  if (kind === "activate" && points === 0 && pending.length === 0) return null;
  if (kind === "expire" && points === 0) return null;
  const returns = sequels.filter((sequel) => sequel.kind === "refund");
  return {
    seq: entry.seq,
    kind,
    points,
    balanceAfter: entry.balanceAfter + putAsideAt(entry.seq, afterwards.sequels),
    occurredAtMs: entry.occurredAtMs,
    businessDate: entry.businessDate,
    storeName: entry.storeName,
    amountYen: entry.amountYen,
    expiresOn: soonestEnd(opens, lots),
    pending,
    debt: opens.reduce((sum, lot) => sum + lot.points, 0) - totalOf(draws) - entry.points,
    undone: sequels.some((sequel) => sequel.kind === "void"),
    refunded: returns.reduce((sum, sequel) => sum + Math.abs(sequel.points), 0),
    undoes: kind === "void" || kind === "refund" ? entry.undoes : null,
  };
}

/** What holds that the history hides had taken out of the balance at an entry, and brought back after it. */
function putAsideAt(seq: number, sequels: readonly Sequel[]): number {
  return sequels
    .filter((sequel) => sequel.kind === "release" && sequel.ofSeq < seq && seq < sequel.seq)
    .reduce((sum, { effects }) => sum - totalOf(effects.draws ?? []), 0);
}

/** When the first of the lots ends: as it is now while something is left in it, as it was opened otherwise. */
function soonestEnd(opens: NonNullable<Effects["opens"]>, lots: readonly Lot[]): CalendarDate | null {
  const now = new Map(lots.map((lot) => [lot.lotId, lot.expiresOn]));
  const ends = opens.map((lot) => now.get(lot.lotId) ?? lot.expiresOn).filter((end) => end !== someDay);
  return ends.sort()[0] ?? null;
}

function totalOf(pairs: readonly (readonly [string, number])[]): number {
  return pairs.reduce((sum, [, points]) => sum + points, 0);
}
