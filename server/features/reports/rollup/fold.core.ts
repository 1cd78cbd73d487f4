import type { CalendarDate } from "../../../../shared/dates.ts";
import type { EntryKind } from "../../../../shared/points/schema.ts";
import { noSums, plus, type Sums } from "../../../../shared/reports/dashboard.ts";

/** What one row of the ledger, one sale or one return adds to the sums. Pure. */
export interface Change {
  /** The business day it counts on. */
  readonly on: CalendarDate;
  /** 0: no store. */
  readonly storeId: number;
  readonly sums: Partial<Sums>;
  readonly member: MemberParts;
  /** One sale more or less that stands, on the day of that sale. */
  readonly visit?: Visit;
}

export interface Visit {
  readonly on: CalendarDate;
  readonly storeId: number;
  readonly accountId: number;
  readonly by: 1 | -1;
}

/** What a member is when the row is counted. */
export interface MemberParts {
  readonly rank: string | null;
  readonly sex: string | null;
  readonly birthYear: number | null;
}

/**
 * Where an entry's points belong. They are signed, so that the four sums always come to the ledger's:
 * earned + adjusted − used − lapsed = Σ points.
 */
export function pointSums(kind: EntryKind, points: number): Partial<Sums> {
  switch (kind) {
    case "earn":
    case "activate":
      return { earned: points };
    case "spend":
    case "hold":
    case "release":
      return { used: 0 - points };
    case "void":
    case "refund":
      // What is given back had been used, what is taken back had been given.
      return points > 0 ? { used: 0 - points } : { earned: points };
    case "adjust":
      return { adjusted: points };
    case "expire":
    case "reinstate":
      return { lapsed: 0 - points };
  }
}

/** A day and store, a month and part of the members, and a visit: each once, with what all changes come to. */
export interface Folded {
  readonly days: readonly { readonly on: CalendarDate; readonly storeId: number; readonly sums: Sums }[];
  readonly parts: readonly {
    readonly month: string;
    readonly part: Part;
    readonly value: string;
    readonly sums: Sums;
  }[];
  readonly visits: readonly (Omit<Visit, "by"> & { readonly sales: number })[];
}

export type Part = "rank" | "sex" | "age";

export function folded(changes: readonly Change[]): Folded {
  const days = new Map<string, { on: string; storeId: number; sums: Sums }>();
  const parts = new Map<string, { month: string; part: Part; value: string; sums: Sums }>();
  const visits = new Map<string, Omit<Visit, "by"> & { sales: number }>();
  for (const { on, storeId, sums, member, visit } of changes) {
    const added = { ...noSums, ...sums };
    grow(days, `${on}/${storeId}`, { on, storeId, sums: added });
    const month = on.slice(0, 7);
    for (const [part, value] of partsOf(member, on)) {
      grow(parts, `${month}/${part}/${value}`, { month, part, value, sums: added });
    }
    if (visit !== undefined) {
      const key = `${visit.on}/${visit.storeId}/${visit.accountId}`;
      const { by, ...of } = visit;
      visits.set(key, { ...of, sales: (visits.get(key)?.sales ?? 0) + by });
    }
  }
  return { days: [...days.values()], parts: [...parts.values()], visits: [...visits.values()] };
}

function grow<Row extends { readonly sums: Sums }>(rows: Map<string, Row>, key: string, row: Row): void {
  const known = rows.get(key);
  rows.set(key, known === undefined ? row : { ...known, sums: plus(known.sums, row.sums) });
}

function partsOf(
  { rank, sex, birthYear }: MemberParts,
  on: CalendarDate,
): readonly (readonly [Part, string])[] {
  return [
    ["rank", rank ?? ""],
    ["sex", sex ?? ""],
    ["age", ageBand(birthYear, on)],
  ];
}

/** Ten years to a band, by the year of birth alone: `20` is from 20 to 29. Empty where the year is not known. */
export function ageBand(birthYear: number | null, on: CalendarDate): string {
  if (birthYear === null) return "";
  const age = Number(on.slice(0, 4)) - birthYear;
  if (age < 10) return "0";
  return String(Math.min(80, Math.floor(age / 10) * 10));
}
