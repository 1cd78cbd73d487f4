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
  /** Points that waited for a day or an event can be used; moves none. */
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

/** One line of a member's history. */
export interface HistoryItem {
  readonly seq: number;
  readonly kind: EntryKind;
  /** Signed. */
  readonly points: number;
  readonly balanceAfter: number;
  readonly occurredAtMs: number;
  readonly businessDate: string;
  readonly storeName: string | null;
  readonly amountYen: number | null;
  /** For an earn: when these points lapse. */
  readonly expiresOn: string | null;
  /** For an earn or a spend: whether a later entry took it back. */
  readonly undone: boolean;
  /** For a void: the kind of the entry it took back. */
  readonly undoes: EntryKind | null;
}

/** `GET /api/card/history?before=`: newest first. */
export interface HistoryPage {
  readonly items: readonly HistoryItem[];
  /** Pass as `before` for the next page; null at the end. */
  readonly before: number | null;
}
