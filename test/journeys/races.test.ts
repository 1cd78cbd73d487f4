import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { housekeeping } from "../../server/platform/database/plan.ts";
import { migratedEngine, type OpenedEngine } from "../databases/engines.ts";
import { raw } from "../databases/rows.ts";
import { cardOn, reading, withWrongProof } from "../support/cards.ts";
import { outcome, rowsOf, tally } from "../support/evidence.ts";
import { holds } from "../support/ledger.ts";
import { newKey, type Phone, type Till } from "../support/people.ts";
import { openWorld, type World } from "../support/world.ts";

/**
 * Many at once, on the database of one shop and on that of a chain: on PostgreSQL every read is a real wait, so there
 * requests meet in places where on SQLite they pass each other.
 */
describe.each(["sqlite", "postgres"] as const)("at once, on %s", (engineName) => {
  let engine: OpenedEngine;
  let world: World;
  let till: Till;
  let other: Till;
  beforeAll(async () => {
    engine = await migratedEngine(engineName);
    // The engine closes what it opened.
    world = await openWorld({ database: { ...engine.database, close: async () => {} } });
    till = await world.staff("糸井 あかり");
    other = await world.staff("駅前 太郎", "駅前店");
  });
  afterAll(async () => {
    await world.close();
    await engine.close();
  });

  /** So many open scans of one member that may spend, from two of their devices; a spend scan lives three minutes. */
  async function spendScans(phone: Phone, count: number): Promise<string[]> {
    const cards = [await cardOn(phone.client, "first"), await cardOn(phone.client, "second")];
    const scans: string[] = [];
    while (scans.length < count) {
      for (const card of cards) {
        scans.push((await till.scan(await card.code(8, world.clock.nowMs()), "spend")).scanId);
      }
      world.clock.advanceBy(15_000);
    }
    return scans.slice(0, count);
  }

  async function memberWith(points: number, name: string): Promise<Phone> {
    const phone = await world.member(name);
    await till.sell((await till.scan(await phone.code())).scanId, points * 100);
    world.clock.advanceBy(15_000);
    return phone;
  }

  test("20 spends of the whole balance of 300: 1 is accepted, 19 are refused, and 0 points are left", async () => {
    const phone = await memberWith(300, "全額 一郎");
    const scans = await spendScans(phone, 20);
    // A sale of ¥300 paid with 300 points earns nothing, so whoever comes second finds nothing to spend.
    const met = await Promise.all(scans.map((scanId) => outcome(till.sell(scanId, 300, 300))));
    expect(tally(met)).toEqual({ ok: 1, "points.not_enough": 19 });
    expect((await phone.home()).points.balance).toBe(0);
    const account = await holds(world, phone.userId);
    expect(account.entries.map(({ kind, points }) => [kind, points])).toEqual([
      ["earn", 300],
      ["spend", -300],
      ["earn", 0],
    ]);
  });

  test("acceptance test 7: two tills spend the same 300 points at the same moment: one wins, the other is refused", async () => {
    const phone = await memberWith(300, "二台 四郎");
    const cards = [await cardOn(phone.client, "first"), await cardOn(phone.client, "second")];
    const tills = [till, other];
    const atBoth = cards.map(async (card, nth) => {
      const at = tills[nth] ?? till;
      const { scanId } = await at.scan(await card.code(8, world.clock.nowMs()), "spend");
      return () => outcome(at.sell(scanId, 300, 300));
    });
    const met = await Promise.all((await Promise.all(atBoth)).map((sell) => sell()));
    expect(tally(met)).toEqual({ ok: 1, "points.not_enough": 1 });
    expect((await phone.home()).points.balance).toBe(0);
  });

  test("50 earns of 1 point on one account: all 50 are there", async () => {
    const phone = await world.member("同時 花子");
    const scans = await manyScans(phone, 50);
    const met = await Promise.all(scans.map((scanId) => outcome(till.sell(scanId, 100))));
    expect(tally(met)).toEqual({ ok: 50 });
    expect((await phone.home()).points.balance).toBe(50);
    expect((await holds(world, phone.userId)).account).toMatchObject({
      ...{ balance: 50, seq: 50, purchases: 50, visits: 1 },
    });
  });

  /** So many open scans of one member; an earn scan lives ten minutes, so 40 steps of each device. */
  async function manyScans(phone: Phone, count: number): Promise<string[]> {
    const cards = [await cardOn(phone.client, "first"), await cardOn(phone.client, "second")];
    const scans: string[] = [];
    while (scans.length < count) {
      for (const card of cards) {
        scans.push((await till.scan(await card.code(7, world.clock.nowMs()))).scanId);
      }
      world.clock.advanceBy(15_000);
    }
    return scans.slice(0, count);
  }

  test("one sale sent 10 times with one key: one sale, ten times the same answer", async () => {
    const phone = await world.member("一度 三郎");
    const { scanId } = await till.scan(await phone.code());
    const key = newKey();
    const receipts = await Promise.all(Array.from({ length: 10 }, () => till.sell(scanId, 1280, 0, key)));
    expect(new Set(receipts.map((receipt) => JSON.stringify(receipt))).size).toBe(1);
    const { entries } = await holds(world, phone.userId);
    expect(entries.map(({ kind, points }) => [kind, points])).toEqual([["earn", 12]]);
  });

  test("one scan sold 10 times with ten keys: one sale, and nine times SCAN_CONSUMED", async () => {
    const phone = await world.member("一枚 四郎");
    const { scanId } = await till.scan(await phone.code());
    const met = await Promise.all(Array.from({ length: 10 }, () => outcome(till.sell(scanId, 1280))));
    expect(tally(met)).toEqual({ ok: 1, "scan.consumed": 9 });
    expect((await holds(world, phone.userId)).account.balance).toBe(12);
  });

  test("one sale undone 10 times with one key is undone once; with ten keys, once and nine times refused", async () => {
    const phone = await world.member("取消 五郎");
    const sold = await till.sell((await till.scan(await phone.code())).scanId, 1000);
    const key = newKey();
    const undone = await Promise.all(Array.from({ length: 10 }, () => till.undo(sold.purchaseId, key)));
    expect(new Set(undone.map((receipt) => JSON.stringify(receipt))).size).toBe(1);
    world.clock.advanceBy(15_000);
    const second = await till.sell((await till.scan(await phone.code())).scanId, 1000);
    const met = await Promise.all(Array.from({ length: 10 }, () => outcome(till.undo(second.purchaseId))));
    expect(tally(met)).toEqual({ ok: 1, "purchase.already_voided": 9 });
    const { entries } = await holds(world, phone.userId);
    expect(entries.map(({ points }) => points)).toEqual([10, -10, 10, -10]);
  });

  test("one sale undone 5 times and returned whole 5 times at once is taken back once, and 10 points with it", async () => {
    const phone = await world.member("返品 五子");
    await till.sell((await till.scan(await phone.code())).scanId, 3000);
    world.clock.advanceBy(15_000);
    const sold = await till.sell((await till.scan(await phone.code())).scanId, 1000);
    const met = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        outcome(
          n % 2 === 0 ? till.undo(sold.purchaseId) : till.takeBack(sold.purchaseId, { amountYen: 1000 }),
        ),
      ),
    );
    expect(tally(met).ok).toBe(1);
    const { account } = await holds(world, phone.userId);
    expect(account).toMatchObject({ balance: 30, debt: 0, purchases: 1, visits: 1 });
  });

  test("the same code at two tills at once: one reads it, the other is told REPLAYED, one alert goes out", async () => {
    const phone = await world.member("二重 六郎");
    const code = await phone.code();
    const met = await Promise.all([reading(till, code), reading(other, code)]);
    expect(tally(met)).toEqual({ ok: 1, "card.replayed": 1 });
    await world.settled();
    const pushed = world.emulator.deliveries(phone.userId).filter(({ via }) => via === "push");
    expect(pushed).toHaveLength(1);
  });

  test("20 wrong proofs of one card at once: 10 are looked at, 10 are LOCKED", async () => {
    const phone = await world.member("推測 七郎");
    const wrong = withWrongProof(await phone.code());
    const met = await Promise.all(Array.from({ length: 20 }, (_, n) => reading(n % 2 ? till : other, wrong)));
    expect(tally(met)).toEqual({ "card.invalid": 10, "card.locked": 10 });
    world.clock.advanceBy(15 * 60_000);
  });

  test("a code of a phone 1 min fast, read 8 times at once, is CLOCK_AHEAD 8 times", async () => {
    const phone = await world.member("時計 八郎");
    const early = await phone.code(7, world.clock.nowMs() + 60_000);
    const met = await Promise.all(Array.from({ length: 8 }, (_, n) => reading(n % 2 ? till : other, early)));
    expect(tally(met)).toEqual({ "card.clock_ahead": 8 });
  });

  test("7 enrolments of one device at once: 6 keys, 1 of them active, and one refusal", async () => {
    const phone = world.phone("登録 九郎");
    await phone.join();
    const met = await Promise.all(Array.from({ length: 7 }, () => outcome(cardOn(phone.client, "phone"))));
    expect(tally(met)).toEqual({ ok: 6, "card.enroll_limit": 1 });
    const keys = await world.deps.database.point
      .selectFrom("device_key")
      .innerJoin("member", "member.member_id", "device_key.member_id")
      .select("device_key.status")
      .where("member.line_user_id", "=", phone.userId)
      .execute();
    expect(tally(keys.map(({ status }) => status))).toEqual({ active: 1, replaced: 5 });
  });

  // The last one, since it may be the owner of this world who goes.
  test("two owners who remove each other leave one owner", async () => {
    const owner = await world.owner();
    const second = await world.staff("二人目 の主");
    const grant = raw(
      `INSERT INTO staff_role (staff_id, node_id, role, granted_at_ms)
       SELECT staff.staff_id, node.node_id, 'owner', 1 FROM staff, node
       WHERE staff.line_user_id = '${second.userId}' AND node.kind = 'head_office'`,
    );
    await world.deps.database.commit(housekeeping("a role that only the console will give", [grant]));
    const idOf = async (who: Till) =>
      (await who.client.ok<{ staff: { publicId: string } }>("GET", "/api/till/me")).staff.publicId;
    const [one, two] = [await idOf(owner), await idOf(second)];
    const met = await Promise.all([
      outcome(owner.client.ok("DELETE", `/api/till/staff/${two}`)),
      outcome(second.client.ok("DELETE", `/api/till/staff/${one}`)),
    ]);
    expect(met).toContain("ok");
    const roles = await rowsOf(world, "staff_role");
    expect(roles.filter((row) => JSON.stringify(row).includes('"owner"'))).toHaveLength(1);
  });
});
