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
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

test("a birthday told as 5 October is corrected to 10 May on the member's page", PATIENCE, async () => {
  const phone = await world.member("佐藤 花子");
  await phone.client.ok("PUT", "/api/card/birthday", { body: { birthday: "10-05" } });
  const owner = await deskOf(world, await world.owner());
  const { member } = await owner.member("佐藤 花子");
  const page = await openConsole(browser, world);
  await page
    .context()
    .addCookies([...owner.client.cookies].map(([name, value]) => ({ name, value, url: `${world.origin}/` })));
  await page.goto(`${world.origin}/console/members/${member.publicId}`);
  await page.getByText("10/05").waitFor();
  await page.getByRole("button", { name: "訂正する" }).click();
  const field = page.getByLabel(/正しい月日/);
  await field.fill("2/30");
  await page.getByText("月日ではありません").waitFor();
  expect(await page.getByRole("button", { name: "訂正を保存" }).isDisabled()).toBe(true);
  await field.fill("５月１０日");
  expect(await unnamed(page)).toEqual([]);
  await page.getByRole("button", { name: "訂正を保存" }).click();
  await page.getByText("05/10").waitFor();
  expect((await phone.home()).member.birthday).toBe("05-10");
});
