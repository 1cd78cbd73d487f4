import type { FileRow, RowError, RowProblem } from "../../../shared/points/adjustments/schema.ts";

/** Reading a file of adjustments: what its cells say, and whether it can be applied whole. Pure. */

export const rowsMax = 10_000;

/** The columns, by what may stand above them. */
const columns: Readonly<Record<Column, readonly string[]>> = {
  memberId: ["member_id", "会員番号", "会員id", "member"],
  points: ["points", "ポイント", "ポイント数"],
  reason: ["reason", "理由"],
  rowKey: ["row_key", "行id", "管理番号"],
  expiresOn: ["expires_on", "有効期限"],
};
type Column = "memberId" | "points" | "reason" | "rowKey" | "expiresOn";

export interface Cells {
  readonly line: number;
  readonly cells: readonly string[];
}

export interface Reading {
  readonly rows: readonly FileRow[];
  readonly errors: readonly RowError[];
}

const unreadable = "\ufffd";

/** What the cells say. Errors that need no look at members are found here. */
export function readRows(
  header: readonly string[],
  cells: readonly Cells[],
  limits: { readonly pointsMax: number; readonly today: string },
  memberNumberOf: (text: string) => string | null,
): Reading {
  const at = columnsIn(header);
  const missing = (["memberId", "points", "reason"] as const).filter((column) => at[column] === undefined);
  if (missing.length > 0) {
    return {
      rows: [],
      errors: missing.map((column) => error(1, usualName(column), "", "no_column")),
    };
  }
  const rows: FileRow[] = [];
  const errors: RowError[] = [];
  const keys = new Set<string>();
  for (const row of cells) {
    const cell = (column: Column): string => row.cells[at[column] ?? -1] ?? "";
    const name = (column: Column): string => header[at[column] ?? -1] ?? column;
    const found = problemsOf(cell, limits, keys, memberNumberOf);
    for (const [column, problem, limit] of found) {
      errors.push(error(row.line, name(column), cell(column), problem, limit));
    }
    if (found.length > 0) continue;
    rows.push({
      line: row.line,
      rowKey: keyOf(cell("rowKey"), row.line),
      memberId: memberNumberOf(cell("memberId")) ?? "",
      points: pointsIn(cell("points")) ?? 0,
      reason: cell("reason"),
      expiresOn: cell("expiresOn") === "" ? null : dateIn(cell("expiresOn")),
    });
  }
  return { rows, errors };
}

/** What members and points are called: as the file says, otherwise as our own files do. */
export function columnNames(header: readonly string[]) {
  const at = columnsIn(header);
  const name = (column: "memberId" | "points"): string => header[at[column] ?? -1] ?? usualName(column);
  return { memberId: name("memberId"), points: name("points") };
}

function usualName(column: Column): string {
  return columns[column][1] ?? column;
}

type Found = readonly [column: Column, problem: RowProblem, limit?: number];

function problemsOf(
  cell: (column: Column) => string,
  limits: { readonly pointsMax: number; readonly today: string },
  keys: Set<string>,
  memberNumberOf: (text: string) => string | null,
): readonly Found[] {
  const damaged = (Object.keys(columns) as Column[]).filter((column) => cell(column).includes(unreadable));
  if (damaged.length > 0) return damaged.map((column) => [column, "unmappable"] as const);
  const found: Found[] = [];
  if (cell("memberId") === "") found.push(["memberId", "missing"]);
  else if (memberNumberOf(cell("memberId")) === null) found.push(["memberId", "member_not_found"]);
  const points = pointsIn(cell("points"));
  if (cell("points") === "") found.push(["points", "missing"]);
  else if (points === null) found.push(["points", "not_a_number"]);
  else if (points === 0) found.push(["points", "zero"]);
  else if (Math.abs(points) > limits.pointsMax) found.push(["points", "above_limit", limits.pointsMax]);
  if (cell("reason") === "") found.push(["reason", "missing"]);
  else if (cell("reason").length > 200) found.push(["reason", "too_long", 200]);
  const expiresOn = cell("expiresOn") === "" ? null : dateIn(cell("expiresOn"));
  if (cell("expiresOn") !== "" && expiresOn === null) found.push(["expiresOn", "not_a_date"]);
  if (expiresOn !== null && expiresOn < limits.today) found.push(["expiresOn", "date_past"]);
  const key = cell("rowKey");
  if (key.length > 60) found.push(["rowKey", "too_long", 60]);
  else if (key !== "" && keys.has(key)) found.push(["rowKey", "twice"]);
  if (key !== "") keys.add(key);
  return found;
}

/** A row that names none is known by its line; the sign before it keeps the two kinds apart. */
function keyOf(text: string, line: number): string {
  return text === "" ? `#${line}` : `=${text}`;
}

function columnsIn(header: readonly string[]): Partial<Record<Column, number>> {
  const plain = header.map((name) => name.normalize("NFKC").trim().toLowerCase());
  const found = (Object.keys(columns) as Column[]).flatMap((column) => {
    const index = plain.findIndex((name) => columns[column].includes(name));
    return index < 0 ? [] : [[column, index] as const];
  });
  return Object.fromEntries(found);
}

/** `-500`, `−500`, `1,000`, `+20`, also in full width; null for anything else. */
export function pointsIn(text: string): number | null {
  const plain = text
    .normalize("NFKC")
    .replace(/[\u2212\u2010-\u2015]/g, "-")
    .replace(/[\s,]/g, "");
  if (!/^[+-]?\d{1,9}$/.test(plain)) return null;
  const points = Number(plain);
  return points === 0 ? 0 : points;
}

/** `2027-03-31`, `2027/3/31`; null for anything else and for days that do not exist. */
export function dateIn(text: string): string | null {
  const match = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/.exec(text.normalize("NFKC").trim());
  if (match === null) return null;
  const [year, month, day] = match.slice(1).map(Number);
  const date = new Date(Date.UTC(year ?? 0, (month ?? 0) - 1, day ?? 0));
  const iso = date.toISOString().slice(0, 10);
  return iso === [match[1], match[2]?.padStart(2, "0"), match[3]?.padStart(2, "0")].join("-") ? iso : null;
}

/** A member as a file concerns them. */
export interface Holding {
  readonly status: "active" | "suspended" | "left";
  /** Usable today, and owed. */
  readonly usable: number;
  readonly debt: number;
}

/** Whether the rows can be applied, one after the other, to members as they are now. */
export function checkRows(
  rows: readonly FileRow[],
  holdings: ReadonlyMap<string, Holding>,
  filePointsMax: number,
  names: { readonly memberId: string; readonly points: string },
): readonly RowError[] {
  const errors: RowError[] = [];
  const now = new Map(holdings);
  let moved = 0;
  for (const row of rows) {
    moved += Math.abs(row.points);
    const holding = now.get(row.memberId);
    if (holding === undefined) {
      errors.push(error(row.line, names.memberId, row.memberId, "member_not_found"));
      continue;
    }
    if (holding.status === "left") {
      errors.push(error(row.line, names.memberId, row.memberId, "member_left"));
      continue;
    }
    if (row.points < 0 && holding.usable < -row.points) {
      errors.push(error(row.line, names.points, String(row.points), "not_enough", holding.usable));
      continue;
    }
    now.set(row.memberId, after(holding, row.points));
  }
  if (moved > filePointsMax) errors.push(error(0, names.points, String(moved), "above_limit", filePointsMax));
  return errors;
}

function after(holding: Holding, points: number): Holding {
  if (points < 0) return { ...holding, usable: holding.usable + points };
  const repaid = Math.min(holding.debt, points);
  return { ...holding, debt: holding.debt - repaid, usable: holding.usable + points - repaid };
}

function error(
  line: number,
  column: string,
  value: string,
  problem: RowProblem,
  limit: number | null = null,
): RowError {
  return { line, column, value: value.slice(0, 60), problem, limit };
}
