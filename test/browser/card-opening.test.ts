import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openWorld, type World } from "../support/world.ts";
import { builtPages } from "./built-pages.ts";
import { heldBy, phoneWithCard, runClock } from "./card-phone.ts";
import { launchChromium } from "./chromium.ts";

let world: World;
let browser: Browser;
let stopClock: () => void;

beforeAll(async () => {
  await builtPages();
  [world, browser] = await Promise.all([openWorld({ startMs: Date.now() }), launchChromium()]);
  stopClock = runClock(world);
});
afterAll(async () => {
  stopClock();
  await browser.close();
  await world.close();
});

/** What the page asked while `act` ran, as `METHOD /path`. */
async function asked(page: Page, act: () => Promise<void>): Promise<string[]> {
  const seen: string[] = [];
  const note = (request: { method(): string; url(): string }): void => {
    const url = new URL(request.url());
    seen.push(`${request.method()} ${url.pathname}`);
  };
  page.on("request", note);
  await act();
  page.off("request", note);
  return seen;
}

test("a second opening shows a code that the till accepts while the server answers nothing at all", async () => {
  const phone = await phoneWithCard(browser, world, "再開 はやい");
  const { page, context } = phone;
  const till = await world.staff("糸井 一");
  await phone.open();
  await phone.join();
  await context.route("**/api/**", () => {});
  const requests = await asked(page, async () => {
    await page.reload();
    await page.locator(".symbol").waitFor();
  });
  expect(await phone.balance()).toBe("0");
  // LINE's SDK; the file with LINE's addresses alone is another.
  expect(requests.filter((request) => /\/assets\/line-(?!address-)/.test(request))).toEqual([]);
  expect((await till.scan(await phone.readCode())).member.name).toBe("再開 はやい");
});

test("without network the open card goes on, says so, and is up to date when the network is back", async () => {
  const phone = await phoneWithCard(browser, world, "圏外 つづく");
  const { page, context } = phone;
  const till = await world.staff("糸井 二");
  await phone.open();
  await phone.join();
  await context.setOffline(true);
  await page.getByText("通信できません。コードは使えます").waitFor({ timeout: 5_000 });
  const first = await phone.readCode();
  await expect.poll(() => phone.readCode(), { timeout: 17_000, interval: 500 }).not.toBe(first);
  const { scanId } = await till.scan(await phone.readCode());
  await till.sell(scanId, 3000);
  expect(await phone.balance()).toBe("0");
  await context.setOffline(false);
  await page.getByText("30ポイント貯まりました").waitFor({ timeout: 5_000 });
  expect(await phone.balance()).toBe("30");
  expect(await page.getByText("通信できません").count()).toBe(0);
});

test("another person's LINE on the same browser never sees the first one's card", async () => {
  const first = await phoneWithCard(browser, world, "先 に来た人");
  await first.open("liff");
  await first.join();
  const code = await first.readCode();
  const second = heldBy(world, first.context, first.page, "後 に来た人");
  await second.open("liff", "/history");
  await second.join();
  await second.page.getByText("後 に来た人 さま").waitFor();
  expect((await second.readCode()).slice(1, 11)).not.toBe(code.slice(1, 11));
});

test("inside LINE the card opens at the screen of its link, and leaves no token in the address", async () => {
  const phone = await phoneWithCard(browser, world, "中 で開く人");
  await phone.open("liff", "/settings");
  await phone.join();
  await phone.open("liff", "/settings");
  await phone.page.getByText("LINEで確認済み").waitFor();
  await expect.poll(() => phone.page.url()).toBe(`${world.origin}/card/settings`);
});

test("an ID token that arrives already lapsed is replaced by the access token, without a word", async () => {
  const phone = await phoneWithCard(browser, world, "期限 切れ");
  world.emulator.changeSettings({ idTokenTtlSeconds: -10 });
  try {
    await phone.open("liff");
    await phone.join();
    expect(await phone.readCode()).toMatch(/^7/);
  } finally {
    world.emulator.changeSettings({ idTokenTtlSeconds: 3600 });
  }
});

test("a phone whose clock is two hours ahead still opens, and its code is right", async () => {
  const phone = await phoneWithCard(browser, world, "時計 すすむ");
  await phone.context.addInitScript(`{
    const now = Date.now;
    Date.now = () => now() + 7_200_000;
  }`);
  const till = await world.staff("糸井 三");
  await phone.open("liff");
  await phone.join();
  expect((await till.scan(await phone.readCode())).member.name).toBe("時計 すすむ");
});

test("a browser without IndexedDB prepares the card at each opening and says so", async () => {
  const phone = await phoneWithCard(browser, world, "保存 できない");
  const { page } = phone;
  await phone.context.addInitScript("Object.defineProperty(globalThis, 'indexedDB', { value: undefined })");
  await phone.open();
  await phone.join();
  const first = await phone.readCode();
  await page.reload();
  await page.locator(".symbol").waitFor();
  expect((await phone.readCode()).slice(1, 11)).not.toBe(first.slice(1, 11));
  await page.getByRole("button", { name: "設定" }).click();
  await page.getByText("この端末には保存できないため").waitFor();
});

test("cancelling at LINE leads to a button, and the button leads in", async () => {
  const phone = await phoneWithCard(browser, world, "取消 ののち");
  const { page } = phone;
  await phone.open();
  await page.getByRole("button", { name: "キャンセル" }).click();
  await page.getByText("ログインがキャンセルされました").waitFor();
  expect(new URL(page.url()).search).toBe("");
  await page.getByRole("button", { name: "LINEでログイン" }).click();
  await phone.join();
});
