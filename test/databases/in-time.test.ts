import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Conflict } from "../../server/platform/database/failures.ts";
import { committingInTime, commitWithinMs, settledAfterMs } from "../../server/platform/database/in-time.ts";
import { audited, housekeeping } from "../../server/platform/database/plan.ts";
import { testClock } from "../support/clock.ts";
import { engines, migratedEngine, type OpenedEngine } from "./engines.ts";
import * as row from "./rows.ts";

describe.each(engines)("on %s", (name) => {
  let engine: OpenedEngine;
  beforeAll(async () => {
    engine = await migratedEngine(name);
  });
  afterAll(() => engine?.close());

  const decidedAt = (atMs: number, key: string) => {
    const actor = { kind: "system", id: "test" } as const;
    const audit = { auditId: row.newId(), atMs, actor, action: "test.write", subject: "test", nodeId: null };
    return audited(audit, [row.outboxRow(key)]);
  };
  const written = (key: string): Promise<unknown> =>
    row.value(engine.database, `SELECT count(*) FROM outbox WHERE dedupe_key = '${key}'`);

  test("a plan that was decided 1 ms too long ago is a Conflict and leaves nothing; 1 ms less, and it is written", async () => {
    const clock = testClock(1_000_000);
    const database = committingInTime(engine.database, clock);
    const within = commitWithinMs[name];
    const [late, just] = [row.newId(), row.newId()];
    await expect(database.commit(decidedAt(1_000_000 - within - 1, late))).rejects.toEqual(
      new Conflict("commit_in_time"),
    );
    expect(await written(late)).toBe(0);
    await database.commit(decidedAt(1_000_000 - within, just));
    expect(await written(just)).toBe(1);
  });

  test("what nobody reads in the order of its ids may come as late as it likes", async () => {
    const database = committingInTime(engine.database, testClock(Number.MAX_SAFE_INTEGER));
    const key = row.newId();
    await database.commit(housekeeping("a test", [row.outboxRow(key)]));
    expect(await written(key)).toBe(1);
  });

  test("readers wait longer than a commit may take, with room for the commit itself and for clocks", () => {
    const room = settledAfterMs[name] - commitWithinMs[name];
    expect(room).toBeGreaterThanOrEqual({ sqlite: 1_000, postgres: 20_000, d1: 40_000 }[name]);
  });
});
