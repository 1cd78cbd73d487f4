import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { mainProgramme, rulesInForce, verifyLedger } from "../../server/features/points/index.ts";
import { proveSales, releaseExpiredHolds } from "../../server/features/purchases/index.ts";
import { housekeeping } from "../../server/platform/database/plan.ts";
import type { Hold } from "../../shared/purchases/holds.ts";
import type { Receipt } from "../../shared/purchases/schema.ts";
import { migratedEngine, type OpenedEngine } from "../databases/engines.ts";
import { raw } from "../databases/rows.ts";
import { type Pos, posOf, storeIds } from "../support/api.ts";
import { outcome, rowsOf, tally } from "../support/evidence.ts";
import { holds, holdsOfMember } from "../support/ledger.ts";
import { newKey, type Phone, type Till } from "../support/people.ts";
import { publish } from "../support/programme.ts";
import { openWorld, type World } from "../support/world.ts";

/** Points put aside while a card terminal thinks. */
describe.each(["sqlite", "postgres"] as const)("a hold of 100 of 150 points, on %s", (engineName) => {
  let engine: OpenedEngine;
  let world: World;
  let till: Till;
  let pos: Pos;
  let storeId: string;
  beforeAll(async () => {
    engine = await migratedEngine(engineName);
    // The engine closes what it opened; nothing is released by itself unless a test does it.
    world = await openWorld({ database: { ...engine.database, close: async () => {} }, ticks: false });
    till = await world.staff("糸井 あかり");
    pos = await posOf(world);
    [storeId] = await storeIds(world);
  });
  afterAll(async () => {
    await world.close();
    await engine.close();
  });

  let phone: Phone;
  let members = 0;
  beforeEach(async () => {
    members += 1;
    phone = await world.member(`確保 ${members}`);
    await till.sell((await till.scan(await phone.code())).scanId, 15_000);
    world.clock.advanceBy(15_000);
  });

  async function scanned(purpose: 7 | 8 = 8): Promise<{ scanId: string }> {
    const asked = { code: await phone.code(purpose), source: "wedge", storeId, tillId: "1" };
    const { scanId } = await pos.post<{ scanId: string }>("/scans", asked);
    return { scanId };
  }
  const holdAsked = async (more = {}) => ({
    who: await scanned(),
    storeId,
    tillId: "1",
    points: 100,
    ...more,
  });
  const saleOf = (amountYen: number, pointsToUse: number) => ({
    receiptNumber: newKey(),
    basket: { lines: [{ lineId: "1", quantity: 1, amountYen }] },
    pointsToUse,
  });
  const account = async () => (await holds(world, phone.userId)).account;
  const balances = async () => {
    const { points } = await phone.home();
    return [points.balance, points.held];
  };

  test("leaves 50 to be used; the sale uses them and says so, and the hold is committed", async () => {
    const made = await pos.post<Hold>("/holds", await holdAsked());
    expect(made).toMatchObject({ status: "open", points: 100, pointsView: { balance: 50, held: 100 } });
    expect(made.expiresAtMs - world.clock.nowMs()).toBe(15 * 60_000);
    expect(await balances()).toEqual([50, 100]);
    const sold = await pos.post<Receipt>(`/holds/${made.holdId}/commit`, saleOf(1000, 100));
    expect(sold).toMatchObject({
      pointsUsed: 100,
      payYen: 900,
      pointsEarned: 9,
      points: { balance: 59, held: 0 },
    });
    const again = await pos.refused("POST", `/holds/${made.holdId}/commit`, saleOf(1000, 100));
    expect(again).toMatchObject({ status: 409, code: "hold.settled" });
    const { entries } = await holds(world, phone.userId);
    expect(entries.map(({ kind, points }) => [kind, points])).toEqual([
      ["earn", 150],
      ["hold", -100],
      ["release", 100],
      ["spend", -100],
      ["earn", 9],
    ]);
  });

  test("of which the sale uses 30: 70 go back with it; 101 are refused", async () => {
    const { holdId } = await pos.post<Hold>("/holds", await holdAsked());
    const more = await pos.refused("POST", `/holds/${holdId}/commit`, saleOf(1000, 101));
    expect(more).toMatchObject({ status: 400, code: "hold.not_enough" });
    await pos.post<Receipt>(`/holds/${holdId}/commit`, saleOf(1000, 30));
    expect(await balances()).toEqual([150 - 30 + 9, 0]);
  });

  test("given back twice is given back once, and is then not committed", async () => {
    const { holdId } = await pos.post<Hold>("/holds", await holdAsked());
    for (let n = 0; n < 2; n++) {
      expect(await pos.post<Hold>(`/holds/${holdId}/release`, {})).toMatchObject({ status: "released" });
    }
    expect(await balances()).toEqual([150, 0]);
    expect((await pos.refused("POST", `/holds/${holdId}/commit`, saleOf(1000, 100))).code).toBe(
      "hold.settled",
    );
  });

  test("acceptance test 9: whose time is over while the terminal thinks is expired, before and after it was released by itself", async () => {
    const { holdId } = await pos.post<Hold>("/holds", await holdAsked({ minutes: 2 }));
    world.clock.advanceBy(2 * 60_000 - 1);
    expect(await releaseExpiredHolds(world.deps, world.clock.nowMs() + 1000)).toBe(0);
    world.clock.advanceBy(1);
    const asked = saleOf(1000, 100);
    expect(await pos.refused("POST", `/holds/${holdId}/commit`, asked)).toMatchObject({
      ...{ status: 409, code: "hold.expired" },
    });
    expect(await balances()).toEqual([50, 100]);
    const released = await Promise.all(
      Array.from({ length: 4 }, () => releaseExpiredHolds(world.deps, world.clock.nowMs() + 1000)),
    );
    expect(released.reduce((sum, count) => sum + count, 0)).toBe(1);
    expect(await balances()).toEqual([150, 0]);
    expect((await pos.refused("POST", `/holds/${holdId}/commit`, asked)).code).toBe("hold.expired");
  });

  test("committed 5 times and released 5 times at once ends once: either the sale or the points back", async () => {
    const { holdId } = await pos.post<Hold>("/holds", await holdAsked());
    const met = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        outcome(
          n % 2 === 0
            ? pos.post(`/holds/${holdId}/commit`, saleOf(1000, 100))
            : pos.post(`/holds/${holdId}/release`, {}),
        ),
      ),
    );
    const ended = await rowsOf(world, "hold");
    const status = ended.find((row) => JSON.stringify(row).includes(holdId));
    const committed = JSON.stringify(status).includes('"committed"');
    expect(tally(met)).toEqual(committed ? { ok: 1, "hold.settled": 9 } : { ok: 5, "hold.settled": 5 });
    expect(await account()).toMatchObject({ balance: committed ? 59 : 150, held: 0 });
  });

  test.each([
    ["with its time", undefined],
    ["when the terminal releases it", "release"],
  ])("of a member who leaves meanwhile lapses %s: nothing is left to anybody", async (_, release) => {
    const { holdId } = await pos.post<Hold>("/holds", await holdAsked());
    const { member_id: memberId, public_id: memberPublicId } = await world.deps.database.point
      .selectFrom("hold")
      .innerJoin("member", "member.member_id", "hold.member_id")
      .select(["hold.member_id", "member.public_id"])
      .where("hold_id", "=", holdId)
      .executeTakeFirstOrThrow();
    await phone.client.ok("POST", "/api/card/leave", { body: {} });
    // Nobody pays with the points of a member who is none any more.
    expect((await pos.refused("POST", `/holds/${holdId}/commit`, saleOf(1000, 100))).code).toBe(
      "member.left",
    );
    if (release === undefined) {
      world.clock.advanceBy(15 * 60_000);
      expect(await releaseExpiredHolds(world.deps, world.clock.nowMs() + 1000)).toBe(1);
    } else {
      const released = await pos.post<Hold>(`/holds/${holdId}/release`, {});
      expect(released).toMatchObject({ status: "released", pointsView: { balance: 0, held: 0 } });
    }
    const held = await holdsOfMember(world, memberId);
    expect(held.account).toMatchObject({ balance: 0, held: 0 });
    expect(held.entries.map(({ kind, points }) => [kind, points])).toEqual([
      ["earn", 150],
      ["hold", -100],
      ["expire", -50],
      ["release", 100],
      ["expire", -100],
    ]);
    const { beside } = await proveSales(world.deps, world.clock.nowMs());
    expect(await verifyLedger(world.deps, { memberPublicId, beside })).toMatchObject({
      ...{ accounts: 1, firstBreak: null },
    });
  });

  test("is a promise: after a return that leaves 50 owed, all 100 still pay, and the 50 stay owed", async () => {
    const other = await till.sell((await till.scan(await phone.code())).scanId, 10_000);
    world.clock.advanceBy(15_000);
    const { holdId } = await pos.post<Hold>("/holds", await holdAsked({ points: 200 }));
    await till.undo(other.purchaseId);
    expect(await account()).toMatchObject({ balance: 0, debt: 50, held: 200 });
    const sold = await pos.post<Receipt>(`/holds/${holdId}/commit`, saleOf(1000, 200));
    // The 8 points earned repay what they can.
    expect(sold).toMatchObject({ pointsUsed: 200, payYen: 800, points: { balance: 0, held: 0, debt: 42 } });
    expect(await account()).toMatchObject({ balance: 0, debt: 42, held: 0 });
  });

  test("of which 70 are used after a return that leaves 50 owed: the other 30 repay, and 20 stay owed", async () => {
    const other = await till.sell((await till.scan(await phone.code())).scanId, 10_000);
    world.clock.advanceBy(15_000);
    const { holdId } = await pos.post<Hold>("/holds", await holdAsked({ points: 200 }));
    await till.undo(other.purchaseId);
    await pos.post<Receipt>(`/holds/${holdId}/commit`, saleOf(170, 170));
    expect(await account()).toMatchObject({ balance: 0, debt: 20, held: 0 });
  });

  test("that could not be committed is not made: by unit and most of a sale, and later rules do not break it", async () => {
    const usual = (await rulesInForce(world.deps, mainProgramme)).use;
    const use = (change: Partial<typeof usual>) => publish(world, { use: { ...usual, ...change } });
    world.clock.advanceBy(1);
    await use({ unitPoints: 50, pointsMaxPerSale: 100 });
    world.clock.advanceBy(1);
    const refused = async (points: number) => pos.refused("POST", "/holds", await holdAsked({ points }));
    expect(await refused(60)).toMatchObject({ code: "points.use_unit", details: { limit: 50 } });
    world.clock.advanceBy(15_000);
    expect(await refused(150)).toMatchObject({ code: "points.use_limit", details: { limit: 100 } });
    world.clock.advanceBy(15_000);
    const { holdId } = await pos.post<Hold>("/holds", await holdAsked());
    await use({ unitPoints: 30, pointsMaxPerSale: 60, balanceMin: 1000 });
    world.clock.advanceBy(1);
    const sold = await pos.post<Receipt>(`/holds/${holdId}/commit`, saleOf(1000, 100));
    expect(sold).toMatchObject({ pointsUsed: 100, payYen: 900 });
    await use({});
    world.clock.advanceBy(1);
  });

  test("whose entry cannot be read is told of and stays; the one after it is released all the same", async () => {
    const { holdId: broken } = await pos.post<Hold>("/holds", await holdAsked({ points: 10 }));
    world.clock.advanceBy(15_000);
    const { holdId: whole } = await pos.post<Hold>("/holds", await holdAsked({ points: 20 }));
    const entryOf = await world.deps.database.point
      .selectFrom("hold")
      .select("entry_id")
      .where("hold_id", "=", broken)
      .executeTakeFirstOrThrow();
    const put = (entryId: string) =>
      world.deps.database.commit(
        housekeeping("a test breaks a hold", [
          raw(`UPDATE hold SET entry_id = '${entryId}' WHERE hold_id = '${broken}'`),
        ]),
      );
    await put("nowhere");
    world.clock.advanceBy(15 * 60_000);
    const said = vi.spyOn(world.deps.log, "error").mockReturnValue();
    expect(await releaseExpiredHolds(world.deps, world.clock.nowMs() + 1000)).toBe(1);
    expect(said.mock.calls.map(([event, fields]) => [event, fields?.holdId])).toEqual([
      ["purchases.hold_failed", broken],
    ]);
    said.mockRestore();
    expect(await pos.post<Hold>(`/holds/${whole}/release`, {})).toMatchObject({ status: "expired" });
    await put(entryOf.entry_id);
    expect(await releaseExpiredHolds(world.deps, world.clock.nowMs() + 1000)).toBe(1);
    expect(await balances()).toEqual([150, 0]);
  });

  test("twice at once does not put 200 of 150 aside", async () => {
    const asked = [await holdAsked()];
    world.clock.advanceBy(15_000);
    asked.push(await holdAsked());
    const met = await Promise.all(asked.map((each) => outcome(pos.post("/holds", each))));
    expect(tally(met)).toEqual({ ok: 1, "points.not_enough": 1 });
    expect(await account()).toMatchObject({ balance: 50, held: 100 });
  });

  test("and a sale by the same code at once: one of them uses points, the other is told SCAN_CONSUMED", async () => {
    const asked = await holdAsked({ points: 50 });
    const { who } = asked;
    const sale = { ...saleOf(1000, 50), who, storeId, tillId: "1" };
    const met = await Promise.all([
      ...[1, 2, 3].map(() => outcome(pos.post("/holds", asked))),
      ...[1, 2, 3].map(() => outcome(pos.post("/purchases", { ...sale, receiptNumber: newKey() }))),
    ]);
    expect(tally(met)).toEqual({ ok: 1, "scan.consumed": 5 });
  });

  test("needs a code that may use points, and no more minutes than the shop lets it wait", async () => {
    const earnOnly = await holdAsked({ who: await scanned(7) });
    expect((await pos.refused("POST", "/holds", earnOnly)).code).toBe("card.wrong_purpose");
    world.clock.advanceBy(15_000);
    const long = await pos.refused("POST", "/holds", await holdAsked({ minutes: 1441 }));
    expect(long).toMatchObject({ code: "hold.too_long", details: { minutesMax: 1440 } });
    expect(await balances()).toEqual([150, 0]);
  });
});
