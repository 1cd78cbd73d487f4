import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { mainProgramme, planVersion } from "../../server/features/points/index.ts";
import { tick } from "../../server/jobs.ts";
import { housekeeping } from "../../server/platform/database/plan.ts";
import { defaultProgramme } from "../../shared/points/programme/defaults.ts";
import type { OfflineSale } from "../../shared/purchases/offline/schema.ts";
import type { Receipt } from "../../shared/purchases/schema.ts";
import type { Answer } from "../support/browser-like.ts";
import { cardOn, unknownCode, withWrongProof } from "../support/cards.ts";
import { everything, refuses, rowsOf } from "../support/evidence.ts";
import { holds } from "../support/ledger.ts";
import { newKey, type Phone, type Till } from "../support/people.ts";
import { openWorld, type World } from "../support/world.ts";

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const path = "/api/till/offline";

let world: World;
let till: Till;
let phone: Phone;
let storeId: string;
beforeEach(async () => {
  world = await openWorld({ ticks: false });
  till = await world.staff("糸井 あかり");
  phone = await world.member("佐藤 花子");
  storeId = (await till.signIn()).store?.publicId ?? "";
});
afterEach(() => world.close());

const now = (): number => world.clock.nowMs();
let seqs = 0;

/** What a till keeps of a sale: the card's code of now, and a clock that is right unless it is said. */
async function taken(changed: Partial<OfflineSale> & { purpose?: 5 | 7 | 8 } = {}): Promise<OfflineSale> {
  const { purpose = 7, ...rest } = changed;
  seqs += 1;
  return {
    code: await phone.code(purpose),
    source: "camera",
    storeId,
    takenBy: null,
    amountYen: 1280,
    scannedAtMs: now(),
    deviceId: "device-0123456789",
    seq: seqs,
    clock: { offsetAtSyncMs: 0, offsetAtUploadMs: 0, sentAtMs: now() },
    ...rest,
  };
}

/** Hands a sale in, now by a clock that is right. */
function handIn(sale: OfflineSale, key = newKey(), at: Till = till): Promise<Answer<Receipt>> {
  const { offsetAtUploadMs } = sale.clock;
  const body = { ...sale, clock: { ...sale.clock, sentAtMs: now() - offsetAtUploadMs } };
  return at.client.ask<Receipt>("POST", path, { body, key });
}

/** `ok`, or the code of the refusal. */
async function handedIn(sale: OfflineSale, key?: string, at?: Till): Promise<string> {
  const { body, status } = await handIn(sale, key, at);
  if (status === 201) return "ok";
  return "error" in body ? (body.error as { code: string }).code : `${status}`;
}

const balance = async (): Promise<number> => (await phone.home()).points.balance;
const sales = () => rowsOf(world, "purchase");

describe("a sale taken without a network", () => {
  test("earns 12 points for ¥1,280 five hours later, dated when the card was read", async () => {
    const atMs = now();
    const sale = await taken();
    world.clock.advanceBy(5 * hour);
    const { body: receipt } = await handIn(sale);
    expect(receipt).toMatchObject({ pointsEarned: 12, amountYen: 1280, occurredAtMs: atMs });
    expect(receipt.member.name).toBe("佐藤 花子");
    expect(await balance()).toBe(12);
    expect(await sales()).toMatchObject([
      { source: "offline", till_id: sale.deviceId, occurred_at_ms: atMs, recorded_at_ms: atMs + 5 * hour },
    ]);
    expect(await rowsOf(world, "code_use")).toMatchObject([{ nth: null, till_id: sale.deviceId }]);
    const { entries } = await holds(world, phone.userId);
    expect(entries).toHaveLength(1);
  });

  test("says both times and both offsets in the audit log, with the device, its number and who took it", async () => {
    const sale = await taken({
      takenBy: "st-1",
      clock: { offsetAtSyncMs: 40 * second, offsetAtUploadMs: 30 * second, sentAtMs: 0 },
    });
    const slow = { ...sale, scannedAtMs: now() - 40 * second };
    world.clock.advanceBy(hour);
    expect(await handedIn(slow)).toBe("ok");
    const rows = await rowsOf(world, "audit");
    const row = rows.find((one) => Reflect.get(one, "action") === "purchases.sell");
    expect(JSON.parse(String(Reflect.get(row ?? {}, "details")))).toMatchObject({
      deviceId: sale.deviceId,
      seq: sale.seq,
      takenBy: "st-1",
      scannedAtMs: slow.scannedAtMs,
      takenAtMs: slow.scannedAtMs + 40 * second,
      offsetAtSyncMs: 40 * second,
      offsetAtUploadMs: 30 * second,
    });
  });

  test("is one sale however often it is handed in, and its answer the same; with another amount it is refused", async () => {
    const sale = await taken();
    world.clock.advanceBy(hour);
    const key = newKey();
    const answers = [await handIn(sale, key), await handIn(sale, key)];
    world.clock.advanceBy(hour);
    answers.push(await handIn(sale, key));
    expect(new Set(answers.map(({ body }) => body.purchaseId)).size).toBe(1);
    expect(await sales()).toHaveLength(1);
    expect(await handedIn({ ...sale, amountYen: 1281 }, key)).toBe("idempotency.mismatch");
    expect(await balance()).toBe(12);
  });

  test("sent 8 times at once under one id is one sale", async () => {
    const sale = await taken();
    const key = newKey();
    const answers = await Promise.all(Array.from({ length: 8 }, () => handedIn(sale, key)));
    expect(answers).toEqual(Array.from({ length: 8 }, () => "ok"));
    expect(await sales()).toHaveLength(1);
    expect(await balance()).toBe(12);
  });

  test("may be handed in behind a newer one: there is no rule of the newest", async () => {
    const first = await taken();
    world.clock.advanceBy(15 * second);
    await till.scan(await phone.code());
    expect(await handedIn(first)).toBe("ok");
  });

  test("can be undone like any other", async () => {
    const { body: receipt } = await handIn(await taken());
    await till.undo(receipt.purchaseId);
    expect(await balance()).toBe(0);
    await holds(world, phone.userId);
  });
});

describe("the code", () => {
  test("is good 60 seconds beyond its window, and not 75", async () => {
    const sale = await taken();
    world.clock.advanceBy(hour);
    expect(await handedIn({ ...sale, scannedAtMs: sale.scannedAtMs + 105 * second })).toBe("card.expired");
    expect(await handedIn({ ...sale, scannedAtMs: sale.scannedAtMs + 104 * second })).toBe("ok");
  });

  test("read out in digits earns; shown for using points it does not", async () => {
    expect(await handedIn(await taken({ purpose: 5 }))).toBe("ok");
    expect(await handedIn(await taken({ purpose: 8 }))).toBe("card.wrong_purpose");
  });

  test("is used once: a second till gets card.replayed, and the member is told of it", async () => {
    const sale = await taken();
    const elsewhere = await taken({ code: sale.code, deviceId: "another-0123456789" });
    world.clock.advanceBy(hour);
    expect(await handedIn(sale)).toBe("ok");
    expect(await handedIn(elsewhere)).toBe("card.replayed");
    const told = await rowsOf(world, "outbox");
    expect(told.filter((row) => Reflect.get(row, "reason") === "replay_alert")).toHaveLength(1);
    expect(await balance()).toBe(12);
  });

  test("read online at one till and offline at another belongs to the first", async () => {
    const other = await world.staff("駅前 太郎", "駅前店");
    const sale = await taken();
    const { scanId } = await other.scan(sale.code);
    await other.sell(scanId, 500);
    world.clock.advanceBy(hour);
    expect(await handedIn(sale)).toBe("card.replayed");
    expect(await balance()).toBe(5);
  });

  test("with a wrong proof, or of no card, is refused and leaves no sale", async () => {
    const sale = await taken();
    for (const code of [withWrongProof(sale.code), unknownCode(1)]) {
      const body = { ...sale, code };
      await refuses(world, {
        client: till.client,
        path,
        key: "wrong-code",
        body,
        status: 404,
        code: "card.invalid",
      });
    }
  });

  test("of a key that was replaced or ran out since was good; of one that had run out before, not", async () => {
    const old = await cardOn(phone.client, "old-phone");
    const sale = await taken({ code: await old.code(7, now()) });
    await cardOn(phone.client, "old-phone");
    world.clock.advanceBy(20 * minute);
    const late = await taken({ code: await old.code(7, now()) });
    world.clock.advanceBy(48 * hour);
    await till.signIn();
    expect(await handedIn(sale)).toBe("ok");
    expect(await handedIn(late)).toBe("card.revoked");
  });
});

describe("a reading whose answer was lost", () => {
  test("is gone on with: the claim is this till's own, and the sale is made with its scan", async () => {
    const sale = await taken();
    const { scanId } = await till.scan(sale.code);
    world.clock.advanceBy(hour);
    expect(await handedIn(sale)).toBe("ok");
    expect(await sales()).toMatchObject([{ scan_id: scanId, source: "offline" }]);
    expect(await rowsOf(world, "code_use")).toHaveLength(1);
  });

  test("and after the same person signed in anew, too; a scan that became a sale, or was put away, is used", async () => {
    const lost = await taken();
    await till.scan(lost.code);
    await till.signIn();
    expect(await handedIn(lost)).toBe("ok");

    world.clock.advanceBy(15 * second);
    const sold = await taken();
    await till.sell((await till.scan(sold.code)).scanId, 300);
    expect(await handedIn(sold)).toBe("card.replayed");

    world.clock.advanceBy(15 * second);
    const away = await taken();
    const { scanId } = await till.scan(away.code);
    await till.client.ok("POST", `/api/till/scans/${scanId}/close`, { body: {} });
    expect(await handedIn(away)).toBe("card.replayed");
    expect(await sales()).toHaveLength(2);
  });

  test("online and offline at the same moment are one sale", async () => {
    const sale = await taken();
    const { scanId } = await till.scan(sale.code);
    const online = till.client.ask("POST", "/api/till/purchases", {
      body: { scanId, amountYen: 1280, pointsToUse: 0 },
      key: newKey(),
    });
    await Promise.all([online, handIn(sale)]);
    expect(await sales()).toHaveLength(1);
    expect(await balance()).toBe(12);
  });
});

describe("the device's clock", () => {
  test("40 seconds slow is set right by the offset that was measured", async () => {
    const sale = await taken({
      clock: { offsetAtSyncMs: 40 * second, offsetAtUploadMs: 40 * second, sentAtMs: 0 },
    });
    const atMs = now();
    world.clock.advanceBy(5 * hour);
    const { body } = await handIn({ ...sale, scannedAtMs: atMs - 40 * second });
    expect(body.occurredAtMs).toBe(atMs);
  });

  test("that was set when the network came back counts by the offset under which the code is right", async () => {
    const atMs = now();
    const clock = { offsetAtSyncMs: 0, offsetAtUploadMs: 119 * second, sentAtMs: 0 };
    const sale = await taken({ clock, scannedAtMs: atMs - 119 * second });
    world.clock.advanceBy(hour);
    const { body } = await handIn(sale);
    expect(body.occurredAtMs).toBe(atMs);
  });

  test("off by more than 2 minutes is refused; by more than 5 it is written down for the shop", async () => {
    const sale = await taken();
    const off = (ms: number) => ({ ...sale, clock: { ...sale.clock, offsetAtSyncMs: ms } });
    expect(await handedIn(off(2 * minute + 1))).toBe("offline.clock_off");
    const flagged = async () =>
      (await rowsOf(world, "audit")).filter(
        (row) => Reflect.get(row, "action") === "purchases.offline_clock",
      );
    expect(await flagged()).toHaveLength(0);
    expect(await handedIn(off(-5 * minute - 1))).toBe("offline.clock_off");
    expect(await flagged()).toMatchObject([{ subject: `device:${sale.deviceId}` }]);
    expect(await sales()).toHaveLength(0);
  });

  test("is measured by the server as well, whatever the device claims", async () => {
    const sale = await taken();
    const body = { ...sale, clock: { ...sale.clock, sentAtMs: now() + 3 * minute } };
    const answer = await till.client.refused("POST", path, { body, key: newKey() });
    expect(answer.error).toMatchObject({ code: "offline.clock_off", details: { offMs: -3 * minute } });
  });
});

describe("the limits", () => {
  test("72 hours is the most that a sale may wait", async () => {
    const [intime, late] = [await taken(), await taken({ purpose: 5 })];
    world.clock.advanceBy(72 * hour);
    await till.signIn();
    expect(await handedIn(intime)).toBe("ok");
    world.clock.advanceBy(1);
    expect(await handedIn(late)).toBe("offline.too_old");
  });

  test("¥50,000 is the most of one sale", async () => {
    expect(await handedIn(await taken({ amountYen: 50_001 }))).toBe("offline.amount_too_large");
    expect(await handedIn(await taken({ amountYen: 50_000 }))).toBe("ok");
  });

  test("a member has 3 an hour, from whatever device and in whatever order", async () => {
    const four: OfflineSale[] = [];
    for (let n = 0; n < 4; n++) {
      four.push(await taken({ deviceId: `device-${n % 2}-0123456789` }));
      world.clock.advanceBy(15 * minute);
    }
    world.clock.advanceBy(15 * minute);
    const later = await taken();
    const [a, b, c, d] = four;
    if (a === undefined || b === undefined || c === undefined || d === undefined) throw new Error("four");
    expect([await handedIn(d), await handedIn(a), await handedIn(c)]).toEqual(["ok", "ok", "ok"]);
    expect(await handedIn(b)).toBe("offline.member_limit");
    expect(await handedIn(later)).toBe("ok");
    expect(await sales()).toHaveLength(4);
  });

  test("what is refused leaves its code unused and the ledger as it was", async () => {
    const sale = await taken({ amountYen: 50_001 });
    const before = await everything(world);
    expect(await handedIn(sale)).toBe("offline.amount_too_large");
    expect(await everything(world)).toEqual(before);
  });
});

describe("who hands in", () => {
  test("may be a colleague of the same store, and not one of another", async () => {
    const colleague = await world.staff("本店 次郎");
    const stranger = await world.staff("駅前 太郎", "駅前店");
    const sale = await taken();
    expect(await handedIn(sale, newKey(), stranger)).toBe("store.not_found");
    expect(await handedIn(sale, newKey(), colleague)).toBe("ok");
  });
});

describe("acceptance test 14: a late offline sale dated before the lapse", () => {
  /** 10 points, and a sale at 23:30 of their last day that is handed in when the night has taken them. */
  async function lateSale(): Promise<{ receipt: Receipt; sale: OfflineSale; expiresOn: string }> {
    const { scanId } = await till.scan(await phone.code());
    await till.sell(scanId, 1000);
    const expiresOn = (await phone.home()).points.nextExpiry?.expiresOn ?? "";
    world.clock.setTo(Date.parse(`${expiresOn}T23:30:00+09:00`));
    await phone.signIn();
    await phone.enroll();
    const sale = await taken();
    world.clock.advanceBy(10 * hour);
    await tick(world.deps, { forMs: hour });
    const { entries } = await holds(world, phone.userId);
    expect(entries.map(({ kind, points }) => [kind, points])).toEqual([
      ["earn", 10],
      ["expire", -10],
    ]);
    await phone.signIn();
    await till.signIn();
    return { receipt: (await handIn(sale)).body, sale, expiresOn };
  }

  test("earns 12 on its own day; the 10 that lapsed that night stay lapsed where points live by themselves", async () => {
    const { receipt, sale, expiresOn } = await lateSale();
    expect(receipt).toMatchObject({ businessDate: expiresOn, pointsEarned: 12, points: { balance: 12 } });
    const earned = (await holds(world, phone.userId)).entries.at(-1);
    expect(earned).toMatchObject({ kind: "earn", businessDate: expiresOn, occurredAtMs: sale.scannedAtMs });
    expect(earned?.recordedAtMs).toBe(sale.scannedAtMs + 10 * hour);
    expect(await balance()).toBe(12);
  });

  test("brings the 10 back where a visit on that day would have kept them alive", async () => {
    const expires = {
      kind: "activity",
      after: { unit: "months", count: 12 },
      roundTo: "day",
      on: "earn",
    } as const;
    const version = planVersion(mainProgramme, { ...defaultProgramme, version: 2, expires }, now(), "test");
    await world.deps.database.commit(
      housekeeping("a programme whose points live on with each visit", [version]),
    );
    world.clock.advanceBy(minute);
    await lateSale();
    expect(await balance()).toBe(22);
    await holds(world, phone.userId);
  });
});
