import { afterEach, beforeEach, expect, test } from "vitest";
import { eventually } from "../support/clock.ts";
import { type OutboxWorld, openOutbox } from "../support/outbox.ts";

let world: OutboxWorld;
beforeEach(async () => {
  world = await openOutbox({ ticks: true });
});
afterEach(() => world.close());

test("while LINE leaves a push unanswered for 8 seconds, what LINE tells us is worked on all the same", async () => {
  const [slow, other] = [world.friend(), world.friend()];
  world.fault("push", "delay", { delayMs: 8_000 });
  await world.push("r1", { lineUserId: slow });
  await eventually(() => world.texts(slow).length === 1, "LINE has taken it");
  world.emulator.block(other);
  const following = () =>
    world.deps.database.point
      .selectFrom("line_friend")
      .select("following")
      .where("line_user_id", "=", other)
      .executeTakeFirst();
  await eventually(async () => (await following())?.following === 0, "the unfollow was worked on");
  expect((await world.row("r1")).status).toBe("waiting");
  await eventually(async () => (await world.row("r1")).status === "sent", "the answer has come");
}, 40_000);
