import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openWorld, type World } from "../support/world.ts";
import { builtPages } from "./built-pages.ts";
import { phoneWithCard, runClock } from "./card-phone.ts";
import { launchChromium } from "./chromium.ts";
import { WalletDoor, walletCoupon } from "./wallet-door.ts";

/** What the shop does to a wallet whose card is open, without a sale that the card's pulse would tell of. */

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

const named = (walletId: string, ja: string) => walletCoupon({ walletId, name: { ja, en: "" } });

async function phoneOf(name: string, door: WalletDoor) {
  const phone = await phoneWithCard(browser, world, name);
  await door.stand(phone.context);
  await phone.open();
  await phone.join();
  await expect.poll(() => door.asked.includes("GET /api/card/stamps")).toBe(true);
  return phone.page;
}

test("a coupon that was issued or stopped since stands so when クーポン is opened again, and when the page is seen again", async () => {
  const door = new WalletDoor();
  door.usable = [named("w-1", "朝の50円引き")];
  const page = await phoneOf("最新 ひとり", door);
  const open = () => page.getByRole("button", { name: /^クーポン/ }).click();
  await open();
  await page.getByText("朝の50円引き").waitFor();
  await page.goBack();
  door.usable = [named("w-2", "夜の80円引き")];
  await open();
  await page.getByText("夜の80円引き").waitFor();
  await expect.poll(() => page.getByText("朝の50円引き").count()).toBe(0);
  door.usable = [named("w-3", "昼の30円引き")];
  await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
  await page.getByText("昼の30円引き").waitFor();
  await expect.poll(() => page.getByText("夜の80円引き").count()).toBe(0);
}, 60_000);

test("a reward that staff have handed over is no longer offered on the open card, within 10 s", async () => {
  const door = new WalletDoor();
  const lunch = { ja: "ランチ1食", en: "" };
  const reward = { rewardId: "r-1", cardName: lunch, name: lunch, earnedOn: "2026-04-01", storeName: null };
  door.stamps = { cards: [], past: [], rewards: [{ ...reward, handedOverAtMs: null }] };
  const page = await phoneOf("景品 ひとり", door);
  await page.goto(`${world.origin}/card/stamps`);
  await page.getByText("スタッフにお見せください").waitFor();
  door.stamps = { ...door.stamps, rewards: [{ ...reward, handedOverAtMs: Date.now() }] };
  await page.getByText("スタッフにお見せください").waitFor({ state: "detached", timeout: 10_000 });
  await page.getByText(/に受け取りました/).waitFor({ state: "attached" });
}, 60_000);

test("who has no points reads why below the balance, above the bar and not across it, at 320 × 640 and 390 × 844", async () => {
  const door = new WalletDoor();
  door.usable = [named("w-1", "朝の50円引き")];
  const page = await phoneOf("零点 ひとり", door);
  for (const [width, height] of [
    [320, 640],
    [390, 844],
  ] as const) {
    await page.setViewportSize({ width, height });
    const why = page.getByText("使えるポイントがまだありません");
    await expect
      .poll(async () => {
        const [balance, line, bar] = await Promise.all(
          [page.locator(".balance-points"), why, page.locator(".bar")].map((each) => each.boundingBox()),
        );
        if (!balance || !line || !bar) return "not there";
        return line.y >= balance.y + balance.height && line.y + line.height <= bar.y;
      })
      .toBe(true);
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/no-points-${width}.png` });
  }
}, 60_000);
