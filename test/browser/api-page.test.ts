import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openWorld, type World } from "../support/world.ts";
import { launchChromium } from "./chromium.ts";

let world: World;
let browser: Browser;
beforeAll(async () => {
  world = await openWorld({ ticks: false });
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

test.each([
  ["/docs/api", 360],
  ["/docs/api/ja", 360],
  ["/docs/api", 1280],
  ["/docs/api/ja", 1280],
])("%s reads at %i px without a script and without scrolling sideways", async (path, width) => {
  const context = await browser.newContext({ viewport: { width, height: 800 }, javaScriptEnabled: false });
  const page = await context.newPage();
  const asked: string[] = [];
  const refused: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  page.on("console", (message) => refused.push(message.text()));
  await page.goto(`${world.origin}${path}`);
  expect(asked.filter((one) => !one.startsWith("/favicon"))).toEqual([path, "/docs/api.css"]);
  expect(refused.filter((text) => /Content Security Policy/.test(text))).toEqual([]);
  const body = await page.locator(".page").boundingBox();
  expect(body?.width).toBeLessThanOrEqual(width);
  // A part that is opened is as wide as the one that is closed.
  await page.locator("#recordPurchase summary").first().click();
  const part = await page.locator("#recordPurchase").boundingBox();
  expect((part?.x ?? 0) + (part?.width ?? 0)).toBeLessThanOrEqual(width);
  expect(await page.locator("#recordPurchase td code").first().isVisible()).toBe(true);
  const list = await page.locator("nav").boundingBox();
  const text = await page.locator("main").boundingBox();
  // Beside the text on a PC, above it on a phone.
  expect((list?.x ?? 0) + (list?.width ?? 0) <= (text?.x ?? 0)).toBe(width > 900);
  await context.close();
});
