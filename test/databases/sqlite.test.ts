import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Database } from "../../server/platform/database/database.ts";
import { TooSlow } from "../../server/platform/database/failures.ts";
import { openSqlite, type SqliteOptions } from "../../server/platform/database/sqlite.ts";
import { openWriter } from "../../server/platform/database/sqlite-connection.ts";
import { type Child, childrenOf, isRunning, showsChildren, startChild } from "./processes.ts";
import { commit, newId, outboxRow, rows, value } from "./rows.ts";

let directory: string;
let path: string;
const opened: Database[] = [];
const children: Child[] = [];
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "goen-sqlite-"));
  path = join(directory, "goen.db");
});
afterEach(async () => {
  await Promise.all(children.splice(0).map((child) => child.kill()));
  await Promise.all(opened.splice(0).map((database) => database.close()));
  rmSync(directory, { recursive: true });
});

async function open(options?: SqliteOptions): Promise<Database> {
  const database = openSqlite(path, options);
  opened.push(database);
  await database.migrate();
  return database;
}

function start(task: Parameters<typeof startChild>[0]): Child {
  const child = startChild(task, path);
  children.push(child);
  return child;
}

/**
 * A report that counts to `count`: ten million take about a second, a thousand million far longer than any
 * test.
 */
function counting(database: Database, count: number): Promise<unknown> {
  return sql`WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})
    SELECT max(i) AS i FROM n`
    .execute(database.report)
    .then((result) => result.rows);
}
const endless = 1_000_000_000;

describe("a long report on SQLite", () => {
  test("lets 300 point reads and 300 commits be answered while it runs", async () => {
    const database = openSqlite(path);
    await database.migrate();
    let running = true;
    const report = counting(database, endless).finally(() => {
      running = false;
    });
    const stopped = expect(report).rejects.toThrow("the database was closed");
    for (let n = 1; n <= 300; n++) {
      await commit(database, outboxRow(`key${n}`));
      expect(await value(database, "SELECT count(*) FROM outbox")).toBe(n);
    }
    expect(running).toBe(true);
    await database.close();
    await stopped;
  });

  test("is stopped at its deadline of 300 ms, and the one that waits behind it is answered", async () => {
    const database = await open({ reportDeadlineMs: 300 });
    const started = performance.now();
    const first = expect(counting(database, endless)).rejects.toBeInstanceOf(TooSlow);
    const second = counting(database, 10);
    await first;
    expect(performance.now() - started).toBeGreaterThan(290);
    expect(await second).toEqual([{ i: 10 }]);
  });

  test("is let go of when the database is closed", async () => {
    const database = openSqlite(path);
    await database.migrate();
    const report = expect(counting(database, endless)).rejects.toThrow("the database was closed");
    await database.close();
    await report;
    await expect(counting(database, 1)).rejects.toThrow("the database was closed");
  });

  test("does not keep a process alive that has read its one report and closed nothing", async () => {
    const child = start("report");
    expect(await child.ended).toBe(0);
    expect(child.lines).toEqual(['[{"i":1000}]']);
  });

  test.runIf(showsChildren)("does not outlive its parent when that is killed", async () => {
    const child = start("long-report");
    await child.printed(2);
    const [reader, ...others] = childrenOf(child.process.pid ?? 0);
    if (reader === undefined) throw new Error("there is no reader");
    expect(others).toEqual([]);
    expect(isRunning(reader)).toBe(true);
    await child.kill();
    await vi.waitUntil(() => !isRunning(reader), { timeout: 20_000 });
  });
});

describe("a report on SQLite", () => {
  test("of 12,345 rows comes whole and in order, though it travels in pages of 5,000", async () => {
    const database = await open();
    const result = await sql<{ i: number; text: string | null }>`
      WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 12345)
      SELECT i, CASE WHEN i % 2 THEN 'ご縁🎁' END AS text FROM n`.execute(database.report);
    expect(result.rows).toHaveLength(12_345);
    expect(result.rows[12_344]).toEqual({ i: 12_345, text: "ご縁🎁" });
    expect(result.rows.every(({ i }, n) => i === n + 1)).toBe(true);
  });

  test("sees what was committed before it was asked", async () => {
    const database = await open();
    for (let n = 1; n <= 5; n++) {
      await commit(database, outboxRow(newId()));
      const [row] = await database.report
        .selectFrom("outbox")
        .select(({ fn }) => fn.countAll().as("n"))
        .execute();
      expect(row).toEqual({ n });
    }
  });

  test("that is no SQL fails with SQLite's words, and the next one is answered", async () => {
    const database = await open();
    await expect(sql`SELECT nonsense`.execute(database.report)).rejects.toThrow("no such column: nonsense");
    expect(await counting(database, 3)).toEqual([{ i: 3 }]);
  });
});

describe("a second writer of one file", () => {
  test("is refused in the same process, through a symbolic link too", async () => {
    await open();
    const refusal = /another process is already using .*; SQLite has one writer/;
    expect(() => openSqlite(path)).toThrow(refusal);
    symlinkSync(path, join(directory, "link.db"));
    expect(() => openSqlite(join(directory, "link.db"))).toThrow(refusal);
  });

  test("is refused while another process writes, and may come when that was killed", async () => {
    const child = start("commit");
    await child.printed(2);
    expect(() => openSqlite(path)).toThrow(`another process is already using ${path}; SQLite has one writer`);
    await child.kill();
    const database = await open();
    await commit(database, outboxRow("after"));
    expect(await value(database, "SELECT count(*) FROM outbox WHERE dedupe_key = 'after'")).toBe(1);
  });

  test("finds a directory that is not there named as such", () => {
    expect(() => openSqlite(join(directory, "nowhere", "goen.db"))).toThrow("directory does not exist");
  });
});

test("5 kills in mid-commit lose no row that was acknowledged, nor half of a plan", async () => {
  const acknowledged: string[] = [];
  for (let round = 1; round <= 5; round++) {
    const child = start("commit");
    await child.printed(150);
    await child.kill();
    acknowledged.push(...child.lines.filter((line) => line !== "ready"));
    const database = openSqlite(path);
    const stored = new Set(
      (await rows(database, "SELECT dedupe_key FROM outbox")).map((row) => row.dedupe_key),
    );
    expect(acknowledged.filter((id) => !stored.has(id) || !stored.has(`${id}.2`))).toEqual([]);
    const halves = [...stored].filter((key) => !String(key).endsWith(".2") && !stored.has(`${key}.2`));
    expect(halves).toEqual([]);
    expect(await rows(database, "PRAGMA integrity_check")).toEqual([{ integrity_check: "ok" }]);
    await database.close();
  }
  expect(acknowledged.length).toBeGreaterThan(700);
});

test("SQLite's writer runs in WAL with synchronous=FULL (2), and every table is STRICT", async () => {
  const database = await open();
  const writer = openWriter(path);
  expect(writer.pragma("journal_mode", { simple: true })).toBe("wal");
  expect(writer.pragma("synchronous", { simple: true })).toBe(2);
  writer.close();
  const loose =
    "SELECT name FROM pragma_table_list WHERE schema = 'main' AND strict = 0 AND name NOT LIKE 'sqlite_%'";
  expect(await rows(database, loose)).toEqual([]);
});
