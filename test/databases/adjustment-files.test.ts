import { afterEach, expect, test } from "vitest";
import { applyFiles } from "../../server/features/points/adjustment-apply.ts";
import { deskOf } from "../support/console.ts";
import { openWorld } from "../support/world.ts";
import { engines, migratedEngine } from "./engines.ts";

let close: (() => Promise<void>) | null = null;
afterEach(async () => {
  await close?.();
  close = null;
});

test.each([
  ...engines,
])("on %s a file of 120 rows for 3 members is checked, applied by 2 at once, and known again", async (engine) => {
  const opened = await migratedEngine(engine);
  const world = await openWorld({ database: opened.database, ticks: false });
  close = () => world.close();
  const owner = await deskOf(world, await world.owner());
  const ids: string[] = [];
  for (const name of ["壱", "弐", "参"]) {
    await world.member(name);
    ids.push((await owner.member(name)).member.publicId);
  }
  const rows = Array.from({ length: 120 }, (_, nth) => `${ids[nth % 3]},${nth < 90 ? 10 : -5},行${nth}`);
  const csv = ["会員番号,ポイント,理由", ...rows].join("\r\n");
  const { fileId } = await owner.check(csv);
  const until = world.clock.nowMs() + 60_000;
  await Promise.all([owner.apply(fileId), applyFiles(world.deps, until)]);
  while ((await applyFiles(world.deps, until)) > 0);
  expect(await owner.check(csv)).toMatchObject({ fileId, status: "applied", appliedRows: 120 });
  for (const name of ["壱", "弐", "参"]) {
    expect((await owner.member(name)).points.balance).toBe(30 * 10 - 10 * 5);
  }
  const { version } = await owner.publish({ taxPerMille: 80 });
  expect(await owner.programme()).toMatchObject({ version, taxPerMille: 80 });
}, 60_000);
