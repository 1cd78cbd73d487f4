/** What kinds of entry the ledger knows. `hold` and `release` come with card terminals and EC checkouts. */
export type EntryKind = "earn" | "spend" | "void" | "refund" | "adjust" | "expire" | "hold" | "release";

/** Points that lapse together: usable through the end of `expiresOn` (`yyyy-mm-dd`, the shop's zone). */
export interface ExpiringPoints {
  readonly points: number;
  readonly expiresOn: string;
}

export interface PointsView {
  readonly balance: number;
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
