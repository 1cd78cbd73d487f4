import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { deskOf } from "../support/console.ts";
import { openWorld, type World } from "../support/world.ts";
import { builtPages } from "./built-pages.ts";
import { launchChromium } from "./chromium.ts";
import { openConsole, unnamed } from "./console-page.ts";
import { PATIENCE } from "./till-page.ts";

let world: World;
let browser: Browser;
beforeAll(async () => {
  await builtPages();
  world = await openWorld();
  browser = await launchChromium();
}, 240_000);
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

test(
  "an owner sees 20 menus with their pictures and puts them in place with one button",
  PATIENCE,
  async () => {
    const owner = await deskOf(world, await world.owner());
    const page = await openConsole(browser, world);
    await page
      .context()
      .addCookies(
        [...owner.client.cookies].map(([name, value]) => ({ name, value, url: `${world.origin}/` })),
      );
    await page.goto(`${world.origin}/console/menus`);
    await page.getByText("20個のうち20個がまだLINEに反映されていません。").waitFor();
    expect(await unnamed(page)).toEqual([]);
    const button = page.getByRole("button", { name: "LINEに反映する" });
    await button.click();
    await page.getByText("LINEのメニューはすべて最新です。").waitFor();
    expect(await button.isDisabled()).toBe(true);
    expect(await page.getByText("反映済み").count()).toBe(20);
    const picture = page.locator("img.menu-picture").first();
    await picture.scrollIntoViewIfNeeded();
    await expect.poll(() => picture.evaluate((img) => "naturalWidth" in img && img.naturalWidth)).toBe(1600);
    if (process.env.SHOTS !== undefined) {
      await page.screenshot({ path: `${process.env.SHOTS}/menus-1280.png` });
      await page.setViewportSize({ width: 390, height: 844 });
      await page.screenshot({ path: `${process.env.SHOTS}/menus-390.png` });
    }
  },
);
