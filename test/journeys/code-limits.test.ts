import { afterEach, beforeEach, expect, test } from "vitest";
import { cardOn, reading, unknownCode, withWrongProof } from "../support/cards.ts";
import { refuses, tally } from "../support/evidence.ts";
import type { Phone, Till } from "../support/people.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
let phone: Phone;
let till: Till;
beforeEach(async () => {
  world = await openWorld();
  phone = await world.member("佐藤 花子");
  till = await world.staff("糸井 あかり");
});
afterEach(() => world.close());

const minute = 60_000;
const hour = 60 * minute;

/** As often as `times` one after the other, since each counts against the next. */
async function readings(times: number, one: (n: number) => Promise<string>): Promise<string[]> {
  const met: string[] = [];
  for (let n = 0; n < times; n++) met.push(await one(n));
  return met;
}

test("the 11th wrong proof of one card within 15 min is LOCKED, at whichever till, and then the right one too", async () => {
  const other = await world.staff("駅前 太郎", "駅前店");
  const wrong = withWrongProof(await phone.code());
  const tills = [till, other];
  const met = await readings(11, (n) => reading(tills[n % 2] ?? till, wrong));
  expect(tally(met)).toEqual({ "card.invalid": 10, "card.locked": 1 });
  expect(met.at(-1)).toBe("card.locked");

  const body = { code: await phone.code(), source: "camera" };
  const asked = { client: other.client, path: "/api/till/scans", body };
  await refuses(world, { ...asked, status: 429, code: "card.locked" });
  expect(await reading(till, await (await world.member("別の人")).code())).toBe("ok");

  world.clock.advanceBy(15 * minute);
  expect(await reading(till, await phone.code())).toBe("ok");
});

test("a card that is enrolled anew is not locked any more: nobody can lock a member out for long", async () => {
  const wrong = withWrongProof(await phone.code());
  await readings(10, () => reading(till, wrong));
  expect(await reading(till, await phone.code())).toBe("card.locked");
  await phone.enroll();
  expect(await reading(till, await phone.code())).toBe("ok");
});

test("the 21st unknown code of a till within 5 min is RATE_LIMITED; 5 min later it reads again", async () => {
  const met = await readings(21, (n) => reading(till, unknownCode(n)));
  expect(tally(met)).toEqual({ "card.invalid": 20, "card.rate_limited": 1 });
  const body = { code: await phone.code(), source: "camera" };
  const asked = { client: till.client, path: "/api/till/scans", body };
  await refuses(world, { ...asked, status: 429, code: "card.rate_limited" });
  world.clock.advanceBy(5 * minute);
  expect(await reading(till, await phone.code())).toBe("ok");
});

test("the 61st unknown code of a till within an hour is RATE_LIMITED, and other tills still read", async () => {
  const met = await readings(61, (n) => {
    world.clock.advanceBy(50_000);
    return reading(till, unknownCode(n));
  });
  expect(tally(met)).toEqual({ "card.invalid": 60, "card.rate_limited": 1 });
  expect(met.at(-1)).toBe("card.rate_limited");
  expect(await reading(till, await phone.code())).toBe("card.rate_limited");
  const other = await world.staff("駅前 太郎", "駅前店");
  expect(await reading(other, await phone.code())).toBe("ok");
});

test("a phone that was offline for 25 h may earn but not spend until it has been online", async () => {
  const handle = (await phone.code()).slice(1, 11);
  world.clock.advanceBy(25 * hour);
  await till.signIn();
  expect(await reading(till, await phone.code(8), "spend")).toBe("card.needs_online");
  expect(await reading(till, await phone.code(7))).toBe("ok");
  await phone.signIn();
  await phone.client.ok("GET", `/api/card/heartbeat?handle=${handle}`);
  expect(await reading(till, await phone.code(8), "spend")).toBe("ok");
});

test("a key lives 7 days: at its end the code is taken, a minute later it is CARD_EXPIRED", async () => {
  const { notAfterMs } = await phone.enroll();
  world.clock.setTo(notAfterMs);
  await till.signIn();
  expect(await reading(till, await phone.code(7))).toBe("ok");
  world.clock.advanceBy(minute);
  const body = { code: await phone.code(7), source: "camera" };
  const asked = { client: till.client, path: "/api/till/scans", body };
  await refuses(world, { ...asked, status: 410, code: "card.key_expired" });
});

test("a replaced key is good for 10 min more and not a minute after", async () => {
  const old = await cardOn(phone.client, "phone");
  await cardOn(phone.client, "phone");
  world.clock.advanceBy(10 * minute);
  expect(await reading(till, await old.code(7, world.clock.nowMs()))).toBe("ok");
  world.clock.advanceBy(minute);
  const body = { code: await old.code(7, world.clock.nowMs()), source: "camera" };
  const asked = { client: till.client, path: "/api/till/scans", body };
  await refuses(world, { ...asked, status: 410, code: "card.revoked" });
});

test("a third device evicts the oldest of two, and each new one is told to the member once", async () => {
  const member = await (async () => {
    const person = world.phone("鈴木 一郎");
    await person.join();
    return person;
  })();
  const first = await cardOn(member.client, "first");
  world.clock.advanceBy(minute);
  const second = await cardOn(member.client, "second");
  world.clock.advanceBy(minute);
  const third = await cardOn(member.client, "third");
  world.clock.advanceBy(11 * minute);
  const now = world.clock.nowMs();
  expect(await reading(till, await first.code(7, now))).toBe("card.revoked");
  expect(await reading(till, await second.code(7, now))).toBe("ok");
  expect(await reading(till, await third.code(7, now))).toBe("ok");
  await world.settled();
  const pushed = world.emulator.deliveries(member.userId).filter(({ via }) => via === "push");
  expect(pushed).toHaveLength(2);
  expect(JSON.stringify(pushed[0]?.messages)).toContain("新しい端末");
});

test("a member enrols 6 times an hour and no 7th, and is free again an hour later", async () => {
  const member = world.phone("鈴木 一郎");
  await member.join();
  for (let n = 0; n < 6; n++) await member.enroll();
  const pub = `BF${"A".repeat(85)}`;
  const body = { pub, deviceId: "device-of-the-limit" };
  const asked = { client: member.client, path: "/api/card/enroll", body };
  await refuses(world, { ...asked, status: 429, code: "card.enroll_limit" });
  world.clock.advanceBy(hour);
  await member.enroll();
});
