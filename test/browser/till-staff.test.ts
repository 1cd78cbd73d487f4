import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openWorld, type World } from "../support/world.ts";
import { builtPages } from "./built-pages.ts";
import { launchChromium } from "./chromium.ts";
import { fakeCamera, openTablet, openTill, PATIENCE } from "./till-page.ts";

/** One shop to set up by hand, and one that is running already. */
let world: World;
let shop: World;
let browser: Browser;

beforeAll(async () => {
  await builtPages();
  world = await openWorld();
  shop = await openWorld();
  browser = await launchChromium(fakeCamera);
});
afterAll(async () => {
  await browser.close();
  await world.close();
  await shop.close();
});

async function logInAtLine(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: "LINEでログイン" }).click();
  await page.getByText(name).click();
  await page.getByText("許可する", { exact: true }).last().click();
}

test(
  "the set-up link makes an owner, who chooses a store, invites, and signs out of LINE as well",
  PATIENCE,
  async () => {
    const page = await (await openTablet(browser)).newPage();
    await page.goto(world.ownerLink);
    await page.getByText("招待リンクから開いています").waitFor();
    expect(page.url()).not.toContain("invitation");
    await logInAtLine(page, "縁田 結");
    await page.getByRole("button", { name: /本店/ }).click();
    await page.locator(".where").getByText("本店").waitFor();
    expect(page.url()).toBe(`${world.origin}/till/`);

    await page.getByRole("link", { name: "スタッフ" }).click();
    await page.getByRole("button", { name: "スタッフを招待" }).click();
    await page.getByRole("button", { name: "招待を作る" }).click();
    await page.getByRole("img", { name: "スタッフを招待" }).waitFor();
    const link = (await page.locator(".invitation .link").innerText()).trim();
    await page.getByRole("button", { name: "閉じる" }).click();

    await page.getByRole("button", { name: "メニュー" }).click();
    await page.getByRole("button", { name: "サインアウト" }).click();
    await page.getByRole("button", { name: "LINEでログイン" }).waitFor();

    // The next person at this device has left the other one's LINE; nothing of ours may bring that one back.
    await page.goto(`${world.emulator.origin}/_/browser/logout`);
    await page.goto(link);
    await logInAtLine(page, "糸井 あかり");
    await page.locator(".where").getByText("本店").waitFor();
    expect(await page.getByRole("link", { name: "スタッフ" }).count()).toBe(0);
    await page.context().close();
  },
);

test("somebody without an invitation is told so, in the language they chose", PATIENCE, async () => {
  const page = await (await openTablet(browser)).newPage();
  await page.goto(`${world.origin}/till/`);
  await logInAtLine(page, "あなた");
  await page.getByText("スタッフ登録がありません").waitFor();
  await page.getByRole("button", { name: "English" }).click();
  await page.getByText("You are not registered as staff").waitFor();
  await page.reload();
  await page.getByRole("button", { name: "Log in with LINE" }).waitFor();
  await page.context().close();
});

test("the owner removes a member of staff, whose till then asks to sign in", PATIENCE, async () => {
  const staff = await shop.staff("結城 まこと");
  const theirs = await openTill(browser, shop, staff.client);
  const page = await openTill(browser, shop, (await shop.owner()).client, "staff");
  await page.getByRole("button", { name: "外す 結城 まこと" }).click();
  await page.getByText("結城 まこと さんをスタッフから外しますか").waitFor();
  await page.getByRole("button", { name: "スタッフから外す" }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.getByText("結城 まこと").waitFor({ state: "detached" });

  await theirs.getByRole("link", { name: "取引" }).click();
  await theirs.getByRole("button", { name: "LINEでログイン" }).waitFor();
});
