import { afterAll, beforeAll, expect, test } from "vitest";
import { sweep } from "../../server/jobs.ts";
import { openWorld, type World } from "../support/world.ts";

const day = 24 * 3_600_000;
let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

async function counted(): Promise<Record<string, number>> {
  const { point } = world.deps.database;
  const count = async (table: "session" | "line_event" | "code_use" | "entry" | "audit"): Promise<number> =>
    Number(
      (
        await point
          .selectFrom(table)
          .select((eb) => eb.fn.countAll().as("rows"))
          .executeTakeFirst()
      )?.rows,
    );
  return {
    sessions: await count("session"),
    events: await count("line_event"),
    codes: await count("code_use"),
    entries: await count("entry"),
  };
}

test("after 31 days the sweep has forgotten sessions, LINE's events and used codes, and no entry of the ledger", async () => {
  const phone = await world.member("佐藤 花子");
  const till = await world.staff("糸井 あかり");
  const { scanId } = await till.scan(await phone.code());
  await till.sell(scanId, 1280);
  await world.settled();
  await sweep(world.deps);
  const before = await counted();
  expect(before).toMatchObject({ codes: 1, entries: 1 });
  expect(before.sessions).toBeGreaterThan(1);
  expect(before.events).toBeGreaterThan(0);

  world.clock.advanceBy(31 * day);
  await sweep(world.deps);
  expect(await counted()).toEqual({ sessions: 0, events: 0, codes: 0, entries: 1 });
});
