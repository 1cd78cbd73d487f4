import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Engine } from "./database.ts";
import { type Bound, type Compiled, type Dialect, Slot } from "./prepared.ts";

/**
 * Many rows as one parameter, a JSON array: for work that writes hundreds of rows at once where each statement is a
 * message to a server. It is the one place where SQLite's and PostgreSQL's words for JSON differ.
 */
export type ColumnType = "integer" | "text";
export type Columns = Readonly<Record<string, ColumnType>>;
export type JsonRow = readonly (string | number | null)[];

/** A statement that takes rows whose values stand in the order of its columns. */
export interface RowsStatement {
  with(rows: readonly JsonRow[]): Bound;
}

/** `INSERT` of any number of rows. */
export function insertingRows(table: string, columns: Columns): RowsStatement {
  const names = Object.keys(columns).join(", ");
  return taking(
    (engine) => `insert into ${table} (${names}) select ${namesFrom(columns)} ${source(engine, columns)}`,
  );
}

/** The same, where a row that is there already is left as it is. */
export function keepingRows(table: string, columns: Columns): RowsStatement {
  const names = Object.keys(columns).join(", ");
  // Without a WHERE, SQLite takes ON for the beginning of a join.
  return taking(
    (engine) =>
      `insert into ${table} (${names}) select ${namesFrom(columns)} ${source(engine, columns)} ` +
      "where true on conflict do nothing",
  );
}

/**
 * `INSERT` of any number of rows; one that is there already by its key becomes the new one where `newer` holds, an SQL
 * condition in which the row is named by its table and the new one is `excluded`. No key may come twice in one call.
 */
export function upsertingRows(table: string, key: Columns, columns: Columns, newer: string): RowsStatement {
  const all = { ...key, ...columns };
  const set = Object.keys(columns).map((name) => `${name} = excluded.${name}`);
  return taking(
    (engine) =>
      `insert into ${table} (${Object.keys(all).join(", ")}) select ${namesFrom(all)} ${source(engine, all)} ` +
      `where true on conflict (${Object.keys(key).join(", ")}) do update set ${set.join(", ")} where ${newer}`,
  );
}

/** `INSERT` of any number of rows; of one that is there already each column grows by the new one. No key twice in one call. */
export function addingRows(table: string, key: Columns, columns: Columns): RowsStatement {
  const all = { ...key, ...columns };
  const set = Object.keys(columns).map((name) => `${name} = ${table}.${name} + excluded.${name}`);
  return taking(
    (engine) =>
      `insert into ${table} (${Object.keys(all).join(", ")}) select ${namesFrom(all)} ${source(engine, all)} ` +
      `where true on conflict (${Object.keys(key).join(", ")}) do update set ${set.join(", ")}`,
  );
}

/**
 * `UPDATE` of any number of rows, each found by its key of text, with what `set` says of `given`, the new row, and of the
 * table's own.
 */
export function updatingRowsByText(
  table: string,
  key: string,
  columns: Columns,
  set: readonly string[],
): RowsStatement {
  return taking((engine) => {
    const from = source(engine, { [key]: "text", ...columns });
    // As in `updatingRows`: of an array PostgreSQL makes a search for each.
    const searched =
      engine === "postgres"
        ? ` and ${table}.${key} = any (array(select value->>0 from jsonb_array_elements($1::jsonb)))`
        : "";
    return `update ${table} set ${set.join(", ")} ${from} where ${table}.${key} = given.${key}${searched}`;
  });
}

/**
 * `UPDATE` of any number of rows, each found by its key. A key that no row has changes nothing, nor does one of a row of
 * which `onlyWhere`, a condition without parameters, does not hold.
 */
export function updatingRows(
  table: string,
  key: Columns,
  columns: Columns,
  onlyWhere?: string,
): RowsStatement {
  const set = Object.keys(columns).map((name) => `${name} = given.${name}`);
  const found = Object.keys(key).map((name) => `${table}.${name} = given.${name}`);
  if (onlyWhere !== undefined) found.push(onlyWhere);
  const [first, type] = Object.entries(key)[0] ?? [];
  return taking((engine) => {
    const among = `${table}.${first} = ${anyOf("value->>0", type ?? "integer")}`;
    const where = engine === "postgres" ? [...found, among] : found;
    const from = source(engine, { ...key, ...columns });
    return `update ${table} set ${set.join(", ")} ${from} where ${where.join(" and ")}`;
  });
}

/**
 * Of a join with rows whose number it cannot know, PostgreSQL in a shop of middling size makes a scan of the whole table;
 * of an array it makes a search for each.
 */
function anyOf(element: string, type: ColumnType): string {
  const cast = type === "integer" ? "bigint" : "text";
  return `any (array(select (${element})::${cast} from jsonb_array_elements($1::jsonb)))`;
}

/** Whether a column is among the integers of a JSON array. */
export function isAmong(dialect: Dialect, column: string, json: string): RawBuilder<SqlBool> {
  return dialect === "postgres"
    ? sql<SqlBool>`${sql.ref(column)} = any (array(select value::bigint from jsonb_array_elements_text(${json}::jsonb)))`
    : sql<SqlBool>`${sql.ref(column)} in (select value from json_each(${json}))`;
}

/** Whether a column is among the texts of a JSON array. */
export function isAmongTexts(dialect: Dialect, column: string, json: string): RawBuilder<SqlBool> {
  return dialect === "postgres"
    ? sql<SqlBool>`${sql.ref(column)} = any (array(select jsonb_array_elements_text(${json}::jsonb)))`
    : sql<SqlBool>`${sql.ref(column)} in (select value from json_each(${json}))`;
}

function namesFrom(columns: Columns): string {
  return Object.keys(columns)
    .map((name) => `given.${name}`)
    .join(", ");
}

function source(engine: Engine, columns: Columns): string {
  const names = Object.entries(columns);
  if (engine !== "postgres") {
    const values = names.map(([name], index) => `value->>${index} as ${name}`);
    return `from (select ${values.join(", ")} from json_each(?)) as given`;
  }
  const values = names.map(([name, type], index) =>
    type === "integer" ? `(value->>${index})::bigint as ${name}` : `value->>${index} as ${name}`,
  );
  return `from (select ${values.join(", ")} from jsonb_array_elements($1::jsonb)) as given`;
}

function taking(textOf: (engine: Engine) => string): RowsStatement {
  const texts: Partial<Record<Engine, Compiled>> = {};
  const prepared = {
    text(engine: Engine): Compiled {
      texts[engine] ??= { sql: textOf(engine), slots: [new Slot("rows")] };
      return texts[engine];
    },
  };
  return { with: (rows) => ({ prepared, params: { rows: JSON.stringify(rows) } }) };
}
