import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { HistoryPage } from "../../shared/points/schema.ts";
import { everything, refuses, tally } from "../support/evidence.ts";
import { holds } from "../support/ledger.ts";
import type { Phone, Till } from "../support/people.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
let till: Till;
let other: Till;
let phone: Phone;
beforeAll(async () => {
  world = await openWorld();
  till = await world.staff("糸井 あかり");
  other = await world.staff("駅前 太郎", "駅前店");
});
afterAll(() => world.close());

let members = 0;
beforeEach(async () => {
  members += 1;
  phone = await world.member(`会員 ${members}`);
});

/** A new scan; the clock is a code further after it. */
async function scanned(purpose: 7 | 8 = 7, at: Till = till): Promise<string> {
  const { scanId } = await at.scan(await phone.code(purpose));
  world.clock.advanceBy(15_000);
  return scanId;
}

const path = "/api/till/purchases";
const asked = (body: unknown, key = "refused-sale") => ({ client: till.client, path, key, body });

/** The fields that a refusal names. */
function fieldsIn(details: Readonly<Record<string, unknown>> | undefined): readonly unknown[] {
  const fields = Array.isArray(details?.fields) ? details.fields : [];
  return [...new Set(fields.map(({ field }) => field))];
}

describe("an amount", () => {
  test.each([
    ["negative", -100],
    ["of nothing", 0],
    ["with a fraction", 99.5],
    ["as a text", "1280"],
    ["as a text with a sign", "¥1,280"],
    ["absent", undefined],
    ["null", null],
    ["in a list", [1280]],
    ["true", true],
    ["above any till", 100_000_001],
    ["beyond exact integers", 1e21],
  ])("%s is refused by its name, in a quote and in a sale", async (_, amountYen) => {
    const scanId = await scanned();
    const body = { scanId, amountYen, pointsToUse: 0 };
    const invalid = { status: 400, code: "request.invalid" } as const;
    const quote = { ...asked(body), path: "/api/till/quotes" };
    expect(fieldsIn(await refuses(world, { ...asked(body), ...invalid }))).toEqual(["amountYen"]);
    expect(fieldsIn(await refuses(world, { ...quote, ...invalid }))).toEqual(["amountYen"]);
    expect((await till.sell(scanId, 1280)).pointsEarned).toBe(12);
  });

  test("of NaN and Infinity is no JSON at all", async () => {
    for (const amount of ["NaN", "Infinity", "-", "0x10", "1_000"]) {
      const body = `{"scanId":"x","amountYen":${amount},"pointsToUse":0}`;
      await refuses(world, { ...asked(body), status: 400, code: "request.invalid" });
    }
  });

  test("of ¥1,000,000 is the store's most; ¥1 more is refused, and says what the most is", async () => {
    const scanId = await scanned();
    const body = { scanId, amountYen: 1_000_001, pointsToUse: 0 };
    const tooLarge = { ...asked(body), status: 400, code: "purchase.amount_too_large" } as const;
    expect(await refuses(world, tooLarge)).toEqual({ amountYenMax: 1_000_000 });
    expect((await till.sell(scanId, 1_000_000)).pointsEarned).toBe(10_000);
  });

  test("of ¥99 is a sale that earns nothing, and is in the ledger", async () => {
    expect((await till.sell(await scanned(), 99)).pointsEarned).toBe(0);
    expect((await holds(world, phone.userId)).entries.map(({ points }) => points)).toEqual([0]);
  });
});

describe("points to use", () => {
  test.each([-1, 0.5, "1", null, 1e21, undefined])("%s is refused by its name", async (pointsToUse) => {
    const body = { scanId: await scanned(8), amountYen: 1000, pointsToUse };
    const details = await refuses(world, { ...asked(body), status: 400, code: "request.invalid" });
    expect(fieldsIn(details)).toEqual(["pointsToUse"]);
  });

  test("1 more than there are is refused, all there are is taken", async () => {
    await till.sell(await scanned(), 5000);
    const scanId = await scanned(8);
    const short = { ...asked({ scanId, amountYen: 1000, pointsToUse: 51 }), status: 409 };
    await refuses(world, { ...short, code: "points.not_enough" });
    expect(await till.sell(scanId, 1000, 50)).toMatchObject({ payYen: 950, pointsEarned: 9 });
  });

  test("worth more than the sale are refused; worth as much leave ¥0 to pay and earn nothing", async () => {
    await till.sell(await scanned(), 50_000);
    const scanId = await scanned(8);
    const more = { ...asked({ scanId, amountYen: 300, pointsToUse: 301 }), status: 400 };
    await refuses(world, { ...more, code: "points.more_than_sale" });
    expect(await till.sell(scanId, 300, 300)).toMatchObject({ payYen: 0, pointsEarned: 0 });
  });
});

describe("a scan", () => {
  const sale = (scanId: string) => asked({ scanId, amountYen: 1000, pointsToUse: 0 });

  test.each([
    "駅前店",
    "本店",
  ])("of another till (at %s) is not found, for a quote, a sale and putting it away", async (store) => {
    const scanId = await scanned(7, store === "駅前店" ? other : await world.staff("隣の レジ", store));
    const missing = { status: 404, code: "scan.not_found" } as const;
    await refuses(world, { ...sale(scanId), ...missing });
    await refuses(world, { ...sale(scanId), path: "/api/till/quotes", ...missing });
    await refuses(world, { client: till.client, path: `/api/till/scans/${scanId}/close`, ...missing });
  });

  test("made up, or a member's or a sale's id, is not found", async () => {
    const { purchaseId } = await till.sell(await scanned(), 1000);
    const { member } = await phone.home();
    for (const id of ["made-up", "01ARZ3NDEKTSV4RRFFQ69G5FAV", member.publicId, phone.userId, purchaseId]) {
      await refuses(world, { ...sale(id), status: 404, code: "scan.not_found" });
    }
  });

  test("that was sold is SCAN_CONSUMED for another sale", async () => {
    const scanId = await scanned();
    await till.sell(scanId, 1000);
    await refuses(world, { ...sale(scanId), status: 409, code: "scan.consumed" });
  });

  test("that was put away, once or twice, is SCAN_CONSUMED", async () => {
    const scanId = await scanned();
    for (let n = 0; n < 2; n++) await till.client.ok("POST", `/api/till/scans/${scanId}/close`);
    await refuses(world, { ...sale(scanId), status: 409, code: "scan.consumed" });
  });

  test.each([
    [7, 10],
    [8, 3],
  ] as const)("of a code %i lives %i min", async (purpose, minutes) => {
    const { scanId, expiresAtMs } = await till.scan(await phone.code(purpose));
    expect(expiresAtMs - world.clock.nowMs()).toBe(minutes * 60_000);
    world.clock.setTo(expiresAtMs - 1);
    await till.quote(scanId, 1000);
    world.clock.setTo(expiresAtMs);
    await refuses(world, { ...sale(scanId), status: 409, code: "scan.expired" });
  });

  test("made at one store is not sold at another that the till has moved to since", async () => {
    const owner = await world.owner();
    const scanId = await scanned(7, owner);
    await owner.choose("駅前店");
    await refuses(world, { ...sale(scanId), client: owner.client, status: 404, code: "scan.not_found" });
    await owner.choose("本店");
    expect((await owner.sell(scanId, 1000)).storeName).toBe("本店");
  });
});

describe("a key", () => {
  test("sent again with the same content is answered the same, also an hour later, and one entry is there", async () => {
    const scanId = await scanned();
    const first = await till.sell(scanId, 1280, 0, "the-same-key");
    world.clock.advanceBy(3_600_000);
    const before = await everything(world);
    expect(await till.sell(scanId, 1280, 0, "the-same-key")).toEqual(first);
    expect(await everything(world)).toEqual(before);
    expect((await holds(world, phone.userId)).entries).toHaveLength(1);
  });

  test("acceptance test 8: sent again with another amount, scan or points, or for a void, is refused with 422", async () => {
    const scanId = await scanned();
    const { purchaseId } = await till.sell(scanId, 1280, 0, "a-used-key");
    const another = await scanned(8);
    const mismatch = { status: 422, code: "idempotency.mismatch" } as const;
    const bodies = [
      { scanId, amountYen: 1281, pointsToUse: 0 },
      { scanId: another, amountYen: 1280, pointsToUse: 0 },
      { scanId, amountYen: 1280, pointsToUse: 1 },
    ];
    for (const body of bodies) await refuses(world, { ...asked(body, "a-used-key"), ...mismatch });
    const undo = { path: `${path}/${purchaseId}/void`, body: {} };
    await refuses(world, { ...asked({}, "a-used-key"), ...undo, ...mismatch });
  });

  test("finds its answer from another store as well, where the till was moved before it came", async () => {
    const owner = await world.owner();
    const { scanId } = await owner.scan(await phone.code());
    const sold = await owner.sell(scanId, 1000, 0, "asked-before-the-move");
    await owner.choose("駅前店");
    expect(await owner.sell(scanId, 1000, 0, "asked-before-the-move")).toEqual(sold);
    expect((await holds(world, phone.userId)).account.balance).toBe(10);
    await owner.choose("本店");
  });

  test("that is missing, too short, too long or not printable is refused", async () => {
    const scanId = await scanned();
    const body = { scanId, amountYen: 1000, pointsToUse: 0 };
    const { key: _, ...without } = asked(body);
    await refuses(world, { ...without, status: 400, code: "idempotency.missing" });
    for (const key of ["short", "x".repeat(101), "with a space", "caf\u00e9-au-lait"]) {
      await refuses(world, { ...asked(body, key), status: 400, code: "request.invalid" });
    }
    await till.sell(scanId, 1000);
  });
});

describe("another member's things", () => {
  test("are not found: a handle in the heartbeat says nothing, history has one's own entries only", async () => {
    const neighbour = await world.member("隣 の人");
    await till.sell(await scanned(), 3000);
    const handle = (await phone.code()).slice(1, 11);
    const pulse = await neighbour.client.ok("GET", `/api/card/heartbeat?handle=${handle}`);
    expect(pulse).toMatchObject({ key: "unknown", points: { balance: 0 }, events: [] });
    const { items } = await neighbour.client.ok<HistoryPage>("GET", "/api/card/history");
    expect(items).toEqual([]);
  });

  test("are not listed: sales of a store are seen at that store alone", async () => {
    await till.sell(await scanned(), 3000);
    const list = async (at: Till) =>
      (await at.client.ok<{ items: { memberName: string }[] }>("GET", path)).items.map(
        (item) => item.memberName,
      );
    expect(await list(till)).toContain(`会員 ${members}`);
    expect(await list(other)).not.toContain(`会員 ${members}`);
  });
});

test("a sale costs one commit: entry, lot, day, purchase, answer, audit and message, each once", async () => {
  const count = (rows: Record<string, readonly string[]>) =>
    Object.fromEntries(Object.entries(rows).map(([table, list]) => [table, list.length]));
  const scanId = await scanned();
  const before = count(await everything(world));
  await till.sell(scanId, 1280);
  const after = count(await everything(world));
  const grown = Object.entries(after).flatMap(([table, rows]) =>
    Array<string>(rows - (before[table] ?? 0)).fill(table),
  );
  expect(tally(grown)).toEqual({ entry: 1, lot: 1, account_day: 1, purchase: 1, answer: 1, audit: 1 });
});
