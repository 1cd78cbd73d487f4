import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { AutomationRow } from "../../shared/automations/schema.ts";
import { defaultReach } from "../../shared/reach/defaults.ts";
import { type Desk, deskOf } from "../support/console.ts";
import { openWorld, type World } from "../support/world.ts";
import { axe } from "./axe.ts";
import { builtPages } from "./built-pages.ts";
import { launchChromium } from "./chromium.ts";
import { openDesk, pc, phone, shoot, sideways, tooFaint, tooSmall, unnamed } from "./console-page.ts";

/** What is sent by itself, at the console: made from a usual one, tried, switched on. */

let world: World;
let browser: Browser;
let desk: Desk;

beforeAll(async () => {
  await builtPages();
  [world, browser] = await Promise.all([openWorld(), launchChromium()]);
  desk = await deskOf(world, await world.owner());
  // Which of twenty members is held out is chance.
  await desk.client.ok("PUT", "/api/console/reach", { body: { ...defaultReach, holdoutPerMille: 0 } });
  await world.member("糸井 あかり");
  const blocked = await world.member("佐藤 花子");
  world.emulator.block(blocked.userId);
  await world.settled();
});
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

async function all(): Promise<readonly AutomationRow[]> {
  const path = "/api/console/automations";
  return (await desk.client.ok<{ automations: readonly AutomationRow[] }>("GET", path)).automations;
}

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

test("the empty list offers 8 usual ones; the welcome is tried on 2 members, of whom 1 has blocked, saved, and switched on", async () => {
  const page = await openDesk(browser, world, "automations");
  await page.getByText("最初の自動配信を作りましょう").waitFor();
  expect(await page.locator("a.door-card").count()).toBe(8);
  await shoot(page, "automations-empty");
  await page.getByRole("link", { name: /入会のお礼/ }).click();
  await page.getByText("入会の翌日、10:00に送ります。").waitFor();
  await page.getByRole("button", { name: "試してみる(送りません)" }).click();
  await page.getByText("次の配信 11月22日 10:00 に 1人").waitFor();
  await page.getByText("送らない 1人 — ブロックされている・友だちでない").waitFor();
  await shoot(page, "automations-editor");
  expect(await all()).toEqual([]);
  await page.getByRole("button", { name: "保存する" }).click();
  await page.getByText("保存しました。スイッチを入れると始まります").waitFor();
  expect(await all()).toMatchObject([{ status: "off", version: 1, automation: { name: "入会のお礼" } }]);
  await page.getByRole("switch", { name: "「入会のお礼」を配信する" }).click();
  await page.getByText("「入会のお礼」を有効にしました").waitFor();
  expect(await all()).toMatchObject([{ status: "on" }]);
  await shoot(page, "automations-page");
  await page.getByRole("button", { name: "元に戻す" }).click();
  await page.getByText("元に戻しました").waitFor();
  expect(await all()).toMatchObject([{ status: "off" }]);
}, 60_000);

test("words get a blank at the caret, a blank that stands for nothing is told beside its field, and what was typed survives a reload", async () => {
  const page = await openDesk(browser, world, "automations/new");
  const title = page.getByLabel(/^見出し( \*)?$/);
  await page.getByRole("button", { name: "保存する" }).click();
  await page.getByText("名前を入力してください").waitFor();
  await page.getByText("見出しを入力してください").waitFor();
  await title.fill("あ、い");
  await title.press("Home");
  await title.press("ArrowRight");
  await page
    .getByRole("group", { name: "日本語の文面に差し込む" })
    .getByRole("button", { name: "お名前" })
    .click();
  await expect.poll(() => title.inputValue()).toBe("あ{name|お客}さま、い");
  const preview = page.getByRole("complementary", { name: "会員の見え方" });
  await preview.getByText("あ糸井 あかりさま、い").first().waitFor();
  await title.fill("{missing}個");
  await page.getByText("{missing} はこのきっかけでは使えません").waitFor();
  await page.reload();
  await page.getByText("{missing} はこのきっかけでは使えません").waitFor();
  expect(await title.inputValue()).toBe("{missing}個");
  expect(await all()).toHaveLength(1);
}, 60_000);

test("a change is version 2 and undone as version 3; of two who change it at once the second is told", async () => {
  const [row] = await all();
  const page = await openDesk(browser, world, `automations/${row?.automationId}/edit`);
  const name = page.getByLabel(/自動配信の名前/);
  await name.fill("ようこそ");
  await page.getByRole("button", { name: "保存する" }).click();
  await page.getByRole("heading", { level: 1, name: "ようこそ" }).waitFor();
  await page.getByRole("button", { name: "元に戻す" }).click();
  await page.getByRole("heading", { level: 1, name: "入会のお礼" }).waitFor();
  expect(await all()).toMatchObject([{ version: 3 }]);
  await page.getByRole("link", { name: "内容を変える" }).click();
  await name.fill("二人目の変更");
  const { automation } = row ?? {};
  await desk.client.ok("PUT", `/api/console/automations/${row?.automationId}`, {
    body: { version: 3, automation },
  });
  await page.getByRole("button", { name: "保存する" }).click();
  await page.getByText("ほかの人が先に変更しました").waitFor();
  await page.getByRole("button", { name: "読み込み直す(入力は残ります)" }).click();
  await page.getByText("ほかの人が先に変更しました").waitFor({ state: "detached" });
  expect(await name.inputValue()).toBe("二人目の変更");
  await page.getByRole("button", { name: "保存する" }).click();
  await page.getByRole("heading", { level: 1, name: "二人目の変更" }).waitFor();
  expect(await all()).toMatchObject([{ version: 5 }]);
}, 60_000);

test.each([
  ["pc", pc],
  ["phone", phone],
] as const)(
  "on a %s the 4 screens have names, contrast, size and width, in both languages",
  async (size, viewport) => {
    const [row] = await all();
    const page = await openDesk(browser, world, "automations", { viewport });
    const screens = {
      list: "automations",
      new: "automations/new?start=points",
      page: `automations/${row?.automationId}`,
      edit: `automations/${row?.automationId}/edit`,
    };
    for (const language of ["ja", "en"] as const) {
      await page.evaluate(`localStorage.setItem('goen.console.language', '${language}')`);
      for (const [screen, at] of Object.entries(screens)) {
        await page.goto(`${world.origin}/console/${at}`);
        await page.getByRole("heading", { level: 1 }).waitFor();
        await expect.poll(() => page.getByRole("status", { name: /読み込み中|Loading/ }).count()).toBe(0);
        expect.soft([screen, language, await faultsOf(page)]).toEqual([screen, language, []]);
        await shoot(page, `automations-${screen}-${size}-${language}`);
      }
    }
  },
  120_000,
);
