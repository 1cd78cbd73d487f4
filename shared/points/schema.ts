/** What kinds of entry the ledger knows. */
export type EntryKind =
  | "earn"
  | "spend"
  | "void"
  | "refund"
  | "adjust"
  | "expire"
  | "hold"
  | "release"
  /** Points that waited for a day or an event can be used; moves none, unless debt is repaid from them. */
  | "activate"
  /** Lapsed points that came back within the shop's window. */
  | "reinstate";

/** Points that lapse together: usable through the end of `expiresOn` (`yyyy-mm-dd`, the shop's zone). */
export interface ExpiringPoints {
  readonly points: number;
  readonly expiresOn: string;
}

/** Points that were given and cannot be used yet (仮ポイント). */
export interface PendingPoints {
  readonly points: number;
  /** First day of use; null while they wait for an event. */
  readonly activatesOn: string | null;
  readonly waitsFor: string | null;
}

export interface PointsView {
  /** What can be used today. */
  readonly balance: number;
  readonly pending: readonly PendingPoints[];
  /** Set aside for a payment that is still being made. */
  readonly held: number;
  /** Owed after a return of points already spent; the next earn repays it. */
  readonly debt: number;
  readonly nextExpiry: ExpiringPoints | null;
}

/**
 * One line of a member's history. A payment with points that were put aside first is one line, the `spend`; while it is
 * still being made it is a `hold`; one that was broken off is no line at all.
 */
export interface HistoryItem {
  readonly seq: number;
  readonly kind: EntryKind;
  /** Signed. For an `activate`, which moves none: how many can be used from then on. */
  readonly points: number;
  /** What could be used then; what a hidden hold had put aside is counted in. */
  readonly balanceAfter: number;
  readonly occurredAtMs: number;
  readonly businessDate: string;
  /** Of a sale, null where it was made online. */
  readonly storeName: string | null;
  /** Of the sale it belongs to; null where it belongs to none, as a bonus for joining does. */
  readonly amountYen: number | null;
  /** For points that came: when the first of them lapse. Null where none came, or they wait for an event. */
  readonly expiresOn: string | null;
  /** For points that came: what of them still cannot be used, soonest first. */
  readonly pending: readonly PendingPoints[];
  /** Change of what the member owes: below zero where points that came repaid it. */
  readonly debt: number;
  /** For an earn or a spend: whether the whole sale was undone, and what returns of parts took or gave back so far. */
  readonly undone: boolean;
  readonly refunded: number;
  /** For a void or a refund: the kind of the entry it takes back. */
  readonly undoes: EntryKind | null;
}

/** `GET /api/card/history?before=`: newest first. */
export interface HistoryPage {
  readonly items: readonly HistoryItem[];
  /** Pass as `before` for the next page; null at the end. */
  readonly before: number | null;
}
