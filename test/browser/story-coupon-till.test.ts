import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { publishCoupon } from "../support/coupon-shop.ts";
import type { Till } from "../support/people.ts";
import { openWorld, type World } from "../support/world.ts";
import { builtPages } from "./built-pages.ts";
import { type CardPhone, phoneWithCard, runClock } from "./card-phone.ts";
import { launchChromium } from "./chromium.ts";
import { showToCamera } from "./show-to-camera.ts";
import { fakeCamera, openTill, PATIENCE, readLikeAReader } from "./till-page.ts";

/** A customer's phone and the till's own screen, side by side: both ways of reading a coupon, and of looking at one. */

const folder = mkdtempSync(join(tmpdir(), "goen-coupon-"));
const film = join(folder, "phone.y4m");
let world: World;
let hands: Browser;
let counter: Browser;
let staff: Till;
let stopClock: () => void;

beforeAll(async () => {
  await builtPages();
  [world, hands, counter] = await Promise.all([
    openWorld({ startMs: Date.now() }),
    launchChromium(),
    launchChromium([...fakeCamera, `--use-file-for-fake-video-capture=${film}`]),
  ]);
  stopClock = runClock(world);
  await publishCoupon(world.deps, "C-SCAN", {
    ...{ name: { ja: "かざして300円引き", en: "" }, mode: "scan" },
    benefit: { kind: "amount_off", yen: 300 },
  });
  await publishCoupon(world.deps, "C-SHOW", { name: { ja: "見せて100円引き", en: "" } });
  staff = await world.staff("糸井 あかり");
}, 120_000);
afterAll(async () => {
  stopClock?.();
  await Promise.all([hands?.close(), counter?.close()]);
  await world?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function customer(name: string): Promise<CardPhone> {
  const phone = await phoneWithCard(hands, world, name);
  phone.page.setDefaultTimeout(20_000);
  await phone.open();
  await phone.join();
  await phone.page.getByRole("button", { name: /^クーポン/ }).click();
  return phone;
}

async function presents({ page }: CardPhone): Promise<void> {
  await page.getByRole("button", { name: /かざして300円引き/ }).click();
  await page.getByRole("button", { name: "レジでかざす" }).click();
  await page.getByText("クーポン「かざして300円引き」").waitFor();
}

/** Nobody at the till has chosen anything: the reading alone did. */
async function pays(till: Page): Promise<void> {
  await till.getByRole("button", { name: /かざして300円引き/, pressed: true }).waitFor();
  for (const digit of "1280") await till.getByRole("button", { name: digit, exact: true }).click();
  await till.getByRole("button", { name: /会計を確定.*¥980・クーポン −¥300・9 pt 付与/ }).click();
  await till.locator(".receipt").getByText("クーポン:かざして300円引き").waitFor();
}

async function seesItUsed({ page }: CardPhone): Promise<void> {
  await page.getByRole("heading", { name: "クーポンを使いました" }).waitFor();
  await page.getByRole("button", { name: "会員証に戻る" }).click();
  await page.getByRole("button", { name: /^クーポン/ }).click();
  const past = page.locator("section.tickets").filter({ hasText: "使用済み・期限切れ" });
  await past.getByText("かざして300円引き").waitFor();
}

async function takesBack(till: Page): Promise<void> {
  await till.getByRole("button", { name: "取消・返品" }).click();
  await till.getByText("クーポン「かざして300円引き」をお客様に戻します").waitFor();
  await till.getByRole("button", { name: "取り消しを確定" }).click();
  await till.locator(".used-coupons").getByText("戻しました").waitFor();
}

/** It can be presented once more. */
async function hasItBack({ page }: CardPhone): Promise<void> {
  await page.reload();
  await page.getByRole("button", { name: /かざして300円引き/ }).click();
  await page.getByRole("button", { name: "レジでかざす" }).waitFor();
}

/** What each change of the coupon was. */
async function changes(couponId: string, userId: string): Promise<readonly string[]> {
  const rows = await world.deps.database.point
    .selectFrom("coupon_change")
    .innerJoin("member", "member.member_id", "coupon_change.member_id")
    .select("coupon_change.kind")
    .where("coupon_change.coupon_id", "=", couponId)
    .where("member.line_user_id", "=", userId)
    .orderBy("nth")
    .execute();
  return rows.map(({ kind }) => kind);
}

test(
  "かざす: the till's camera reads the phone, ¥300 comes off, the card says so, and undoing gives it back",
  PATIENCE,
  async () => {
    const phone = await customer("カメラ 実物");
    await presents(phone);
    const till = await openTill(counter, world, staff.client, "sales");
    await showToCamera(till, phone.page, film, async () => {
      await till.goto(`${world.origin}/till/`);
    });
    await pays(till);
    await seesItUsed(phone);
    await takesBack(till);
    await hasItBack(phone);
    expect(await changes("C-SCAN", phone.userId)).toEqual([
      "issued",
      "presented",
      "reserved",
      "redeemed",
      "undone",
    ]);
    await till.close();
  },
);

test(
  "かざす by a reader with a cable: the same, and not a key of it lands in the amount",
  PATIENCE,
  async () => {
    const phone = await customer("リーダー 実物");
    await presents(phone);
    const till = await openTill(counter, world, staff.client, "sales");
    await readLikeAReader(till, `${await phone.readCode()}\n`);
    await till.getByRole("heading", { name: /様/ }).waitFor();
    await pays(till);
    await seesItUsed(phone);
    await takesBack(till);
    await hasItBack(phone);
    await till.close();
  },
);

test(
  "見せる: the phone's living screen and the till's head show one word, and change it together",
  PATIENCE,
  async () => {
    const { page } = await customer("見せる 実物");
    const till = await openTill(counter, world, staff.client, "sales");
    await page.getByRole("button", { name: /見せて100円引き/ }).click();
    await page.getByRole("button", { name: "使う", exact: true }).click();
    const sheet = page.getByRole("dialog");
    await sheet.getByLabel("ご利用のお店").selectOption({ index: 1 });
    await sheet
      .getByRole("button", { name: /使う|使用/ })
      .last()
      .click();
    const both = async (): Promise<readonly string[]> => [
      await page.locator(".living-word strong").innerText(),
      await till.locator(".word strong").innerText(),
    ];
    await page.locator(".living-word strong").waitFor();
    await expect.poll(async () => new Set(await both()).size, { timeout: 10_000 }).toBe(1);
    const [before] = await both();
    const changed = async (): Promise<boolean> => (await both()).every((word) => word !== before);
    await expect.poll(changed, { timeout: 65_000, interval: 250 }).toBe(true);
    expect(new Set(await both()).size).toBe(1);
    await till.close();
  },
);
