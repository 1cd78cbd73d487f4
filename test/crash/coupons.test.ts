import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { releaseReserved, reservedMs } from "../../server/features/coupons/index.ts";
import type { Database } from "../../server/platform/database/database.ts";
import { openSqlite } from "../../server/platform/database/sqlite.ts";
import type { CouponsHeld, Receipt } from "../../shared/purchases/schema.ts";
import { migratedEngine } from "../databases/engines.ts";
import { emulatorOptions, shop } from "../demo/shop.ts";
import { seededRandom } from "../emulator/ids.ts";
import { startEmulator } from "../emulator/index.ts";
import { ledgerDeps } from "../support/accounts.ts";
import { testClock } from "../support/clock.ts";
import { publishCoupon } from "../support/coupon-shop.ts";
import { newKey, phoneOf, secretIn, type Till, tillOf } from "../support/people.ts";
import { proven } from "../support/proof.ts";
import { freePort, silentLog } from "../support/world.ts";
import { type Mortal, startMortal } from "./mortal.ts";

/** The server dies between putting a coupon aside and using it. */

const rounds = 8;
const seed = Number(process.env.CRASH_SEED ?? Date.now() % 1_000_000);
const random = seededRandom(seed);

interface Round {
  readonly scanId: string;
  /** Asked again after the server's death, until it is answered; otherwise the till was given up with it. */
  readonly repeats: boolean;
  /** Null where nobody heard the answer. */
  receipt: Receipt | null;
}

/**
 * A till that puts the coupon aside and sells with it, and a death: while it is put aside, right after, or (twice as often)
 * while it is sold. Half of the tills ask again when the server is back; the others were given up with it.
 */
async function visit(mortal: Mortal, till: Till, scanId: string, nth: number): Promise<Round> {
  const round: Round = { scanId, repeats: nth % 8 < 4, receipt: null };
  const [key, coupons] = [newKey(), ["c300"]];
  const body = { scanId, amountYen: 1000, pointsToUse: 0, coupons };
  const hold = () =>
    till.client.ok<CouponsHeld>("PUT", `/api/till/scans/${scanId}/coupons`, { body: { coupons } });
  const sell = () => till.client.ok<Receipt>("POST", "/api/till/purchases", { key, body });
  const unheard = () => null;
  if (nth % 4 === 0) {
    const held = hold().catch(unheard);
    await diesWithin(mortal, 8);
    await held;
  } else {
    await hold();
    const sold = nth % 4 === 1 ? Promise.resolve(null) : sell().catch(unheard);
    await diesWithin(mortal, nth % 4 === 1 ? 0 : 16);
    round.receipt = await sold;
  }
  if (!round.repeats) return round;
  const again = await sell();
  // Who heard the first answer hears the same again.
  expect(round.receipt ?? again).toEqual(again);
  expect(await sell()).toEqual(again);
  round.receipt = again;
  return round;
}

async function diesWithin(mortal: Mortal, ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, Math.floor(random() * ms)));
  await mortal.dieAndRise();
}

/** `withDatabase` opens what the server works on, while it does not. */
async function story(
  file: string,
  withDatabase: (work: (database: Database) => Promise<void>) => Promise<void>,
): Promise<void> {
  console.log(`crash test: CRASH_SEED=${seed}`);
  await withDatabase(async (database) => {
    await publishCoupon({ database }, "c300", { benefit: { kind: "amount_off", yen: 300 } });
  });
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const emulator = await startEmulator(emulatorOptions({ appOrigin: origin, emulatorPort: 0, friends: [] }));
  const mortal = await startMortal({ file, port, emulatorOrigin: emulator.origin });
  const place = { origin, emulator, loginChannelId: shop.login.channelId, nowMs: () => mortal.nowMs() };
  try {
    const till = tillOf(place, "縁田 結");
    await till.signIn(secretIn(mortal.ownerLink));
    await till.choose(shop.stores[0].name);
    const met: Round[] = [];
    for (let nth = 0; nth < rounds; nth++) {
      const phone = phoneOf(place, `会員 ${nth}`);
      await phone.join();
      await phone.enroll();
      const { scanId } = await till.scan(await phone.code());
      met.push(await visit(mortal, till, scanId, nth));
    }
    const endMs = mortal.nowMs();
    await mortal.stop();
    expect(mortal.deaths).toBe(rounds);
    await withDatabase((database) => examine(database, met, endMs));
  } finally {
    await mortal.stop();
    await emulator.close();
  }
}

/** Never one without the other, once each, and what was given up is free again when its ten minutes are over. */
async function examine(database: Database, met: readonly Round[], endMs: number): Promise<void> {
  const { point } = database;
  const sales = await point.selectFrom("purchase").select(["purchase_id", "scan_id", "coupon_yen"]).execute();
  const coupons = await point.selectFrom("member_coupon").selectAll().execute();
  for (const { scanId, repeats, receipt } of met) {
    const own = sales.filter(({ scan_id }) => scan_id === scanId);
    const [sale] = own;
    const used = coupons.filter((one) => sale !== undefined && one.purchase_id === sale.purchase_id);
    if (repeats) expect([own.length, sale?.purchase_id]).toEqual([1, receipt?.purchaseId]);
    expect(own.length).toBeLessThanOrEqual(1);
    expect([used.length, used[0]?.status]).toEqual(own.length === 0 ? [0, undefined] : [1, "redeemed"]);
    if (sale !== undefined) expect(sale.coupon_yen).toBe(300);
  }
  const redeemed = coupons.filter(({ status }) => status === "redeemed");
  expect(redeemed).toHaveLength(sales.length);
  const clock = testClock(endMs + reservedMs + 1000);
  const deps = ledgerDeps(database, clock, silentLog);
  await proven(deps);
  const left = coupons.filter(({ status }) => status === "reserved").length;
  expect(await releaseReserved(deps, clock.nowMs() + 60_000)).toBe(left);
  const after = await point
    .selectFrom("member_coupon")
    .select("status")
    .where("status", "=", "reserved")
    .execute();
  expect(after).toEqual([]);
  await proven(deps);
}

const asked = `killed ${rounds} times between putting a coupon aside and the sale's commit, the server leaves it free or used with its sale`;

test(`${asked}, on SQLite`, async () => {
  const folder = mkdtempSync(join(tmpdir(), "goen-crash-"));
  const file = join(folder, "goen.db");
  try {
    await story(file, async (work) => {
      const database = openSqlite(file);
      await database.migrate();
      await work(database);
      await database.close();
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 300_000);

test(`${asked}, on PostgreSQL`, async () => {
  const engine = await migratedEngine("postgres");
  try {
    await story(engine.connectionString ?? "", (work) => work(engine.database));
  } finally {
    await engine.close();
  }
}, 300_000);
