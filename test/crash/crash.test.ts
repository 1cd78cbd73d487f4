import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { serveNode } from "../../server/entry/serve.ts";
import { openSqlite } from "../../server/platform/database/sqlite.ts";
import type { Receipt } from "../../shared/purchases/schema.ts";
import { demoSettings } from "../demo/settings.ts";
import { emulatorOptions, shop } from "../demo/shop.ts";
import { seededRandom } from "../emulator/ids.ts";
import { type Emulator, startEmulator } from "../emulator/index.ts";
import { eventually } from "../support/clock.ts";
import { publishCoupon } from "../support/coupon-shop.ts";
import { tally } from "../support/evidence.ts";
import { holdsOfMember } from "../support/ledger.ts";
import { type Phone, type Place, phoneOf, secretIn, type Till, tillOf } from "../support/people.ts";
import { freePort, silentLog, testCardKeys } from "../support/world.ts";
import { type Mortal, startMortal } from "./mortal.ts";

const sales = 500;
const connections = 20;
const seed = Number(process.env.CRASH_SEED ?? Date.now() % 1_000_000);
const random = seededRandom(seed);
const between = (low: number, high: number): number => low + Math.floor(random() * (high - low));

/** Every third sale hands a cake over for it: the price stays, and the stock of all counts it. */
const cakeCoupon = "cake";
const usesCoupon = ({ amountYen }: { amountYen: number }): boolean => amountYen % 3 === 0;

let folder: string;
let file: string;
let port: number;
let emulator: Emulator;
let mortal: Mortal;
let place: Place;

beforeAll(async () => {
  console.log(`crash test: CRASH_SEED=${seed}`);
  folder = mkdtempSync(join(tmpdir(), "goen-crash-"));
  file = join(folder, "goen.db");
  const database = openSqlite(file);
  await database.migrate();
  await publishCoupon({ database }, cakeCoupon, {
    benefit: { kind: "free_item", name: { ja: "ケーキ", en: "Cake" } },
    perMember: { max: 1000, period: "ever" },
  });
  await database.close();
  port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  emulator = await startEmulator(emulatorOptions({ appOrigin: origin, emulatorPort: 0, friends: [] }));
  mortal = await startMortal({ file, port, emulatorOrigin: emulator.origin });
  place = { origin, emulator, loginChannelId: shop.login.channelId, nowMs: () => mortal.nowMs() };
});
afterAll(async () => {
  await mortal.stop();
  await emulator.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A sale that a till has decided on: its key is kept until it is answered. */
interface Decided {
  readonly till: Till;
  readonly phone: Phone;
  readonly key: string;
  readonly scanId: string;
  readonly amountYen: number;
}

test(`killed 6 times at random moments of ${sales} sales, the server loses none, doubles none and tells each once`, async () => {
  const tills = await openTills();
  const decided = await decide(tills);
  const receipts = new Map<string, Receipt>();
  // An earn scan lives ten minutes, and each death costs one.
  const killsAt = [20, 110, 200, 290, 380].map((from) => between(from, from + 90));

  const queue = [...decided];
  const work = async (): Promise<void> => {
    for (let sale = queue.shift(); sale !== undefined; sale = queue.shift()) {
      receipts.set(sale.key, await untilAnswered(sale));
      if (killsAt.includes(receipts.size)) {
        await new Promise((resolve) => setTimeout(resolve, between(0, 8)));
        void mortal.dieAndRise();
      }
    }
  };
  await Promise.all(Array.from({ length: connections }, work));
  expect(receipts.size).toBe(sales);
  // Once more while it sends what is left to be sent.
  const sentBefore = pushed().length;
  if (sentBefore < sales) {
    const until = between(sentBefore, sales);
    await eventually(() => pushed().length >= until, `${until} receipts were sent`, 60_000);
  }
  await mortal.dieAndRise();
  await eventually(() => pushed().length >= sales, "every receipt was sent", 60_000);
  await mortal.stop();
  expect(mortal.deaths).toBe(6);
  await examine(decided, receipts);
}, 180_000);

const pushed = () => emulator.deliveries().filter(({ via }) => via === "push");

async function openTills(): Promise<Till[]> {
  const owner = tillOf(place, "縁田 結");
  await owner.signIn(secretIn(mortal.ownerLink));
  await owner.choose(shop.stores[0].name);
  const tills: Till[] = [];
  for (const { name } of [...shop.stores, shop.stores[0]]) {
    const till = tillOf(place, `スタッフ ${tills.length}`);
    await till.signIn(secretIn((await owner.invite("staff", name)).url));
    tills.push(till);
  }
  return tills;
}

/** Members with six open scans each, so that sales also meet on one account. */
async function decide(tills: readonly Till[]): Promise<Decided[]> {
  const decided: Decided[] = [];
  const ofMember = async (n: number): Promise<void> => {
    const phone = phoneOf(place, `会員 ${n}`);
    await phone.join();
    await phone.enroll();
    const till = tills[n % tills.length];
    if (till === undefined) throw new Error("there are no tills");
    const nowMs = mortal.nowMs();
    for (const purpose of [7, 5] as const) {
      const period = purpose === 7 ? 15_000 : 60_000;
      for (const atMs of [nowMs - period, nowMs, nowMs + period]) {
        const { scanId } = await till.scan(await phone.code(purpose, atMs));
        const key = `crash-${n}-${purpose}-${decided.length}-${scanId}`;
        decided.push({ till, phone, key, scanId, amountYen: between(100, 9_999) });
      }
    }
  };
  const members = Array.from({ length: Math.ceil(sales / 6) }, (_, n) => n);
  const work = async (): Promise<void> => {
    for (let n = members.shift(); n !== undefined; n = members.shift()) await ofMember(n);
  };
  await Promise.all(Array.from({ length: 8 }, work));
  await emulator.webhooksIdle();
  return decided.slice(0, sales);
}

/**
 * What a till does whose server is gone: the same request with the same key, until it is answered. One in five does not
 * wait to hear the first answer, as when the network goes: it asks again while the first request may still be under way.
 */
async function untilAnswered({ till, key, scanId, amountYen }: Decided): Promise<Receipt> {
  const coupons = usesCoupon({ amountYen }) ? { coupons: [cakeCoupon] } : {};
  const body = { scanId, amountYen, pointsToUse: 0, ...coupons };
  const ask = () => till.client.ask<Receipt>("POST", "/api/till/purchases", { key, body }).catch(() => null);
  if (random() < 0.2) {
    void ask();
    await new Promise((resolve) => setTimeout(resolve, between(0, 20)));
  }
  for (;;) {
    await mortal.listening();
    const answer = await ask();
    if (answer?.status === 201) return answer.body;
    if (answer !== null && answer.status !== 503) {
      throw new Error(`${key}: ${answer.status} ${JSON.stringify(answer.body)}`);
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Opens what the dead have left behind and holds it against what they had acknowledged. */
async function examine(decided: readonly Decided[], receipts: ReadonlyMap<string, Receipt>): Promise<void> {
  const serving = await serveNode({
    settings: demoSettings(place.origin, emulator.origin, testCardKeys),
    database: openSqlite(file),
    port: 0,
    hostname: "127.0.0.1",
    assetsDir: "dist/demo",
    log: silentLog,
    ticks: false,
  });
  const { point } = serving.deps.database;
  const purchases = await point.selectFrom("purchase").selectAll().execute();
  expect(purchases).toHaveLength(sales);
  const byId = new Map(purchases.map((row) => [row.purchase_id, row]));
  for (const { key, scanId, amountYen } of decided) {
    const receipt = receipts.get(key);
    const row = byId.get(receipt?.purchaseId ?? "");
    expect([row?.scan_id, row?.amount_yen, receipt?.amountYen]).toEqual([scanId, amountYen, amountYen]);
  }
  const uses = await point
    .selectFrom("coupon_change")
    .select(["purchase_id", "member_coupon_id"])
    .where("kind", "=", "redeemed")
    .execute();
  const withCake = decided.filter(usesCoupon).map(({ key }) => receipts.get(key)?.purchaseId ?? "");
  expect(uses.map((use) => use.purchase_id ?? "").sort()).toEqual(withCake.sort());
  expect(new Set(uses.map((use) => use.member_coupon_id)).size).toBe(uses.length);
  expect(await point.selectFrom("coupon").select(["given", "used"]).execute()).toEqual([
    { given: uses.length, used: uses.length },
  ]);
  const members = await point.selectFrom("member").select(["member_id", "line_user_id"]).execute();
  for (const member of members) {
    const own = decided.filter(({ phone }) => phone.userId === member.line_user_id);
    const { account } = await holdsOfMember(serving, member.member_id);
    const points = own.reduce((sum, { amountYen }) => sum + Math.floor(amountYen / 100), 0);
    expect([account.balance, account.seq, account.purchases]).toEqual([points, own.length, own.length]);
    expect(pushed().filter(({ userId }) => userId === member.line_user_id)).toHaveLength(own.length);
  }
  expect(new Set(pushed().map(({ retryKey }) => retryKey)).size).toBe(sales);
  const told = await point.selectFrom("outbox").select("status").where("reason", "=", "receipt").execute();
  expect(tally(told.map(({ status }) => status))).toEqual({ sent: sales });
  await serving.close();
}
