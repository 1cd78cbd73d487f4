import { randomUUID } from "node:crypto";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sampleKeys, samples } from "../../shared/messages/samples.ts";
import { deskOf } from "../support/console.ts";
import { openWorld, type World } from "../support/world.ts";
import { builtPages } from "./built-pages.ts";
import { launchChromium } from "./chromium.ts";
import { openConsole, tooFaint, tooSmall, unnamed } from "./console-page.ts";
import { PATIENCE } from "./till-page.ts";

let world: World;
let browser: Browser;
beforeAll(async () => {
  await builtPages();
  world = await openWorld({ real: true });
  browser = await launchChromium();
}, 240_000);
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

/** What is read in each of the places, in order, and how large the bubbles are. */
function seenIn(page: Page, places: string): Promise<readonly { texts: string[]; sizes: number[][] }[]> {
  return page.evaluate((wanted) => {
    return [...document.querySelectorAll(wanted)].map((place) => {
      const texts: string[] = [];
      const walk = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
      for (let node = walk.nextNode(); node !== null; node = walk.nextNode()) {
        if (node.parentElement?.closest(".line-sender, time") === null) texts.push(node.textContent ?? "");
      }
      const sizes = [...place.querySelectorAll(".flex-bubble, .bubble")].map((bubble) => {
        const { width, height } = bubble.getBoundingClientRect();
        return [Math.round(width), Math.round(height)];
      });
      return { texts: texts.filter((text) => text.trim() !== ""), sizes };
    });
  }, places);
}

async function samplesPage(viewport: { width: number; height: number }): Promise<Page> {
  const owner = await deskOf(world, await world.owner());
  const page = await openConsole(browser, world, "", viewport);
  const cookies = [...owner.client.cookies].map(([name, value]) => ({
    name,
    value,
    url: `${world.origin}/`,
  }));
  await page.context().addCookies(cookies);
  await page.goto(`${world.origin}/console/samples`);
  await page.locator(`[data-sample=${sampleKeys.at(-1)}] .line-row`).waitFor();
  return page;
}

/** The same messages in a chat of the emulator's phone. */
async function phoneWith(language: "ja" | "en"): Promise<Page> {
  const { userId } = world.phone(`見本 ${language}`);
  world.emulator.follow(userId);
  await world.settled();
  const { shopName } = world.deps.settings;
  const messages = samples({ shopName, cardUrl: "https://liff.line.me/", imageUrl: null }, language).flatMap(
    (sample) => sample.messages,
  );
  for (let at = 0; at < messages.length; at += 5) {
    const five = messages.slice(at, at + 5);
    await world.deps.line.withClient((line) =>
      line.pushMessage({ to: userId, messages: five }, randomUUID()),
    );
  }
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(`${world.emulator.origin}/?user=${userId}&lang=${language}`);
  await page
    .locator("li[data-message-id]")
    .nth(messages.length - 1)
    .waitFor();
  return page;
}

test(
  "each of the 21 messages has the same words and the same size in the console and on the phone, in both languages",
  PATIENCE,
  async () => {
    const page = await samplesPage({ width: 1280, height: 900 });
    for (const language of ["ja", "en"] as const) {
      await page
        .getByText(language === "ja" ? "日本語" : "English", { exact: true })
        .first()
        .click();
      await page.locator(`.line-preview[lang=${language}]`).first().waitFor();
      const phone = await phoneWith(language);
      const inConsole = await seenIn(page, "[data-sample] .line-row-body");
      const onPhone = (await seenIn(phone, "li[data-from=account] .row-body")).slice(-sampleKeys.length);
      expect(inConsole).toHaveLength(sampleKeys.length);
      expect(inConsole).toEqual(onPhone);
      await phone.close();
    }
  },
);

test(
  "the samples can be read and pressed: at 1,280 and at 390 px nothing is nameless, small, faint or cut off",
  PATIENCE,
  async () => {
    for (const viewport of [
      { width: 1280, height: 900 },
      { width: 390, height: 844 },
    ]) {
      const page = await samplesPage(viewport);
      expect(await unnamed(page)).toEqual([]);
      expect(await tooSmall(page)).toEqual([]);
      expect(await tooFaint(page)).toEqual([]);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(wide).toBeLessThanOrEqual(0);
      if (process.env.PICTURES)
        await page.screenshot({
          path: `${process.env.PICTURES}/samples-${viewport.width}.png`,
          fullPage: true,
        });
      await page.close();
    }
  },
);

test("a touch on a preview says where it leads and goes nowhere", PATIENCE, async () => {
  const page = await samplesPage({ width: 1280, height: 900 });
  const receipt = page.locator("[data-sample=receipt]");
  await receipt.getByRole("button", { name: "会員証を開く" }).click();
  await receipt.getByText("「会員証を開く」→ https://liff.line.me/").waitFor();
  expect(page.url()).toBe(`${world.origin}/console/samples`);
});
