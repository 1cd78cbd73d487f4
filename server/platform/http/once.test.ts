import { afterEach, beforeEach, expect, test } from "vitest";
import { Refusal } from "../../../shared/errors.ts";
import { migratedEngine, type OpenedEngine } from "../../../test/databases/engines.ts";
import { openWorld, type World } from "../../../test/support/world.ts";
import { Conflict, OutcomeUnknown } from "../database/failures.ts";
import { housekeeping } from "../database/plan.ts";
import { answerRow, once, writeOf } from "./once.ts";

let engine: OpenedEngine;
let world: World;
beforeEach(async () => {
  engine = await migratedEngine("sqlite");
  world = await openWorld({ database: engine.database, ticks: false });
});
afterEach(() => world.close());

const write = writeOf("till:1", "a-key-of-a-till", ["purchase", 1]);
const answered = (body: unknown): Promise<void> =>
  world.deps.database.commit(housekeeping("a test", [answerRow(write, body, 1)]));

test("a write whose own first sending was done meanwhile gets that answer, not the refusal it ran into", async () => {
  const attempt = async () => {
    await answered("the first");
    throw new Refusal("scan.consumed");
  };
  expect(await once(world.deps, write, attempt)).toBe("the first");
});

test("a refusal that nobody has answered stays a refusal, and is tried once", async () => {
  let tries = 0;
  const attempt = async () => {
    tries += 1;
    throw new Refusal("points.not_enough");
  };
  await expect(once(world.deps, write, attempt)).rejects.toThrow("points.not_enough");
  expect(tries).toBe(1);
});

test("a write whose outcome was lost with the connection finds what it had written", async () => {
  let tries = 0;
  const attempt = async () => {
    tries += 1;
    await answered("written");
    throw new OutcomeUnknown(new Error("the connection is gone"));
  };
  expect(await once(world.deps, write, attempt)).toBe("written");
  expect(tries).toBe(1);
});

test("a race lost 6 times is told to the till as points.conflict, and the same key works later", async () => {
  let tries = 0;
  const losing = async () => {
    tries += 1;
    throw new Conflict("entry_stream");
  };
  await expect(once(world.deps, write, losing)).rejects.toThrow("points.conflict");
  expect(tries).toBe(6);
  expect(await once(world.deps, write, async () => "at last")).toBe("at last");
});

test("the same key with other content is refused before anything is tried", async () => {
  await answered("the first");
  const other = writeOf("till:1", "a-key-of-a-till", ["purchase", 2]);
  await expect(once(world.deps, other, async () => "tried")).rejects.toThrow("idempotency.mismatch");
});
