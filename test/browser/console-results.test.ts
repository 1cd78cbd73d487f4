import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { clicked } from "../../server/features/campaigns/click.ts";
import { defaultReach } from "../../shared/reach/defaults.ts";
import { crowdOf } from "../support/campaign-shop.ts";
import { deskOf } from "../support/console.ts";
import { withoutRate } from "../support/outbox.ts";
import { recipientsIn, sellTo, sendSpring, work } from "../support/results-shop.ts";
import { openWorld, type World } from "../support/world.ts";
import { axe } from "./axe.ts";
import { builtPages } from "./built-pages.ts";
import { launchChromium } from "./chromium.ts";
import { openDesk, pc, phone, shoot, sideways, tooFaint, tooSmall, unnamed } from "./console-page.ts";

/** What came of a campaign, at the console: half were held out, 60 of 100 sent to came and 20 of 100 others. */

const dayMs = 86_400_000;
let world: World;
let browser: Browser;
let campaignId: string;

beforeAll(async () => {
  await builtPages();
  [world, browser] = await Promise.all([
    openWorld({ ticks: false, settings: withoutRate }),
    launchChromium(),
  ]);
  const desk = await deskOf(world, await world.owner());
  await desk.client.ok("PUT", "/api/console/reach", { body: { ...defaultReach, holdoutPerMille: 500 } });
  await crowdOf(world.deps.database, world.emulator, 300);
  const sending = await sendSpring(world, desk);
  campaignId = sending.campaignId;
  const all = await recipientsIn(world);
  const sent = all.filter(({ reason }) => reason === null);
  const heldOut = all.filter(({ reason }) => reason === "held_out");
  world.clock.advanceBy(3_600_000);
  for (const { memberId } of sent.slice(0, sent.length * 0.6))
    await sellTo(world, memberId, 1_000 + (memberId % 700));
  for (const { memberId } of heldOut.slice(0, heldOut.length * 0.2)) await sellTo(world, memberId, 900);
  for (const { memberId, variant } of sent.slice(0, 40))
    await clicked(world.deps, memberId, sending.runId, variant * 2);
  for (const { userId } of sent.slice(0, 60)) world.emulator.messaging.openChat(userId);
  for (const { userId } of sent.slice(-2)) world.emulator.block(userId);
  await world.emulator.webhooksIdle();
  await work(world, "inbox");
  world.clock.advanceBy(8 * dayMs);
  while ((await work(world, "reports")) > 0);
  await work(world, "results");
  await work(world, "insight");
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

async function faultsOf(page: Page): Promise<readonly string[]> {
  const wide = await sideways(page);
  return [
    ...(await axe(page)),
    ...(await unnamed(page)),
    ...(await tooSmall(page)),
    ...(await tooFaint(page)),
    ...(wide === 0 ? [] : [`${wide} pixels too wide`]),
  ];
}

test.each([
  pc,
  phone,
])("the results at $width pixels say in a sentence who came more, and have no fault", async (size) => {
  const page = await openDesk(browser, world, `results/campaign/${campaignId}`, { viewport: size });
  await page.getByText(/来店した人は100人あたり\d+\.\d人多い/).waitFor();
  await page.getByText("20人未満").first().waitFor({ state: "attached" });
  await page.getByText("7日", { exact: true }).click();
  await page.getByText(/送信した日から7日間/).waitFor();
  await page.locator("summary").filter({ hasText: "数字の読み方" }).click();
  await page.waitForLoadState("networkidle");
  await shoot(page, `results-${size.width}`);
  expect(await faultsOf(page)).toEqual([]);
});

test("a number leads to who they are, as a list with a file; in English too", async () => {
  const page = await openDesk(browser, world, `results/campaign/${campaignId}`);
  await page.getByRole("link", { name: "開いた人の一覧" }).click();
  await page.getByRole("heading", { name: "リンクを開いた人" }).waitFor();
  expect(await page.locator("tbody tr").count()).toBe(40);
  await shoot(page, "results-people");
  expect(await faultsOf(page)).toEqual([]);
  await page.goBack();
  await page.locator(".person").click();
  await page.getByRole("menuitem", { name: "English" }).click();
  await page.getByText(/Of 100 people, \d+\.\d more came/).waitFor();
  await shoot(page, "results-english");
  expect(await faultsOf(page)).toEqual([]);
});
