import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { tabs as memberTabs } from "../../liff/console/member/tabs.ts";
import { deskOf } from "../support/console.ts";
import { openWorld, type World } from "../support/world.ts";
import { axe } from "./axe.ts";
import { builtPages } from "./built-pages.ts";
import { launchChromium } from "./chromium.ts";
import { openDesk, pc, phone, screensOf, shoot, sideways, unnamed } from "./console-page.ts";
import { PATIENCE } from "./till-page.ts";

let world: World;
let browser: Browser;
let memberId = "";
beforeAll(async () => {
  await builtPages();
  world = await openWorld();
  browser = await launchChromium();
  const owner = await world.owner();
  const member = await world.member("糸井 あかり");
  await owner.sell((await owner.scan(await member.code())).scanId, 1280);
  memberId = (await (await deskOf(world, owner)).member("糸井 あかり")).member.publicId;
  await world.settled();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

/** What is opened from a list, beside the lists themselves. */
const deeper = (): readonly string[] => [
  ...memberTabs.map(({ at }) => (at === "" ? `members/${memberId}` : `members/${memberId}/${at}`)),
  ...["rules/base", "versions/1", "no-such-screen"],
];

async function faultsOf(page: Page, screen: string): Promise<readonly string[]> {
  await page.goto(`${world.origin}/console/${screen}`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await expect.poll(() => page.getByRole("status", { name: "読み込み中" }).count()).toBe(0);
  const wide = await sideways(page);
  return [...(await axe(page)), ...(await unnamed(page)), ...(wide === 0 ? [] : [`${wide} pixels too wide`])];
}

for (const viewport of [pc, phone]) {
  test(`axe finds 0 serious or critical faults on any screen at ${viewport.width} pixels, and none scrolls sideways`, {
    timeout: 300_000,
  }, async () => {
    const page = await openDesk(browser, world, "", { viewport });
    const screens = await screensOf(page);
    expect(screens.length).toBeGreaterThan(12);
    for (const screen of [...screens, ...deeper()]) {
      const faults = await faultsOf(page, screen);
      await shoot(page, `${screen.replaceAll("/", "-") || "home"}-${viewport.width}`);
      expect.soft([screen, faults]).toEqual([screen, []]);
    }
  });
}

test("axe finds the fault that is planted: a field without a name", PATIENCE, async () => {
  const page = await openDesk(browser, world);
  await page.evaluate(() => {
    document.querySelector("#content")?.append(document.createElement("input"));
  });
  expect((await axe(page)).join()).toContain("critical label");
});
