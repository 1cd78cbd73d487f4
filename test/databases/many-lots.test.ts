import { afterEach, expect, test } from "vitest";
import { applyFiles } from "../../server/features/points/index.ts";
import type { Database } from "../../server/platform/database/database.ts";
import { give } from "../support/accounts.ts";
import { deskOf } from "../support/console.ts";
import { holds } from "../support/ledger.ts";
import { openWorld } from "../support/world.ts";
import { engines, migratedEngine } from "./engines.ts";

/** Cloudflare's limit: an invocation of a Worker asks D1 at most a thousand times, and each statement of a batch counts. */
const askedMax = 1000;

let close: (() => Promise<void>) | null = null;
afterEach(async () => {
  await close?.();
  close = null;
});

test.each([
  ...engines,
])("on %s 600 lots are spent by one sale, given back by its undoing, and taken by a file of 50 rows", async (engine) => {
  const opened = await migratedEngine(engine);
  const counted = counting(opened.database);
  const world = await openWorld({ database: counted.database, ticks: false });
  close = () => world.close();
  const phone = await world.member("佐藤 花子");
  const till = await world.staff("糸井 あかり");
  const owner = await deskOf(world, await world.owner());
  const { account } = await holds(world, phone.userId);
  await give(world.deps, [account.account_id], () => Array.from({ length: 600 }, () => ({ points: 10 })));

  counted.most();
  world.clock.advanceBy(20_000);
  const { scanId } = await till.scan(await phone.code(8));
  const sold = await till.sell(scanId, 6_000, 6_000);
  expect(sold).toMatchObject({ pointsUsed: 6_000, points: { balance: 0 } });
  expect(await till.undo(sold.purchaseId)).toMatchObject({ status: "voided", points: { balance: 6_000 } });
  const { member } = await owner.member("佐藤 花子");
  const rows = Array.from({ length: 50 }, (_, nth) => `${member.publicId},-120,行${nth}`);
  const { fileId } = await owner.check(["会員番号,ポイント,理由", ...rows].join("\r\n"));
  await owner.apply(fileId);
  while ((await applyFiles(world.deps, world.clock.nowMs() + 60_000)) > 0);
  expect((await owner.member("佐藤 花子")).points.balance).toBe(0);
  const lots = await opened.database.point.selectFrom("lot").select("remaining").execute();
  expect(lots.filter(({ remaining }) => remaining === 0)).toHaveLength(600);
  if (engine === "d1") expect(counted.most()).toBeLessThan(askedMax);
}, 60_000);

/** The largest plan since it was last asked. */
function counting(database: Database): { database: Database; most(): number } {
  let most = 0;
  return {
    database: {
      ...database,
      commit(plan, inTime) {
        most = Math.max(most, plan.statements.length);
        return database.commit(plan, inTime);
      },
    },
    most() {
      const found = most;
      most = 0;
      return found;
    },
  };
}
