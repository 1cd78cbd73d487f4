import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { deskOf } from "../support/console.ts";
import { giveCoupon, publishCoupon, publishStampCard } from "../support/coupon-shop.ts";
import { openWorld, type World } from "../support/world.ts";
import { axe } from "./axe.ts";
import { builtPages } from "./built-pages.ts";
import { launchChromium } from "./chromium.ts";
import { openDesk, pc, phone, shoot, sideways, tooSmall, unnamed } from "./console-page.ts";
import { PATIENCE } from "./till-page.ts";

/** Merging two members, as a manager does it. */

let world: World;
let browser: Browser;
beforeAll(async () => {
  await builtPages();
  world = await openWorld();
  browser = await launchChromium();
  await publishCoupon(world.deps, "gift", {
    issue: { to: "given" },
    name: { ja: "お誕生日", en: "Birthday" },
  });
  await publishStampCard(world.deps, "coffee", {});
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

/** Two who have bought, the first with a coupon of each occasion that the second has too. */
async function two(oldName: string, newName: string) {
  const owner = await world.owner();
  const numbers: string[] = [];
  for (const [name, yen] of [
    [oldName, 12_800],
    [newName, 3_000],
  ] as const) {
    const member = await world.member(name);
    world.clock.advanceBy(20_000);
    await owner.sell((await owner.scan(await member.code())).scanId, yen);
    const { publicId } = (await member.home()).member;
    const { member_id } = await world.deps.database.point
      .selectFrom("member")
      .select("member_id")
      .where("public_id", "=", publicId)
      .executeTakeFirstOrThrow();
    await giveCoupon(world.deps, "gift", member_id);
    numbers.push(publicId);
  }
  const [oldNo = "", newNo = ""] = numbers;
  return { oldNo, newNo };
}

async function choose(page: Page, name: string): Promise<void> {
  const field = page.getByRole("combobox", { name: "もう1枚の会員証(番号か名前で探す)" });
  await field.fill(name);
  await page.getByRole("option").filter({ hasText: name }).click();
  await page.getByRole("table", { name: "統合の前と後" }).waitFor();
}

for (const viewport of [pc, phone]) {
  test(
    `at ${viewport.width} pixels both members stand side by side, and axe finds 0 faults`,
    PATIENCE,
    async () => {
      const { newNo } = await two(`佐藤 ${viewport.width}`, `さとう ${viewport.width}`);
      const page = await openDesk(browser, world, `members/${newNo}/actions`, { viewport });
      await choose(page, `佐藤 ${viewport.width}`);
      const table = page.getByRole("table", { name: "統合の前と後" });
      await table.getByRole("row", { name: /使えるポイント/ }).waitFor();
      await page.getByText("お一人の上限を超えるため取り消します").waitFor();
      await page.getByText("スタンプ「珈琲カード」1個を足し、手元のカードは2個になります").waitFor();
      await shoot(page, `merge-${viewport.width}`);
      const faults = [...(await axe(page)), ...(await unnamed(page)), ...(await tooSmall(page))];
      expect([faults, await sideways(page)]).toEqual([[], 0]);
    },
  );
}

test(
  "a manager looks for the old card, reads what goes over, types why, and has 1 member with both's points",
  PATIENCE,
  async () => {
    const { oldNo, newNo } = await two("高橋 旧", "高橋 新");
    const desk = await deskOf(world, await world.owner());
    const before = await Promise.all(["高橋 旧", "高橋 新"].map((name) => desk.member(name)));
    const balance = before.reduce((sum, { points }) => sum + points.balance, 0);
    const page = await openDesk(browser, world, `members/${newNo}/actions`);
    await choose(page, "高橋 旧");
    const button = page.getByRole("button", { name: "この2人を統合する" });
    expect(await button.isDisabled()).toBe(true);
    const section = page.getByRole("region", { name: "ほかの会員と統合" });
    await section.getByLabel("理由(メモに残ります)").fill("機種変更で2枚になった");
    await button.click();
    await page.getByText("会員を統合しました").waitFor();
    await expect.poll(() => page.url()).toBe(`${world.origin}/console/members/${newNo}`);
    expect((await desk.member("高橋 新")).points.balance).toBe(balance);
    await page.goto(`${world.origin}/console/members/${oldNo}`);
    await page.getByRole("heading", { level: 1, name: "高橋 新" }).waitFor();
  },
);

test(
  "while the other is suspended there is no button, and the screen says which of the two it is",
  PATIENCE,
  async () => {
    const { oldNo, newNo } = await two("停止 中", "利用 中");
    const desk = await deskOf(world, await world.owner());
    await desk.client.ok("POST", `/api/console/members/${oldNo}/suspend`, { body: { reason: "紛失" } });
    const page = await openDesk(browser, world, `members/${newNo}/actions`);
    await choose(page, "停止 中");
    await page.getByRole("alert").filter({ hasText: "いまは統合できません" }).waitFor();
    await page.getByText("なくなる会員: この会員はご利用いただけません").waitFor();
    expect(await page.getByRole("button", { name: "この2人を統合する" }).count()).toBe(0);
    await page.getByText("選んだ会員", { exact: true }).click();
    await page.getByText("残る会員: この会員はご利用いただけません").waitFor();
  },
);
