import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { topicsOf } from "../../server/features/topics/index.ts";
import { openWorld, type World } from "../support/world.ts";
import { axe } from "./axe.ts";
import { builtPages } from "./built-pages.ts";
import { phoneWithCard, runClock } from "./card-phone.ts";
import { launchChromium } from "./chromium.ts";
import { shoot, sideways } from "./console-page.ts";

/** The three switches in the card's settings. */

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

async function settingsOf(name: string) {
  const phone = await phoneWithCard(browser, world, name);
  await phone.open();
  await phone.join();
  await phone.page.getByRole("button", { name: "設定" }).click();
  return phone;
}

test("a member finds 3 switches on, puts 1 out, and it is so when they look again, in English as well", async () => {
  const { page, userId } = await settingsOf("設定 する人");
  const panel = page.getByRole("region", { name: "LINEで受け取るお知らせ" });
  const news = panel.getByRole("switch", { name: "お店からのお知らせ" });
  await news.waitFor();
  expect(await panel.getByRole("switch").count()).toBe(3);
  for (const each of await panel.getByRole("switch").all()) expect(await each.isChecked()).toBe(true);
  for (const label of await panel.locator("label").all()) {
    expect((await label.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  }
  await news.click();
  await expect.poll(async () => (await topicsOf(world.deps, userId)).news).toBe(false);
  await expect.poll(() => news.isChecked()).toBe(false);
  await expect.poll(() => news.isEnabled()).toBe(true);
  expect(await axe(page)).toEqual([]);
  expect(await sideways(page)).toBe(0);
  await shoot(page, "card-topics-ja");
  await page.getByText("English").click();
  const english = page.getByRole("region", { name: "Messages in LINE" });
  expect(await english.getByRole("switch", { name: "News" }).isChecked()).toBe(false);
  expect(await english.getByRole("switch", { name: "Offers" }).isChecked()).toBe(true);
  await shoot(page, "card-topics-en");
  await page.reload();
  await expect.poll(() => english.getByRole("switch", { name: "News" }).isChecked()).toBe(false);
  await page.getByText("日本語").click();
}, 60_000);

test("a choice that the server did not take goes back and says so; one that could not be read can be asked for again", async () => {
  const { page, context, userId } = await settingsOf("届かない 人");
  const panel = page.getByRole("region", { name: "LINEで受け取るお知らせ" });
  const offers = panel.getByRole("switch", { name: "お得な情報" });
  await offers.waitFor();
  await context.route("**/api/card/topics", (route) =>
    route.request().method() === "PUT" ? route.abort() : route.continue(),
  );
  await offers.click();
  await panel.getByRole("alert").getByText("変更できませんでした").waitFor();
  await expect.poll(() => offers.isChecked()).toBe(true);
  expect((await topicsOf(world.deps, userId)).offers).toBe(true);
  await context.unroute("**/api/card/topics");
  await context.route("**/api/card/topics", (route) => route.abort());
  await page.goBack();
  await page.getByRole("button", { name: "設定" }).click();
  await panel.getByRole("alert").getByText("読み込めませんでした").waitFor();
  expect(await axe(page, { within: ".topics" })).toEqual([]);
  await shoot(page, "card-topics-trouble");
  await context.unroute("**/api/card/topics");
  await panel.getByRole("button", { name: "もう一度読み込む" }).click();
  await offers.waitFor();
}, 60_000);
