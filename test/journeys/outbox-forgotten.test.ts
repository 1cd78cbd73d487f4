import { afterEach, beforeEach, expect, test } from "vitest";
import { sweep } from "../../server/jobs.ts";
import { prepare } from "../../server/platform/database/prepared.ts";
import { forgetAddressee } from "../../server/platform/outbox/index.ts";
import { memberWith } from "../databases/rows.ts";
import { type OutboxWorld, openOutbox } from "../support/outbox.ts";

let world: OutboxWorld;
beforeEach(async () => {
  world = await openOutbox();
});
afterEach(() => world.close());

const settleAll = prepare<{ nowMs: number }>()((db, p) =>
  db.updateTable("outbox").set({ status: "sent", outcome: "accepted", settled_at_ms: p.nowMs }),
);

const dayMs = 24 * 3_600_000;

test("of 2 messages that wait when a member leaves, the one whose try was not answered is unknown and not dropped", async () => {
  const memberId = await memberWith(world.deps.database, 0);
  const user = world.friend();
  world.fault("push", "drop_after");
  await world.push("tried", { lineUserId: user, memberId });
  await world.send();
  await world.push("not tried", { lineUserId: user, memberId });
  world.clock.advanceBy(1);
  await world.commit(...forgetAddressee(memberId, world.clock.nowMs()));
  expect(await world.row("tried")).toMatchObject({ status: "unknown", outcome: "dropped_in_doubt" });
  expect(await world.row("not tried")).toMatchObject({ status: "dropped", outcome: "member_left" });
});

test("after 401 days a sweep has forgotten 1,100 settled messages with whom they went to, and none that waits", async () => {
  const [first, second] = [world.friend(), world.friend()];
  await world.multicast("old sale", [first, second]);
  for (let nth = 0; nth < 1_100; nth++) await world.push(`old ${nth}`, { lineUserId: first });
  await world.commit(settleAll.with({ nowMs: world.clock.nowMs() }));
  await world.push("still waiting", { lineUserId: first });
  await sweep(world.deps);
  expect(await world.rows()).toHaveLength(1_102);

  world.clock.advanceBy(401 * dayMs);
  await world.push("new", { lineUserId: first });
  await sweep(world.deps);
  expect((await world.rows()).map(({ dedupe_key: key }) => key).sort()).toEqual(["new", "still waiting"]);
  expect(await world.deps.database.point.selectFrom("outbox_recipient").selectAll().execute()).toEqual([]);
});
