/** Small words of SQL, the same on SQLite and PostgreSQL, as texts. */

export const yes = "(1 = 1)";
export const no = "(1 = 0)";

export function all(conditions: readonly string[]): string {
  return conditions.length === 0 ? yes : `(${conditions.join(" and ")})`;
}

export function any(conditions: readonly string[]): string {
  return conditions.length === 0 ? no : `(${conditions.join(" or ")})`;
}

export function not(condition: string): string {
  return `(not ${condition})`;
}

/** A value in the text of a statement. Both engines double the quote and know no other escape. */
export function text(value: string): string {
  return `'${value.replaceAll("\0", "").replaceAll("'", "''")}'`;
}

export function numberOf(value: number): string {
  if (!Number.isSafeInteger(value)) throw new TypeError(`${value} is no integer`);
  return String(value);
}

export function isIn(column: string, values: readonly (string | number)[]): string {
  if (values.length === 0) return no;
  const list = values.map((value) => (typeof value === "number" ? numberOf(value) : text(value)));
  return `${column} in (${list.join(", ")})`;
}

interface Bounds {
  readonly min: number | null;
  readonly max: number | null;
}

/** A value that is not NULL, between bounds. */
export function within(value: string, { min, max }: Bounds): string {
  return all([
    ...(min === null ? [] : [`${value} >= ${numberOf(min)}`]),
    ...(max === null ? [] : [`${value} <= ${numberOf(max)}`]),
  ]);
}

/** The member is among those of a query that gives no NULL. */
export function memberIn(query: string): string {
  return `account.member_id in (${query})`;
}
