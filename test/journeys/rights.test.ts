import { afterAll, beforeAll, expect, test } from "vitest";
import { parseStores, setUpLink } from "../../server/entry/first-start.ts";
import { readSettings } from "../../server/platform/settings.ts";
import { damm } from "../../shared/card/code.ts";
import type { StaffList } from "../../shared/stores/schema.ts";
import { shop } from "../demo/shop.ts";
import { secretIn, type Till } from "../support/people.ts";
import { openWorld, testCardKeys, type World } from "../support/world.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

async function signInBy(till: Till, url: string) {
  const idToken = await world.emulator.issueIdToken({
    userId: till.userId,
    channelId: shop.login.channelId,
  });
  return till.client.refused("POST", "/api/till/session", { body: { idToken, invitation: secretIn(url) } });
}

test("a manager who is removed cannot come back by an invitation made before", async () => {
  const manager = await world.staff("戻り たい", "本店", "manager");
  const kept = await manager.invite("staff", "本店");
  const owner = await world.owner();
  const { staff } = await owner.client.ok<StaffList>("GET", "/api/till/staff");
  const found = staff.find(({ name }) => name === "戻り たい");
  await owner.client.ok("DELETE", `/api/till/staff/${found?.publicId}`);
  expect((await signInBy(manager, kept.url)).error.code).toBe("staff.invitation_invalid");
});

test("of two owner links only the newer opens: the first was lost", async () => {
  const lost = await setUpLink(world.deps);
  await setUpLink(world.deps);
  const finder = await world.staff("拾った 人");
  expect((await signInBy(finder, lost)).error.code).toBe("staff.invitation_invalid");
});

test("two stores cannot share a code, which is their place in the tree of rights", () => {
  expect(parseStores("本店:A,駅前店:B").map(({ code }) => code)).toEqual(["A", "B"]);
  expect(() => parseStores("本店,駅前店:S1")).toThrow('"S1" is not a code of its own');
  expect(() => parseStores("本店:A/B")).toThrow("STORES");
});

test("60 unknown codes within the hour are looked at, however often the person signs in again or sends at once", async () => {
  const till = await world.staff("総当 たり");
  const unknown = Array.from({ length: 100 }, (_, i) => unknownCode(i));
  const answers: string[] = [];
  for (let batch = 0; batch < 4; batch++) {
    await till.signIn();
    await till.choose("本店");
    const codes = unknown.slice(batch * 25, batch * 25 + 25);
    const sent = codes.map((code) =>
      till.client.refused("POST", "/api/till/scans", { body: { code, source: "manual" } }),
    );
    answers.push(...(await Promise.all(sent)).map(({ error }) => error.code));
    world.clock.advanceBy(6 * 60_000);
  }
  expect(answers.filter((code) => code === "card.invalid").length).toBe(60);
  expect(answers.filter((code) => code === "card.rate_limited").length).toBe(40);
});

test("a card read in two stores within 10 minutes is marked in the audit log, and both sales go on", async () => {
  const phone = await world.member("両方 の人");
  const [here, there] = [await world.staff("本店 の人"), await world.staff("駅前 の人", "駅前店")];
  await here.scan(await phone.code());
  world.clock.advanceBy(9 * 60_000);
  await there.scan(await phone.code());
  world.clock.advanceBy(10 * 60_000);
  await here.scan(await phone.code());
  const rows = await world.deps.database.point
    .selectFrom("audit")
    .select("details")
    .where("action", "=", "card.scan")
    .orderBy("audit_id", "desc")
    .limit(3)
    .execute();
  expect(rows.map(({ details }) => JSON.parse(details ?? "{}").twoStores ?? false)).toEqual([
    false,
    true,
    false,
  ]);
});

test.each([
  ["TIME_ZONE", "Asia/Tokio", "there is no zone Asia/Tokio"],
  ["LIFF_ID_CARD", "not a liff id", "LIFF_ID_CARD is not a LIFF ID"],
  ["CARD_KEYS", `${testCardKeys},${testCardKeys}`, "CARD_KEYS cannot be read"],
  ["PUBLIC_URL", "https://card.example.jp/goen", "PUBLIC_URL must start with https://"],
])("%s = %s is refused at the start", (name, value, sentence) => {
  expect(() => readSettings({ ...good, [name]: value })).toThrow(sentence);
});

test("PUBLIC_URL is taken as browsers write it", () => {
  expect(readSettings({ ...good, PUBLIC_URL: "https://Card.Example.jp:443/" }).publicUrl).toBe(
    "https://card.example.jp",
  );
});

const good = {
  PUBLIC_URL: "https://card.example.jp",
  SHOP_NAME: "喫茶ごえん",
  LINE_CHANNEL_ID: "1",
  LINE_CHANNEL_SECRET: "s",
  LIFF_ID_CARD: "2000000002-Card0001",
  LIFF_ID_TILL: "2000000002-Till0001",
  CARD_KEYS: testCardKeys,
};

/** Well formed, with the right check digit, of a handle that nobody has. */
function unknownCode(i: number): string {
  const body = `7${String(9_000_000_000 + i)}12345678`;
  return `${body}${damm(body)}`;
}
