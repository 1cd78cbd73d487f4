import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { StampWallet } from "../../shared/stamps/views.ts";
import { publishCoupon, publishStampCard } from "../support/coupon-shop.ts";
import { newKey, type Phone, type Till } from "../support/people.ts";
import { openWorld, type World } from "../support/world.ts";
import { axe } from "./axe.ts";
import { builtPages } from "./built-pages.ts";
import { launchChromium } from "./chromium.ts";
import { shoot, sideways } from "./console-page.ts";
import { fakeCamera, openTill, PATIENCE, readLikeAReader } from "./till-page.ts";

/** Stamp cards in a cashier's hands, who manages nothing. */

let world: World;
let browser: Browser;
let phone: Phone;
let staff: Till;
let page: Page;
let sheet: Locator;

beforeAll(async () => {
  await builtPages();
  browser = await launchChromium(fakeCamera);
  world = await openWorld();
  const reward = { kind: "reward" as const, name: { ja: "焼き菓子", en: "Biscuit" } };
  await publishStampCard(world.deps, "beans", {
    ...{ earn: { kind: "staff" }, oncePerDay: true, name: { ja: "珈琲豆カード", en: "Coffee beans" } },
    ...{ goal: 5, milestones: [{ at: 5, benefit: reward }] },
  });
  await publishCoupon(world.deps, "c100", { name: { ja: "100円引き", en: "¥100 off the autumn menu" } });
  phone = await world.member("佐藤 花子");
  staff = await world.staff("糸井 あかり");
  page = await openTill(browser, world, staff.client);
  sheet = page.getByRole("dialog");
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

const line = (): Locator => page.locator("button.stamps");

async function scan(): Promise<void> {
  await page.goto(`${world.origin}/till/`);
  await page.locator(".top").waitFor();
  await readLikeAReader(page, `${await phone.code()}\n`);
  await line().waitFor();
}

async function press(name: string): Promise<void> {
  await page.getByRole("button", { name, exact: true }).click();
}

/** Counts of the card's entries, as kept. */
async function kept(): Promise<readonly string[]> {
  const rows = await world.deps.database.point
    .selectFrom("stamp_entry")
    .select(["kind", "stamps"])
    .where("kind", "!=", "welcome")
    .orderBy("entry_id")
    .execute();
  return rows.map(({ kind, stamps }) => `${kind} ${stamps}`);
}

test(
  "a paper card of 3 is brought over once, for which 2 taps and the number are needed",
  PATIENCE,
  async () => {
    await scan();
    await line().click();
    await sheet.locator("summary").click();
    await sheet.getByLabel("引き継ぐ数(1〜4)").fill("３");
    await press("3 個を引き継ぐ");
    await sheet.getByText("記録しました:珈琲豆カード +3(3/5)").waitFor();
    await sheet.locator("summary").click();
    await sheet.getByLabel("引き継ぐ数(1〜1)").fill("1");
    await press("1 個を引き継ぐ");
    await sheet.locator(".trouble").waitFor();
    expect(await kept()).toEqual(["import 3"]);
  },
);

test(
  "one stamp is a tap; a second on the same day is refused, and nobody is asked for a manager's reason",
  PATIENCE,
  async () => {
    await press("スタンプを押す");
    await sheet.getByText("記録しました:珈琲豆カード +1(4/5)").waitFor();
    await press("スタンプを押す");
    await sheet.locator(".trouble").getByText("1日1回").waitFor();
    expect(await sheet.getByLabel(/理由/).count()).toBe(0);
    await press("閉じる");
    await line().getByText("4/5").waitFor();
    expect(await kept()).toEqual(["import 3", "stamp 1"]);
  },
);

test(
  "the fifth, on the next day, gives a biscuit that waits on top until it is handed over",
  PATIENCE,
  async () => {
    // A session lasts twelve hours from its last use, and noon is as far from midnight.
    world.clock.advanceBy(11.5 * 3_600_000);
    await scan();
    world.clock.advanceBy(3_600_000);
    await scan();
    await line().click();
    await press("スタンプを押す");
    await sheet.getByText("珈琲豆カード +1・いっぱいになりました").waitFor();
    await sheet.locator(".reward").getByText("焼き菓子").waitFor();
    await press("閉じる");
    await line().getByText("景品 1").waitFor();
    world.clock.advanceBy(30_000);
    await scan();
    const top = async (found: Locator): Promise<number> => (await found.boundingBox())?.y ?? 0;
    expect(await top(line())).toBeLessThan(await top(page.locator(".coupons")));
    await line().click();
    await press("お渡しした");
    await press("お渡しを取り消す");
    await press("お渡しした");
    await sheet.getByText("お渡し済み").waitFor();
    await press("閉じる");
    await line().getByText("0/5").waitFor();
    expect(await line().getByText("景品").count()).toBe(0);
  },
);

test("the same in English, on a phone, without a line too wide", PATIENCE, async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  await press("メニュー");
  await press("English");
  await page.keyboard.press("Escape");
  for (const digit of "1280") await press(digit);
  await page.getByRole("button", { name: /¥100 off the autumn menu/ }).waitFor();
  expect([await sideways(page), await axe(page)]).toEqual([0, []]);
  await shoot(page, "till-english-desk");
  await line().click();
  await sheet.getByRole("button", { name: "Stamp it" }).waitFor();
  expect([await sideways(page), await axe(page)]).toEqual([0, []]);
  await shoot(page, "till-english-stamps");
});

test(
  "whoever undoes or returns a sale reads first that its biscuit was handed over and stays given",
  PATIENCE,
  async () => {
    await publishStampCard(world.deps, "morning", {
      ...{ name: { ja: "朝カード", en: "Mornings" }, goal: 1 },
      milestones: [{ at: 1, benefit: { kind: "reward", name: { ja: "焼き菓子", en: "Biscuit" } } }],
    });
    world.clock.advanceBy(30_000);
    const { scanId } = await staff.scan(await phone.code());
    await staff.sell(scanId, 640);
    await page.goto(`${world.origin}/till/sales`);
    const reverse = page.getByRole("button", { name: /Undo or return/ }).first();
    await reverse.click();
    await sheet.getByText("1 stamps are taken back").waitFor();
    expect(await sheet.getByText("Biscuit").count()).toBe(0);
    await press("Cancel");
    await phone.signIn();
    const { rewards } = await phone.client.ok<StampWallet>("GET", "/api/card/stamps");
    const waiting = rewards.find(({ handedOverAtMs }) => handedOverAtMs === null);
    const at = `/api/till/scans/${scanId}/rewards/${waiting?.rewardId}/hand-over`;
    await staff.client.ok("POST", at, { key: newKey(), body: {} });
    await reverse.click();
    await sheet.getByText("“Biscuit” was handed over already, and stays given").waitFor();
    expect([await sideways(page), await axe(page)]).toEqual([0, []]);
    await shoot(page, "till-english-undo-reward");
    await sheet.getByRole("radio", { name: /Return a part/ }).check();
    await sheet.getByRole("textbox").first().fill("640");
    await sheet.getByText("“Biscuit” was handed over already, and stays given. ").waitFor();
  },
);
