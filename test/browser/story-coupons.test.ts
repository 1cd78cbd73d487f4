import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Receipt } from "../../shared/purchases/schema.ts";
import { publishCoupon, publishStampCard } from "../support/coupon-shop.ts";
import { openWorld, type World } from "../support/world.ts";
import { builtPages } from "./built-pages.ts";
import { type CardPhone, phoneWithCard, runClock } from "./card-phone.ts";
import { launchChromium } from "./chromium.ts";

/** The three ways of using a coupon on the real door: phone, server and database; the till speaks by its API. */

let world: World;
let browser: Browser;
let stopClock: () => void;

const words = (ja: string) => ({ ja, en: "" });

beforeAll(async () => {
  await builtPages();
  [world, browser] = await Promise.all([openWorld({ startMs: Date.now() }), launchChromium()]);
  stopClock = runClock(world);
  await publishCoupon(world.deps, "C-SHOW", { name: words("見せて100円引き") });
  await publishCoupon(world.deps, "C-TIMED", {
    ...{ name: words("15分だけ2割引"), mode: "timed", timedMinutes: 15 },
    benefit: { kind: "percent_off", perMille: 200, ceilingYen: null },
  });
  await publishCoupon(world.deps, "C-SCAN", {
    ...{ name: words("かざして300円引き"), mode: "scan" },
    benefit: { kind: "amount_off", yen: 300 },
  });
  await publishCoupon(world.deps, "C-WORD", {
    ...{ name: words("春の50円引き"), issue: { to: "code", code: "SPRING" } },
    benefit: { kind: "amount_off", yen: 50 },
  });
  await publishStampCard(world.deps, "S-1");
});
afterAll(async () => {
  stopClock();
  await browser.close();
  await world.close();
});

async function phoneOf(name: string): Promise<CardPhone> {
  const phone = await phoneWithCard(browser, world, name, { viewport: { width: 360, height: 640 } });
  await phone.open();
  await phone.join();
  await phone.page.getByRole("button", { name: /^クーポン/ }).click();
  return phone;
}

/** What became of the members' coupons of a kind, and how often it was used. */
async function kept(couponId: string) {
  const { point } = world.deps.database;
  const rows = await point
    .selectFrom("member_coupon")
    .select(["status", "purchase_id"])
    .where("coupon_id", "=", couponId)
    .execute();
  const kind = await point
    .selectFrom("coupon")
    .select(["given", "used"])
    .where("coupon_id", "=", couponId)
    .executeTakeFirstOrThrow();
  return { ...kind, statuses: rows.map(({ status }) => status), sales: rows.map((row) => row.purchase_id) };
}

test("見せる: the button of the sheet uses it once, the living screen shows the minute's words, and it is greyed", async () => {
  const { page } = await phoneOf("見せる 実物");
  await page.getByRole("button", { name: /見せて100円引き/ }).click();
  await page.getByRole("button", { name: "使う", exact: true }).click();
  const sheet = page.getByRole("dialog");
  await sheet.getByLabel("ご利用のお店").selectOption({ index: 1 });
  await sheet
    .getByRole("button", { name: /使う|使用/ })
    .last()
    .click();
  await page.getByRole("heading", { name: "クーポンを使いました" }).waitFor();
  expect((await page.locator(".living-word strong").innerText()).length).toBeGreaterThan(2);
  expect(await kept("C-SHOW")).toEqual({ given: 1, used: 1, statuses: ["redeemed"], sales: [null] });
}, 60_000);

test("時限: the countdown of 15 minutes is the server's, and goes on after the page was closed and opened", async () => {
  const { page } = await phoneOf("時限 実物");
  await page.getByRole("button", { name: /15分だけ2割引/ }).click();
  await page.getByRole("button", { name: "使いはじめる" }).click();
  await page.getByRole("button", { name: "始める", exact: true }).click();
  await expect.poll(() => page.getByRole("timer").first().innerText()).toMatch(/1[45]:\d\d/);
  await page.reload();
  await expect.poll(() => page.getByRole("timer").first().innerText()).toMatch(/1[45]:\d\d/);
  const rows = await world.deps.database.point
    .selectFrom("coupon_change")
    .select("kind")
    .where("coupon_id", "=", "C-TIMED")
    .orderBy("nth")
    .execute();
  expect(rows.map(({ kind }) => kind)).toEqual(["issued", "opened"]);
}, 60_000);

test("かざす: the spend code brings the coupon to the till, the sale uses it, and the phone says so", async () => {
  const till = await world.staff("糸井 あかり");
  const phone = await phoneOf("かざす 実物");
  const { page } = phone;
  await page.getByRole("button", { name: /かざして300円引き/ }).click();
  await page.getByRole("button", { name: "レジでかざす" }).click();
  await page.getByText("クーポン「かざして300円引き」").waitFor();
  const scanned = await till.scan(await phone.readCode(), "spend");
  const chosen = scanned.coupons.filter(({ presented }) => presented);
  expect(chosen.map(({ couponId }) => couponId)).toEqual(["C-SCAN"]);
  const coupons = chosen.map(({ walletId }) => walletId);
  const { amountYen, couponYen } = await till.client.ok<Receipt>("POST", "/api/till/purchases", {
    body: { scanId: scanned.scanId, amountYen: 1280, pointsToUse: 0, coupons },
    key: world.deps.ids.ulid(),
  });
  expect([amountYen, couponYen]).toEqual([980, 300]);
  await page.getByRole("heading", { name: "クーポンを使いました" }).waitFor({ timeout: 10_000 });
  expect(await kept("C-SCAN")).toMatchObject({ given: 1, used: 1, statuses: ["redeemed"] });
}, 60_000);

test("a word typed in full width gives the coupon that stands in the wallet, and a wrong one is told in a sentence", async () => {
  const { page } = await phoneOf("合言葉 実物");
  await page.getByLabel("合言葉またはコード").fill("WINTER");
  await page.getByRole("button", { name: "もらう" }).click();
  await page.getByText("この合言葉(コード)のクーポンはありません").waitFor();
  await page.getByLabel("合言葉またはコード").fill("ｓｐｒｉｎｇ");
  await page.getByRole("button", { name: "もらう" }).click();
  await page.getByText("「春の50円引き」をもらいました").waitFor();
  expect(await kept("C-WORD")).toMatchObject({ given: 1, used: 0, statuses: ["held"] });
}, 60_000);
