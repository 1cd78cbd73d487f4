import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { publishCoupon } from "../support/coupon-shop.ts";
import { newKey, type Till } from "../support/people.ts";
import { openWorld, type World } from "../support/world.ts";
import { axe } from "./axe.ts";
import { builtPages } from "./built-pages.ts";
import { phoneWithCard, runClock } from "./card-phone.ts";
import { launchChromium } from "./chromium.ts";
import { openDesk, pc, phone as phoneSize, shoot, sideways, tooSmall } from "./console-page.ts";
import { fakeCamera, openTill, PATIENCE } from "./till-page.ts";

/** A coupon that a customer used on the phone by mistake, taken back at the till or the console. */

let world: World;
let browser: Browser;
let stopClock: () => void;
let staff: Till;
let page: Page;

beforeAll(async () => {
  await builtPages();
  browser = await launchChromium(fakeCamera);
  world = await openWorld({ startMs: Date.now() });
  stopClock = runClock(world);
  await publishCoupon(world.deps, "SHOW", { name: { ja: "見せて100円引き", en: "¥100 off" } });
  staff = await world.staff("糸井 あかり");
  page = await openTill(browser, world, staff.client, "sales");
}, 120_000);
afterAll(async () => {
  stopClock?.();
  await browser?.close();
  await world?.close();
});

const press = (name: string | RegExp) =>
  page.getByRole("button", { name, exact: typeof name === "string" }).click();
const show = (name: string) => page.getByRole("radio", { name }).check({ force: true });
const line = (who: string) => page.locator(".sale.tap").filter({ hasText: who });

async function look(state: string): Promise<void> {
  for (const viewport of [pc, phoneSize]) {
    await page.setViewportSize(viewport);
    const faults = [...(await axe(page)), ...(await tooSmall(page)), await sideways(page)];
    await shoot(page, `till-taps-${state}-${viewport.width}`);
    expect.soft([state, viewport.width, faults]).toEqual([state, viewport.width, [0]]);
  }
}

/** Who used one on their phone, without the phone. */
async function usedBy(name: string) {
  const member = await world.member(name);
  const path = "/api/card/coupons/SHOW/redeem";
  const { coupon } = await member.client.ok<{ coupon: { walletId: string } }>("POST", path, {
    ...{ body: {}, key: newKey() },
  });
  return { member, walletId: coupon.walletId };
}

async function statusOf(walletId: string): Promise<string | undefined> {
  const row = await world.deps.database.point
    .selectFrom("member_coupon")
    .select("status")
    .where("member_coupon_id", "=", walletId)
    .executeTakeFirst();
  return row?.status;
}

test("nothing was used on a phone today: the list says so and why", PATIENCE, async () => {
  await page.getByText("この日の取引はまだありません").waitFor();
  await show("スマホのクーポン");
  await page.getByText("この日、スマホで使われたクーポンはありません").waitFor();
  await look("empty");
});

test(
  "used on a phone by mistake, 3 presses at the till give it back, and the card has it again",
  PATIENCE,
  async () => {
    const phone = await phoneWithCard(browser, world, "佐藤 花子", { viewport: { width: 360, height: 640 } });
    const card = phone.page;
    await phone.open();
    await phone.join();
    await card.getByRole("button", { name: /^クーポン/ }).click();
    await card.getByRole("button", { name: /見せて100円引き/ }).click();
    await card.getByRole("button", { name: "使う", exact: true }).click();
    const sheet = card.getByRole("dialog");
    await sheet.getByLabel("ご利用のお店").selectOption({ index: 1 });
    await sheet
      .getByRole("button", { name: /使う|使用/ })
      .last()
      .click();
    await card.getByRole("heading", { name: "クーポンを使いました" }).waitFor();

    await press("更新");
    await line("佐藤 花子 様").getByText("見せて100円引き").waitFor();
    await look("list");
    await press(/^取り消す 見せて100円引き 佐藤 花子 様/);
    await page.getByText("クーポン「見せて100円引き」をお客様に戻します").waitFor();
    await look("sheet");
    await press("取り消しを確定");
    await page.getByText("取り消しました。佐藤 花子 様に「見せて100円引き」を戻しました").waitFor();
    await page.getByText("この日、スマホで使われたクーポンはありません").waitFor();
    await look("done");

    await phone.open();
    await card.getByRole("button", { name: /^クーポン/ }).click();
    await card.getByRole("button", { name: /見せて100円引き/ }).click();
    await card.getByRole("button", { name: "使う", exact: true }).waitFor();
    await card.context().close();
  },
);

test("a refusal is one sentence: who has left has nothing given back", PATIENCE, async () => {
  const { member, walletId } = await usedBy("退会 する人");
  await press("更新");
  await line("退会 する人").waitFor();
  await press(/^取り消す .*退会 する人/);
  await member.client.ok("POST", "/api/card/leave", { body: {} });
  await press("取り消しを確定");
  await page.getByRole("alert").getByText("退会").waitFor();
  await look("refused");
  await press("やめる");
  expect(await statusOf(walletId)).toBe("redeemed");
});

test(
  "without an answer it says so and asks again; offline it says that it needs the network",
  PATIENCE,
  async () => {
    const { walletId } = await usedBy("鈴木 一郎");
    await page.route("**/api/till/coupon-taps*", (route) => route.abort());
    await press("更新");
    await page.getByRole("alert").waitFor();
    await look("trouble");
    await page.unroute("**/api/till/coupon-taps*");
    await press("もう一度試す");
    await line("鈴木 一郎").waitFor();
    await page.context().setOffline(true);
    await page.getByText("オフラインでは、スマホで使われたクーポンの確認も取り消しもできません").waitFor();
    await look("offline");
    await page.context().setOffline(false);
    await press(/^取り消す .*鈴木 一郎/);
    await press("取り消しを確定");
    await page.getByText("取り消しました。鈴木 一郎 様").waitFor();
    expect(await statusOf(walletId)).toBe("held");
  },
);

test("in English, too", PATIENCE, async () => {
  await usedBy("Hanako");
  await press("メニュー");
  await press("English");
  await press("Close");
  await press("Refresh");
  await press(/^Undo ¥100 off Hanako/);
  await page.getByText("The coupon “¥100 off” is given back to the customer").waitFor();
  await look("english");
  await press("Undo the use");
  await page.getByText("Undone. Hanako has “¥100 off” again").waitFor();
});

test(
  "at the console it is given back with a reason: told, and the row is unused again",
  PATIENCE,
  async () => {
    const { walletId } = await usedBy("開店 はな子");
    const console = await openDesk(browser, world, "coupons/SHOW/holders");
    await console.getByRole("button", { name: "使用を取り消す: 開店 はな子" }).click();
    await console.getByLabel("理由").fill("押し間違い");
    await shoot(console, "console-undo-use-1280");
    await console.keyboard.press("Enter");
    await console.getByText("使用を取り消しました。開店 はな子さんはもう一度使えます").waitFor();
    const table = console.getByRole("table", { name: "クーポンを持つ会員" });
    await table.getByRole("row").filter({ hasText: "開店 はな子" }).getByText("未使用").waitFor();
    expect(await statusOf(walletId)).toBe("held");
  },
);
