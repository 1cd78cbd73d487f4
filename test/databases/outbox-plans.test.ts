import { afterAll, beforeAll, expect, test } from "vitest";
import { planDropAll } from "../../server/platform/outbox/index.ts";
import { migratedEngine, type OpenedEngine } from "./engines.ts";
import { rows } from "./rows.ts";

/** SQLite works in the process that sells: what a person asks of a million settled rows must not read them. */
let engine: OpenedEngine;
beforeAll(async () => {
  engine = await migratedEngine("sqlite");
});
afterAll(() => engine?.close());

async function planOf(text: string): Promise<string> {
  const plan = await rows(engine.database, `EXPLAIN QUERY PLAN ${text.replaceAll("?", "1")}`);
  return plan.map(({ detail }) => String(detail)).join("; ");
}

test("dropping all of a reason reads what waits and nothing else", async () => {
  const statements = planDropAll("campaign", "01J00000000000000000000000", 1);
  expect(statements).toHaveLength(2);
  for (const { prepared } of statements) {
    expect(await planOf(prepared.text("sqlite").sql)).toBe("SEARCH outbox USING INDEX outbox_due (lane=?)");
  }
});

test.each(["refused", "unknown"])("what was %s is found by an index of its own", async (status) => {
  const plan = await planOf(`SELECT count(*) FROM outbox WHERE status = '${status}' AND message_id >= '01'`);
  expect(plan).toBe("SEARCH outbox USING COVERING INDEX outbox_trouble (status=? AND message_id>?)");
});
