import { createRequire } from "node:module";
import type SqliteConnection from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { knownConstraints } from "../../server/platform/database/failures.ts";
import { missingFrom } from "../../server/platform/database/migrate.ts";
import { migrationsFor } from "../../server/platform/database/migrations/index.ts";
import { catalogueOf, declaredCatalogue } from "./catalogue.ts";
import { engines, migratedEngine, type OpenedEngine, openEngine } from "./engines.ts";
import { rows, value } from "./rows.ts";

const Sqlite: typeof SqliteConnection = createRequire(import.meta.url)("better-sqlite3");

describe.each(engines)("the schema on %s", (name) => {
  let engine: OpenedEngine;
  beforeAll(async () => {
    engine = await migratedEngine(name);
  });
  afterAll(() => engine?.close());

  test("has the tables, columns, types and nullability that tables.ts declares, and no others", async () => {
    expect(await catalogueOf(engine.database)).toEqual(declaredCatalogue());
  });

  test("is not migrated a second time: 2 steps are recorded once, with a time of this century", async () => {
    expect(await engine.database.migrate()).toEqual([]);
    const recorded = await rows(engine.database, "SELECT name, applied_at_ms FROM migration ORDER BY name");
    expect(recorded.map((row) => row.name)).toEqual(migrationsFor(name).map((step) => step.name));
    for (const { applied_at_ms } of recorded) expect(applied_at_ms).toBeGreaterThan(1_700_000_000_000);
  });
});

describe.each(engines)("a migration on %s", (name) => {
  const good = { name: "0001-good", statements: ["CREATE TABLE good (id INTEGER)", recorded("0001-good")] };
  const bad = {
    name: "0002-bad",
    statements: [
      "CREATE TABLE bad (id INTEGER)",
      "INSERT INTO bad VALUES (1)",
      "INSERT INTO nowhere VALUES (1)",
    ],
  };

  test("that fails at its 3rd statement leaves nothing of itself, and keeps what came before", async () => {
    const engine = await openEngine(name, { migrations: [good, bad] });
    try {
      await expect(engine.database.migrate()).rejects.toThrow("nowhere");
      const first = { name: "0001-good" };
      expect(await rows(engine.database, "SELECT name FROM migration")).toEqual([first]);
      await expect(rows(engine.database, "SELECT * FROM bad")).rejects.toThrow("bad");
      expect(await value(engine.database, "SELECT count(*) FROM good")).toBe(0);
      await expect(engine.database.migrate()).rejects.toThrow("nowhere");
    } finally {
      await engine.close();
    }
  });
});

test("a missing step before an applied one is an error, an applied one unknown here is none", () => {
  const steps = ["0001-a", "0002-b", "0003-c"].map((name) => ({ name, statements: [] }));
  expect(missingFrom(["0001-a"], steps).map(({ name }) => name)).toEqual(["0002-b", "0003-c"]);
  expect(missingFrom(["0001-a", "0002-b", "0003-c", "0004-d"], steps)).toEqual([]);
  expect(() => missingFrom(["0001-a", "0003-c"], steps)).toThrow(
    "0002-b is missing although 0003-c was applied",
  );
});

test("10 processes that migrate one PostgreSQL database at once apply each of 2 steps once", async () => {
  const engine = await openEngine("postgres");
  try {
    const others = await Promise.all(Array.from({ length: 10 }, () => engine.another()));
    const applied = await Promise.all(others.map((database) => database.migrate()));
    expect(applied.flat().sort()).toEqual(["0001-house", "0002-append-only"]);
  } finally {
    await engine.close();
  }
});

/** CHECKs are known by their name alone, UNIQUE constraints by their columns as well. */
const unique = Object.entries(knownConstraints).filter(([, { columns }]) => columns !== "");
const checked = Object.entries(knownConstraints).filter(([, { columns }]) => columns === "");

test("every constraint that failures.ts knows is in PostgreSQL under its name, on its columns", async () => {
  const engine = await migratedEngine("postgres");
  try {
    const found = await rows(
      engine.database,
      `SELECT i.relname AS name, string_agg(t.relname || '.' || a.attname, ', ' ORDER BY k.n) AS columns
       FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
       CROSS JOIN unnest(x.indkey) WITH ORDINALITY AS k (attnum, n)
       JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.attnum
       WHERE x.indisunique GROUP BY i.relname`,
    );
    const columns = new Map(found.map((row) => [row.name, row.columns]));
    for (const [name, known] of unique) {
      expect([name, columns.get(name)]).toEqual([name, known.columns]);
    }
    const checks = await rows(
      engine.database,
      "SELECT conname AS name FROM pg_constraint WHERE contype = 'c'",
    );
    expect(checks.map((row) => row.name)).toEqual(expect.arrayContaining(checked.map(([name]) => name)));
  } finally {
    await engine.close();
  }
});

test.each(unique)("SQLite says the columns of %s as failures.ts has them", (_, { columns }) => {
  const table = columns.slice(0, columns.indexOf("."));
  const same = columns.split(", ").map((column) => column.slice(table.length + 1));
  const database = new Sqlite(":memory:");
  database.exec("CREATE TABLE migration (name, applied_at_ms)");
  for (const { statements } of migrationsFor("sqlite")) for (const text of statements) database.exec(text);
  database.pragma("foreign_keys = OFF");
  database.pragma("ignore_check_constraints = ON");
  const all = database.prepare("SELECT name, type FROM pragma_table_info(?)").raw().all(table).map(columnOf);
  const add = database.prepare(`INSERT INTO ${table} VALUES (${all.map(() => "?").join(", ")})`);
  /** The n-th row: the same in the constraint's columns, other than any before in the rest. */
  const row = (n: number) =>
    all.map(({ name, type }) => {
      // One of them is an index over entries of this kind alone.
      if (`${table}.${name}` === "entry.kind") return "void";
      const filler = same.includes(name) ? 1 : n;
      return type === "TEXT" ? String(filler) : filler;
    });
  add.run(...row(1));
  expect(() => add.run(...row(2))).toThrow(`UNIQUE constraint failed: ${columns}`);
  database.close();
});

function columnOf(row: unknown): { name: string; type: string } {
  const [name, type] = Array.isArray(row) ? row.map(String) : [];
  return { name: name ?? "", type: type ?? "" };
}

function recorded(name: string): string {
  return `INSERT INTO migration (name, applied_at_ms) VALUES ('${name}', 1)`;
}
