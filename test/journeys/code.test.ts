import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { reading } from "../support/cards.ts";
import { everything, refuses } from "../support/evidence.ts";
import type { Phone, Till } from "../support/people.ts";
import { openWorld, type World } from "../support/world.ts";

/**
 * What a code may do and when, by the protocol's own table. T is the beginning of a step of every purpose; seconds
 * are counted from there.
 */
let world: World;
let phone: Phone;
let till: Till;
let other: Till;
let T = 0;

beforeAll(async () => {
  world = await openWorld();
  till = await world.staff("糸井 あかり");
  other = await world.staff("駅前 太郎", "駅前店");
});
afterAll(() => world.close());

let members = 0;
/** A new member, and a quarter of an hour later than whatever was before. */
async function begin(): Promise<void> {
  members += 1;
  const quarter = 15 * 60_000;
  T = (Math.floor(world.clock.nowMs() / quarter) + 1) * quarter;
  at(0);
  phone = await world.member(`会員 ${members}`);
}

function at(seconds: number): void {
  world.clock.setTo(T + seconds * 1000);
}

const shown = (purpose: 7 | 8 | 5, seconds: number): Promise<string> =>
  phone.code(purpose, T + seconds * 1000);

describe("a code that identifies (7)", () => {
  test("is read 3 s after it was shown, and again 5 s later at the same till as the same scan", async () => {
    await begin();
    const code = await shown(7, 0);
    at(3);
    const first = await till.scan(code);
    expect(first.scopes).toEqual(["earn"]);
    at(8);
    const before = await everything(world);
    expect((await till.scan(code)).scanId).toBe(first.scanId);
    expect(await everything(world)).toEqual(before);
  });

  test("is refused at another till 6 s later; the next code is taken there at 20 s", async () => {
    await begin();
    const code = await shown(7, 0);
    at(3);
    expect(await reading(till, code)).toBe("ok");
    at(9);
    const before = (await everything(world)).scan;
    expect(await reading(other, code)).toBe("card.replayed");
    expect((await everything(world)).scan).toEqual(before);
    at(20);
    expect(await reading(other, await shown(7, 20))).toBe("ok");
  });

  test("is refused at its own till at 12 s once the sale is closed: a photo is no card", async () => {
    await begin();
    const code = await shown(7, 0);
    at(3);
    await till.sell((await till.scan(code)).scanId, 500);
    at(12);
    const asked = { client: till.client, path: "/api/till/scans", body: { code, source: "camera" } };
    await refuses(world, { ...asked, status: 409, code: "card.replayed" });
  });

  test.each([
    [29, "ok"],
    [44, "ok"],
    [45, "card.expired"],
    [290, "card.expired"],
    [600, "card.invalid"],
  ])("as a screenshot %i s after it was first shown: %s", async (seconds, expected) => {
    await begin();
    const code = await shown(7, 0);
    at(seconds);
    expect(await reading(till, code)).toBe(expected);
  });

  test("says how old it is: 3 steps at 45 s, 19 at 290 s", async () => {
    await begin();
    const code = await shown(7, 0);
    const body = { code, source: "camera" };
    const asked = { client: till.client, path: "/api/till/scans", body, status: 410 };
    at(45);
    expect(await refuses(world, { ...asked, code: "card.expired" })).toEqual({ steps: 3 });
    at(290);
    expect(await refuses(world, { ...asked, code: "card.expired" })).toEqual({ steps: 19 });
  });

  test("is taken from a phone whose clock is 14 s fast", async () => {
    await begin();
    at(14);
    expect(await reading(till, await shown(7, 28))).toBe("ok");
  });

  test("is burned when a phone is 2 min fast, so that it is refused when its time has come", async () => {
    await begin();
    const early = await shown(7, 120);
    const met = await till.client.refused("POST", "/api/till/scans", {
      body: { code: early, source: "camera" },
    });
    expect(met).toMatchObject({ status: 409, error: { code: "card.clock_ahead", details: { steps: 8 } } });
    at(5);
    expect(await reading(till, await shown(7, 5))).toBe("ok");
    at(120);
    expect(await reading(till, early)).toBe("card.replayed");
    at(135);
    expect(await reading(till, await shown(7, 135))).toBe("ok");
  });

  test.each([
    3600, -3600,
  ])("from a phone whose clock is %i s off is unknown, and the right time works", async (off) => {
    await begin();
    expect(await reading(till, await shown(7, off))).toBe("card.invalid");
    expect(await reading(till, await shown(7, 0))).toBe("ok");
  });

  test("is refused when a newer one was taken before it", async () => {
    await begin();
    const [older, newer] = [await shown(7, 0), await shown(7, 15)];
    at(16);
    expect(await reading(till, newer)).toBe("ok");
    at(18);
    expect(await reading(till, older)).toBe("card.replayed");
  });

  test("does not use points and is not used up by trying; earning with it still works", async () => {
    await begin();
    const code = await shown(7, 0);
    const body = { code, source: "camera", intent: "spend" };
    const asked = { client: till.client, path: "/api/till/scans", body };
    await refuses(world, { ...asked, status: 409, code: "card.wrong_purpose" });
    at(4);
    const scan = await till.scan(code, "earn");
    const sale = { scanId: scan.scanId, amountYen: 1000, pointsToUse: 1 };
    const sold = { client: till.client, path: "/api/till/purchases", key: "spend-with-7", body: sale };
    await refuses(world, { ...sold, status: 409, code: "card.wrong_purpose" });
    expect((await till.sell(scan.scanId, 1000)).pointsEarned).toBe(10);
  });
});

describe("a code that may spend (8)", () => {
  test("earns and spends, also where only earning was asked for", async () => {
    await begin();
    at(3);
    expect((await till.scan(await shown(8, 0))).scopes).toEqual(["earn", "spend"]);
    at(20);
    expect((await till.scan(await shown(8, 20), "spend")).scopes).toEqual(["earn", "spend"]);
  });

  test.each([
    [29, "ok"],
    [30, "card.expired"],
  ])("%i s after it was first shown: %s", async (seconds, expected) => {
    await begin();
    const code = await shown(8, 0);
    at(seconds);
    expect(await reading(till, code, "spend")).toBe(expected);
  });
});

describe("digits that are typed (5)", () => {
  test.each([
    [95, "ok"],
    [179, "ok"],
    [185, "card.expired"],
  ])("%i s after they were first shown: %s", async (seconds, expected) => {
    await begin();
    const code = await shown(5, 0);
    at(seconds);
    expect(await reading(till, `${code.slice(0, 4)} ${code.slice(4, 12)}-${code.slice(12)}`)).toBe(expected);
  });
});

describe("what is no code of ours", () => {
  test.each([
    ["a JAN barcode of 13 digits", "4901234567894", "card.bad_format"],
    ["a web address", "https://example.com/menu", "card.bad_format"],
    ["twenty digits that begin with 9", "90000000000000000000", "card.unsupported_version"],
    ["a code with one digit wrong", "70358194627216712394", "card.bad_check"],
  ] as const)("%s is told apart and counted against nobody", async (_, code, expected) => {
    const asked = { client: till.client, path: "/api/till/scans", body: { code, source: "wedge" } };
    for (let i = 0; i < 25; i++) expect(await reading(till, code)).toBe(expected);
    await refuses(world, { ...asked, status: 400, code: expected });
    await begin();
    expect(await reading(till, await shown(7, 0))).toBe("ok");
  });

  test("an unknown handle is refused as a wrong proof is, so that nobody can look for handles", async () => {
    const asked = { client: till.client, path: "/api/till/scans" };
    const body = { code: "70358194627216712393", source: "camera" };
    await refuses(world, { ...asked, body, status: 404, code: "card.invalid" });
  });
});
