import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dropMarks, insertMark } from "../../server/features/reports/rollup/store.ts";
import { Conflict } from "../../server/platform/database/failures.ts";
import { engines, migratedEngine, type OpenedEngine } from "./engines.ts";
import * as row from "./rows.ts";

describe.each(engines)("marks of what reports have counted on %s", (name) => {
  let engine: OpenedEngine;
  beforeAll(async () => {
    engine = await migratedEngine(name);
  }, 60_000);
  afterAll(() => engine?.close());

  test("of two who count on from mark 7 one is refused, and one who comes when it is at 9 as well", async () => {
    const mark = (nth: number) => insertMark.with({ source: "test", nth, through: `${nth}` });
    const drop = (nth: number) => dropMarks.with({ source: "test", nth });
    for (let nth = 1; nth <= 9; nth++) await row.commit(engine.database, mark(nth), drop(nth));
    for (const nth of [8, 9, 11]) {
      await expect(row.commit(engine.database, mark(nth), drop(nth)), `${nth}`).rejects.toThrow(Conflict);
    }
    await row.commit(engine.database, mark(10), drop(10));
    const left = "SELECT nth FROM report_mark WHERE source = 'test'";
    expect((await row.rows(engine.database, left)).map(({ nth }) => Number(nth))).toEqual([10]);
  });
});
