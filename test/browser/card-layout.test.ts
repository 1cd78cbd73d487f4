import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openWorld, type World } from "../support/world.ts";
import { builtPages } from "./built-pages.ts";
import { type CardPhone, phoneWithCard, runClock } from "./card-phone.ts";
import { launchChromium } from "./chromium.ts";

let world: World;
let browser: Browser;
let stopClock: () => void;
let phone: CardPhone;
const phones = new Map<number, CardPhone>();
const complaints: string[] = [];

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

async function hold(width: number, height: number, deviceScaleFactor: number): Promise<void> {
  phone = phones.get(deviceScaleFactor) ?? (await joined(deviceScaleFactor));
  phones.set(deviceScaleFactor, phone);
  await phone.page.setViewportSize({ width, height });
}

async function joined(deviceScaleFactor: number): Promise<CardPhone> {
  const fresh = await phoneWithCard(browser, world, `寸法 @${deviceScaleFactor}`, { deviceScaleFactor });
  fresh.page.on("console", (message) => {
    if (message.text().includes("Content Security Policy")) complaints.push(message.text());
  });
  await fresh.open();
  await fresh.join();
  return fresh;
}

test.each([
  [320, 568, 2, 15],
  [360, 740, 3, 30],
  [375, 667, 2, 21],
  [390, 844, 3, 33],
  [412, 915, 2.625, 30],
  [430, 932, 3, 36],
  [568, 320, 2, 12],
  [844, 390, 3, 24],
])("on %i by %i px @%f one module is a whole number of device pixels, at least %i", async (width, height, ratio, least) => {
  await hold(width, height, ratio);
  const symbol = phone.page.locator(".symbol");
  await expect
    .poll(async () => {
      const modulePx = (Number(await symbol.getAttribute("width")) * ratio) / 33;
      return Math.abs(modulePx - Math.round(modulePx)) < 1e-6 && Math.round(modulePx) >= least;
    })
    .toBe(true);
  const box = await symbol.boundingBox();
  expect(box?.x).toBeGreaterThanOrEqual(0);
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width);
  expect(await phone.page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
  expect(await phone.readCode()).toMatch(/^7\d{19}$/);
});

test("on the smallest phone code, balance and button are on the screen together, none over another", async () => {
  await hold(320, 568, 2);
  await expect.poll(async () => (await boxOf(".symbol")).width).toBeLessThan(280);
  const [symbol, balance, button] = [
    await boxOf(".symbol"),
    await boxOf(".balance-points"),
    await boxOf(".bar .button"),
  ];
  expect(balance.y).toBeGreaterThanOrEqual(symbol.y + symbol.height);
  expect(button.y).toBeGreaterThanOrEqual(balance.y + balance.height);
  expect(button.y + button.height).toBeLessThanOrEqual(568);
  expect(button.height).toBeGreaterThanOrEqual(44);
});

test("everything that can be tapped is at least 44 px high", async () => {
  await hold(360, 740, 3);
  for (const screen of ["card", "設定"]) {
    if (screen !== "card") await phone.page.getByRole("button", { name: screen }).click();
    for (const target of await phone.page.locator("button:visible, label:visible").all()) {
      expect((await target.boundingBox())?.height, await target.innerText()).toBeGreaterThanOrEqual(44);
    }
  }
  await phone.page.goBack();
});

test("the page keeps to its own Content Security Policy", () => {
  expect(complaints).toEqual([]);
});

test("all scripts of the card together are at most 75 kB gzipped", async () => {
  const html = await readFile("dist/demo/card/index.html", "utf8");
  const waiting = [...html.matchAll(/\/assets\/([\w-]+\.js)/g)].map(([, name]) => name ?? "");
  const sizes = new Map<string, number>();
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (sizes.has(name)) continue;
    const script = await readFile(`dist/demo/assets/${name}`, "utf8");
    sizes.set(name, gzipSync(script, { level: 9 }).length);
    waiting.push(
      ...[...script.matchAll(/["'`](?:\.\/|assets\/)([\w-]+\.js)["'`]/g)].map(([, found]) => found ?? ""),
    );
  }
  expect(sizes.size).toBeGreaterThanOrEqual(2);
  const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  expect(total).toBeLessThanOrEqual(75_000);
});

async function boxOf(selector: string) {
  const box = await phone.page.locator(selector).boundingBox();
  if (box === null) throw new Error(`${selector} is not on the screen`);
  return box;
}
