import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { reachInForce } from "../../server/features/reach/index.ts";
import { newKey } from "../support/people.ts";
import { openWorld, type World } from "../support/world.ts";
import { axe } from "./axe.ts";
import { builtPages } from "./built-pages.ts";
import { launchChromium } from "./chromium.ts";
import { openDesk, pc, phone, shoot, sideways, tooFaint, tooSmall, unnamed } from "./console-page.ts";

/** The rules of sending at the console, and what a member has said about kinds of messages. */

let world: World;
let browser: Browser;

beforeAll(async () => {
  await builtPages();
  [world, browser] = await Promise.all([openWorld(), launchChromium()]);
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

test("limits, quiet hours, plan and budget are saved as version 1, and undone as version 2", async () => {
  const page = await openDesk(browser, world, "reach");
  await page.getByText("はじめからの設定のままです").waitFor();
  const field = (name: string) => page.getByLabel(name, { exact: true });
  await field("直近30日").fill("8");
  await field("開始").fill("20:30");
  await field("会員のうち").fill("2.5");
  await page.getByRole("combobox", { name: "プラン" }).click();
  await page.getByRole("option", { name: "スタンダード" }).click();
  await page.getByText("追加料金は¥30,000(税別)です").waitFor();
  await field("追加メッセージの予算(税別)").fill("50,000");
  await page.getByRole("button", { name: "保存する" }).click();
  await page.getByText("送信のきまりを保存しました").waitFor();
  expect(await reachInForce(world.deps)).toMatchObject({
    version: 1,
    caps: { perDay: 1, perWeek: 2, perMonth: 8 },
    quietHours: { from: "20:30", until: "09:00" },
    holdoutPerMille: 25,
    plan: { name: "standard", included: 30_000 },
    budgetYen: 50_000,
  });
  await page.getByText("1回目の変更").waitFor();
  await page.getByRole("button", { name: "元に戻す" }).click();
  await page.getByText("2回目の変更").waitFor();
  expect(await reachInForce(world.deps)).toMatchObject({
    version: 2,
    caps: { perMonth: 6 },
    budgetYen: null,
  });
}, 60_000);

test("what cannot be is said beside its field and not saved: a limit of 0, 3 a day with 2 in 7 days, quiet hours without an end", async () => {
  const page = await openDesk(browser, world, "reach");
  const save = page.getByRole("button", { name: "保存する" });
  await page.getByLabel("1日", { exact: true }).fill("0");
  await page.getByText("1〜100の整数で入力してください").waitFor();
  expect(await save.isDisabled()).toBe(true);
  await page.getByLabel("1日", { exact: true }).fill("3");
  await page.getByText("短い期間の上限が3通なので、3以上にしてください").waitFor();
  expect(await save.isDisabled()).toBe(true);
  await page.getByLabel("1日", { exact: true }).fill("1");
  await page.getByText("短い期間の上限が3通なので").waitFor({ state: "detached" });
  await page.getByLabel("終了", { exact: true }).fill("21:00");
  await page.getByText("開始と違う時刻にしてください").waitFor();
  expect(await save.isDisabled()).toBe(true);
}, 60_000);

test.each([
  ["pc", pc],
  ["phone", phone],
] as const)(
  "on a %s the screen has names, contrast, size and width, in both languages",
  async (size, viewport) => {
    const page = await openDesk(browser, world, "reach", { viewport });
    await page.getByLabel("直近7日", { exact: true }).waitFor();
    await page.getByRole("combobox", { name: "プラン" }).click();
    await page.getByRole("option", { name: "スタンダード" }).click();
    for (const language of ["ja", "en"] as const) {
      if (language === "en") {
        await page.evaluate("localStorage.setItem('goen.console.language', 'en')");
        await page.reload();
        await page.getByLabel("In 7 days", { exact: true }).waitFor();
      }
      expect(await axe(page)).toEqual([]);
      expect(await unnamed(page)).toEqual([]);
      expect(await tooSmall(page)).toEqual([]);
      expect(await tooFaint(page)).toEqual([]);
      expect(await sideways(page)).toBe(0);
      await shoot(page, `console-reach-${size}-${language}`);
    }
  },
  60_000,
);

test("a member's page says which kinds they want, and what they said when", async () => {
  const member = await world.member("佐藤 花子");
  const { publicId } = (await member.home()).member;
  const page = await openDesk(browser, world, `members/${publicId}/messages`);
  const section = page.getByRole("region", { name: "配信の種類" });
  await section.getByText("変更はまだありません").waitFor();
  await member.client.ok("PUT", "/api/card/topics", {
    key: newKey(),
    body: { textVersion: "2026-12-01.1", wanted: { news: false } },
  });
  await page.reload();
  await section.getByText("停止中").waitFor();
  await section.getByText("変更の記録(1件)").click();
  await section.getByText("会員証").waitFor();
  expect(await axe(page, { within: "main" })).toEqual([]);
  await shoot(page, "console-member-topics");
}, 60_000);
