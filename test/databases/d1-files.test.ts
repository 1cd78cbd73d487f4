import { readdirSync, readFileSync } from "node:fs";
import { afterEach, expect, test } from "vitest";
import { unstable_splitSqlQuery } from "wrangler";
import { openD1 } from "../../server/platform/database/d1.ts";
import { d1Directory, renderD1 } from "../../server/platform/database/migrations/render-d1.ts";
import { type LocalD1, startD1 } from "../support/d1.ts";

const started: LocalD1[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((local) => local.dispose()));
});

const files = new Map(
  readdirSync(d1Directory)
    .sort()
    .map((name) => [name, readFileSync(`${d1Directory}${name}`, "utf8")]),
);

test("migrations/d1 is what the migrations say, or render-d1.ts there was forgotten", () => {
  expect(files).toEqual(renderD1());
});

test("a D1 migrated by wrangler's files is the one migrate() makes, and needs no more", async () => {
  const byFiles = await empty();
  for (const text of files.values()) {
    // What `wrangler d1 migrations apply` does with a file.
    await byFiles.batch(unstable_splitSqlQuery(text).map((statement) => byFiles.prepare(statement)));
  }
  const byMigrate = await empty();
  expect(await openD1(byMigrate).migrate()).toHaveLength(2);
  expect(await master(byFiles)).toEqual(await master(byMigrate));
  expect(await openD1(byFiles).migrate()).toEqual([]);
});

test("a trigger stands on one line, as wrangler's remote splitter needs it", () => {
  for (const text of files.values()) {
    for (const line of text.split("\n")) {
      if (line.includes("CREATE TRIGGER")) expect(line).toMatch(/ BEGIN SELECT .*; END;$/);
    }
  }
});

async function empty() {
  const local = await startD1();
  started.push(local);
  return local.binding();
}

async function master(binding: Awaited<ReturnType<typeof empty>>): Promise<unknown[]> {
  const query =
    "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE '\\_cf%' ESCAPE '\\' ORDER BY name";
  const { results } = await binding.prepare(query).all();
  expect(results.length).toBeGreaterThan(60);
  return results;
}
