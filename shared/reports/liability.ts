/** `GET /api/console/reports/liability`: points that members hold, by age, by the month in which they lapse, and by origin. */
export interface Liability {
  readonly asOf: string;
  /** When it was counted, in a shop so large that this is done once a night; null: now. */
  readonly countedAtMs: number | null;
  /** In all lots: usable, waiting and about to lapse. Balances of all members. */
  readonly points: number;
  /** Of them, those that cannot be used yet. */
  readonly pending: number;
  /** Put aside for a payment; not in `points`. */
  readonly held: number;
  /** What members owe after returns; not taken off `points`. */
  readonly debt: number;
  readonly yenPerPoint: number;
  readonly byAge: readonly AgeRow[];
  /** From the month that is, onward. */
  readonly byExpiry: readonly ExpiryRow[];
  readonly byOrigin: readonly OriginRow[];
  /** Of lots whose last day fell in the twelve months before today. */
  readonly ended: Ended;
  /** Members by what they hold. */
  readonly balances: readonly BalanceBand[];
}

export interface AgeRow {
  /** Months since the lot was opened: from, and up to but not with; null: and more. */
  readonly fromMonths: number;
  readonly toMonths: number | null;
  readonly points: number;
  readonly lots: number;
}

export interface ExpiryRow {
  readonly month: string;
  readonly points: number;
  readonly lots: number;
  /** Accounts that lose something in it. */
  readonly members: number;
}

export interface OriginRow {
  readonly origin: string;
  readonly points: number;
}

export interface Ended {
  readonly from: string;
  readonly to: string;
  /** Points these lots were opened with. */
  readonly given: number;
  readonly lapsed: number;
  /** Used, or taken back by a void or a return. */
  readonly used: number;
}

export interface BalanceBand {
  readonly from: number;
  /** Null: and more. */
  readonly to: number | null;
  readonly members: number;
  readonly points: number;
}

/** Lapsed of given, per mille; null where nothing has ended yet. */
export function breakagePerMille({ given, lapsed }: Ended): number | null {
  return given === 0 ? null : Math.round((lapsed * 1000) / given);
}

/** What the points held will come to in yen if as many lapse as did: the yen that are expected to be asked for. */
export function expectedYen({ points, yenPerPoint, ended }: Liability): number {
  return Math.round((points * yenPerPoint * (1000 - (breakagePerMille(ended) ?? 0))) / 1000);
}

export const ageBounds = [0, 1, 3, 6, 12, 24] as const;
export const balanceBounds = [0, 1, 100, 500, 1_000, 5_000, 10_000] as const;
