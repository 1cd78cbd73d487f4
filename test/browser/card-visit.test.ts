import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openWorld, type World } from "../support/world.ts";
import { builtPages } from "./built-pages.ts";
import { phoneWithCard, runClock } from "./card-phone.ts";
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

test("a guest joins, is scanned, and sees 12 points within two seconds of the sale; uses 10; sees the undo", async () => {
  const phone = await phoneWithCard(browser, world, "佐藤 花子");
  const { page } = phone;
  const till = await world.staff("糸井 あかり");
  await phone.open();
  await phone.join();
  expect(await page.title()).toBe("会員証 | 喫茶ごえん");
  expect(await phone.balance()).toBe("0");

  const scanned = await till.scan(await phone.readCode());
  expect(scanned).toMatchObject({ scopes: ["earn"], member: { name: "佐藤 花子" } });
  await page.getByText("読み取りました", { exact: true }).waitFor({ timeout: 2_500 });
  await till.sell(scanned.scanId, 1280);
  await page.getByText("12ポイント貯まりました").waitFor({ timeout: 2_000 });
  expect(await phone.balance()).toBe("12");

  await page.getByRole("button", { name: "ポイントを使う" }).click();
  await page.getByText("通話や配信では見せないでください").waitFor();
  const spendCode = await phone.readCode();
  expect(spendCode).toMatch(/^8/);
  const spending = await till.scan(spendCode, "spend");
  expect(spending.scopes).toEqual(["earn", "spend"]);
  const used = await till.sell(spending.scanId, 1000, 10);
  await page.getByText("10ポイント使いました").waitFor({ timeout: 2_500 });
  await expect.poll(() => phone.balance()).toBe(String(used.points.balance));
  // What the spend code was shown for is done, so the usual one is back.
  expect(await phone.readCode()).toMatch(/^7/);

  const undone = await till.undo(used.purchaseId);
  await page.getByText("取り消されました").waitFor({ timeout: 2_500 });
  await page.getByText("使った10ポイントをお戻ししました").waitFor();
  await expect.poll(() => phone.balance()).toBe("12");
  expect(undone.points.balance).toBe(12);

  await page.getByRole("button", { name: "すべての履歴" }).click();
  await page.getByText("取り消しで戻りました").waitFor();
  expect(await page.title()).toBe("ポイント履歴 | 喫茶ごえん");
  expect(await page.locator(".entry .entry-title > span:first-child").allInnerTexts()).toEqual(
    expect.arrayContaining(["お買い物で貯まりました", "お会計で使いました", "取り消しで戻りました"]),
  );
});

test("the barcode and the digits that are read out are the member's code too, and digits cannot spend", async () => {
  const phone = await phoneWithCard(browser, world, "鈴木 一郎");
  const { page } = phone;
  const till = await world.staff("帯 結衣");
  await phone.open();
  await phone.join();
  await page.getByRole("button", { name: "バーコード" }).click();
  expect((await till.scan(await phone.readCode("Code128"))).member.name).toBe("鈴木 一郎");

  expect(await page.locator(".digits").count()).toBe(0);
  await page.getByRole("button", { name: "番号を表示" }).click();
  const digits = await page.locator(".digits-groups").innerText();
  expect(digits.replace(/\s/g, "")).toMatch(/^5\d{19}$/);
  await expect(till.scan(digits, "spend")).rejects.toThrow("card.wrong_purpose");
  expect((await till.scan(digits)).scopes).toEqual(["earn"]);
});

test("leaving takes two taps, says what is lost, and ends the code that was on the screen", async () => {
  const phone = await phoneWithCard(browser, world, "別所 れい");
  const { page } = phone;
  const till = await world.staff("結城 まり");
  await phone.open();
  await phone.join();
  const code = await phone.readCode();
  await page.getByRole("button", { name: "設定" }).click();
  await page.getByRole("button", { name: "退会する" }).click();
  await page.getByText("この会員証は、すべての端末で使えなくなります").waitFor();
  await page.getByRole("button", { name: "退会の手続きへ進む" }).click();
  await page.getByRole("button", { name: "退会する" }).click();
  await page.getByText("退会しました").waitFor();
  await expect(till.scan(code)).rejects.toThrow(/card\.(revoked|invalid)/);

  await page.getByRole("button", { name: "もう一度会員になる" }).click();
  await phone.join();
  expect(await phone.readCode()).not.toContain(code.slice(1, 11));
});
