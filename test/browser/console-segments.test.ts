import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runJob } from "../../server/jobs.ts";
import type { SegmentRow } from "../../shared/segments/console.ts";
import { type Desk, deskOf } from "../support/console.ts";
import { openWorld, type World } from "../support/world.ts";
import { axe } from "./axe.ts";
import { builtPages } from "./built-pages.ts";
import { launchChromium } from "./chromium.ts";
import { openDesk, phone, shoot, sideways, tooFaint, tooSmall, unnamed } from "./console-page.ts";

/** Segments at the console: built by the keyboard, counted while they are built, saved, and named by one another. */

let world: World;
let browser: Browser;
let desk: Desk;

beforeAll(async () => {
  await builtPages();
  [world, browser] = await Promise.all([openWorld(), launchChromium()]);
  desk = await deskOf(world, await world.owner());
  const birthdays = { "糸井 あかり": "11-25", "佐藤 花子": "11-30", "林 次郎": "03-03" };
  for (const [name, birthday] of Object.entries(birthdays)) {
    const member = await world.member(name);
    await member.client.ok("PUT", "/api/card/birthday", { body: { birthday } });
  }
});
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

async function all(): Promise<readonly SegmentRow[]> {
  return (await desk.client.ok<{ segments: readonly SegmentRow[] }>("GET", "/api/console/segments")).segments;
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

/** What the foot of the builder says: how many, of how many. */
const counted = (page: Page, text: string) => page.locator(".segment-foot").getByText(text).waitFor();

test("the empty list offers 8 usual ones; birthdays of this month has 2 of 3 members, who are shown, and is saved", async () => {
  const page = await openDesk(browser, world, "segments");
  await page.getByText("最初のセグメントを作りましょう").waitFor();
  expect(await page.locator("a.door-card").count()).toBe(8);
  await shoot(page, "segments-empty");
  await page.getByRole("link", { name: /今月お誕生日の方/ }).click();
  await counted(page, "人(全3人中67%)");
  await page.getByText("誕生月が11月").waitFor();
  await page.getByRole("button", { name: "会員の例を見る" }).click();
  const sample = page.getByRole("table", { name: "当てはまる会員の例" });
  await sample.getByRole("link", { name: "佐藤 花子" }).waitFor();
  expect(await sample.getByRole("link").count()).toBe(2);
  expect(await faultsOf(page)).toEqual([]);
  await shoot(page, "segments-editor");
  await page.getByRole("button", { name: "保存する" }).click();
  await page.getByRole("heading", { level: 1, name: "今月お誕生日の方" }).waitFor();
  expect(await all()).toMatchObject([{ name: "今月お誕生日の方", version: 1, usedBy: [] }]);
  await page.getByText("人(全3人中67%)").waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await shoot(page, "segments-page");
}, 60_000);

/** Takes the first that is offered for these words, by the keyboard; it waits for what a person would wait to see. */
async function choose(page: Page, words?: string): Promise<void> {
  if (words !== undefined) {
    await page.keyboard.type(words);
    await page.getByRole("option").first().waitFor();
  }
  const marked = page.locator("[data-combobox-selected]");
  await expect
    .poll(
      async () => {
        if ((await marked.count()) === 0) await page.keyboard.press("ArrowDown");
        return await marked.count();
      },
      { interval: 200 },
    )
    .toBe(1);
  await page.keyboard.press("Enter");
}

test("by the keyboard alone a tree of 2 levels is built that names a saved one; the number follows, 2, 1 and 2, and it is saved", async () => {
  const page = await openDesk(browser, world, "segments/new");
  await page.getByLabel(/^名前( \*)?$/).fill("誕生日か退会しそう");
  const add = page.getByRole("combobox", { name: "条件を追加" });
  await add.first().focus();
  await choose(page, "保存した");
  const nested = page.getByRole("group", { name: "保存したセグメント" });
  await expect
    .poll(() => nested.getByRole("combobox").evaluate((field) => field === document.activeElement))
    .toBe(true);
  // A choice by the keyboard needs something to choose from.
  await nested.getByPlaceholder("選択").waitFor();
  await choose(page);
  await counted(page, "人(全3人中67%)");
  await page.getByRole("button", { name: "グループを追加" }).focus();
  await page.keyboard.press("Enter");
  const group = page.getByRole("group", { name: "条件のグループ" });
  const inner = group.getByRole("combobox", { name: "条件を追加" });
  await inner.focus();
  await choose(page, "誕生日が");
  await counted(page, "人(全3人中33%)");
  await inner.focus();
  await choose(page, "来店したことがない");
  await counted(page, "人(全3人中67%)");
  await page
    .getByText("セグメント「今月お誕生日の方」に入る かつ （誕生日が7日以内 または 来店したことがない）")
    .waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await shoot(page, "segments-nested");
  await page.setViewportSize(phone);
  expect(await sideways(page)).toBe(0);
  await shoot(page, "segments-nested-390");
  await page.getByRole("button", { name: "保存する" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "誕生日か退会しそう" }).waitFor();
  const [, second] = await all();
  expect(second).toMatchObject({
    name: "誕生日か退会しそう",
    tree: { all: [{ kind: "segment" }, { any: [{}, {}] }] },
  });
}, 60_000);

test("what another segment names says so and cannot be removed; on a phone nothing is wider than the screen", async () => {
  const page = await openDesk(browser, world, "segments", { viewport: phone });
  await page.getByRole("link", { name: "今月お誕生日の方" }).click();
  await page.getByRole("link", { name: "誕生日か退会しそう" }).waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await shoot(page, "segments-page-390");
  await page.getByRole("button", { name: "削除" }).click();
  await page.getByText("使われているため削除できません。").waitFor();
  expect(await page.getByRole("button", { name: "削除する" }).count()).toBe(0);
  await page.getByRole("button", { name: "閉じる", exact: true }).last().click();
  await page.getByRole("link", { name: "条件を変える" }).click();
  await counted(page, "人(全3人中67%)");
  expect(await faultsOf(page)).toEqual([]);
  await shoot(page, "segments-editor-390");
}, 60_000);

test("a list of 2 pasted numbers, one of which is a word, names line 2, is made of 1 member and opens the builder", async () => {
  const page = await openDesk(browser, world, "segments/lists");
  await page.getByRole("link", { name: "リストを作る" }).click();
  await page.getByLabel(/^名前( \*)?$/).fill("イベント参加者");
  const { publicId } = (await (await world.member("林 花")).home()).member;
  await page.getByLabel("または、会員番号を貼り付け(1行に1人)").fill(`${publicId}\nりんご`);
  await page.getByRole("button", { name: "確認する" }).click();
  await page.getByText("2行目").waitFor();
  await page.getByText("りんご").last().waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await shoot(page, "segments-list-check");
  await page.getByRole("button", { name: "1人でリストを作る" }).click();
  await page.getByRole("heading", { level: 1, name: "イベント参加者" }).waitFor();
  await page.getByRole("link", { name: "林 花" }).waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await shoot(page, "segments-list");
  await page.getByRole("link", { name: "このリストでセグメントを作る" }).click();
  await counted(page, "人(全4人中25%)");
  await page.getByText("リスト「イベント参加者」にいる").waitFor();
}, 60_000);

test("with the switch on, who entered stands by day and by name", async () => {
  const page = await openDesk(browser, world, "segments");
  await page.getByRole("link", { name: "今月お誕生日の方" }).first().click();
  await page.getByRole("switch", { name: "出入りを記録する" }).click();
  await page.getByText("出入りの記録を始めました").waitFor();
  const work = async () => {
    while ((await runJob(world.deps, "segments", { forMs: 10_000 })) > 0);
  };
  await work();
  const member = await world.member("森 三郎");
  await member.client.ok("PUT", "/api/card/birthday", { body: { birthday: "11-22" } });
  world.clock.advanceBy(3_600_000);
  await work();
  await page.reload();
  await page.getByText("入った 1人").waitFor();
  await page.getByRole("table", { name: "出入りした会員" }).getByRole("link", { name: "森 三郎" }).waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await shoot(page, "segments-crossings");
}, 60_000);
