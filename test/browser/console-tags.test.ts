import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { MemberPage, Tag } from "../../shared/members/profile.ts";
import { type Desk, deskOf, withRole } from "../support/console.ts";
import { openWorld, type World } from "../support/world.ts";
import { axe } from "./axe.ts";
import { builtPages } from "./built-pages.ts";
import { launchChromium } from "./chromium.ts";
import {
  openDesk,
  pc,
  phone as phoneSize,
  shoot,
  sideways,
  tooFaint,
  tooSmall,
  unnamed,
} from "./console-page.ts";
import { PATIENCE } from "./till-page.ts";

/** The shop's list of tags: made, renamed and removed, with 2 members who have one. */

const long = "毎週水曜の朝に、必ず窓際の席へご案内するお客様";
let world: World;
let browser: Browser;
let desk: Desk;
let page: Page;
const members: string[] = [];
beforeAll(async () => {
  await builtPages();
  world = await openWorld();
  browser = await launchChromium();
  desk = await deskOf(world, await world.owner());
  for (const name of ["糸井 あかり", "縁田 むすび"]) {
    members.push((await (await world.member(name)).home()).member.publicId);
  }
  page = await openDesk(browser, world, "tags");
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

const table = () => page.getByRole("table", { name: "タグ" });
const row = (name: string) => table().getByRole("row").filter({ hasText: name });
const dialog = () => page.getByRole("dialog");
const tagsOf = async (memberId: string): Promise<readonly string[]> => {
  const found = await desk.client.ok<MemberPage>("GET", `/api/console/members/${memberId}/profile`);
  return found.tags.map(({ name }) => name);
};

async function faults(name: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const viewport of [pc, phoneSize]) {
    await page.setViewportSize(viewport);
    await expect.poll(() => sideways(page)).toBe(0);
    const all = [await axe(page), await unnamed(page), await tooSmall(page), await tooFaint(page)].flat();
    found.push(...all.map((fault) => `${viewport.width}: ${fault}`));
    await shoot(page, `tags-${name}-${viewport.width}`);
  }
  await page.setViewportSize(pc);
  return found;
}

test(
  "an empty list says what tags are; one is made in violet, and 元に戻す unmakes it",
  PATIENCE,
  async () => {
    await page.getByRole("heading", { name: "まだタグがありません" }).waitFor();
    expect(await faults("empty")).toEqual([]);
    await page.getByRole("button", { name: "タグを作る" }).first().click();
    await dialog().getByLabel("名前").fill("常連");
    await dialog().getByRole("radio", { name: "紫" }).check();
    expect(await faults("form")).toEqual([]);
    await dialog().getByRole("button", { name: "作る", exact: true }).click();
    await page.getByText("タグ「常連」を作りました").waitFor();
    await row("常連").getByText("0人").waitFor();
    await page.getByRole("button", { name: "元に戻す" }).click();
    await page.getByRole("heading", { name: "まだタグがありません" }).waitFor();
  },
);

test("a tag that 2 members have is renamed on both, and 元に戻す names it as before", PATIENCE, async () => {
  for (const name of ["常連", long]) {
    const body = { name, colour: "blue" };
    const { tagId } = await desk.client.ok<Tag>("POST", "/api/console/tags", { body });
    for (const memberId of name === long ? [] : members) {
      await desk.client.ok("PUT", `/api/console/members/${memberId}/tags/${tagId}`, { body: {} });
    }
  }
  await page.reload();
  await row("常連").getByText("2人").waitFor();
  expect(await faults("list")).toEqual([]);
  await page.getByRole("button", { name: "変更: 常連" }).click();
  await dialog().getByLabel("名前").fill("お得意様");
  await dialog().getByRole("button", { name: "変更する" }).click();
  await page.getByText("タグ「お得意様」に変更しました").waitFor();
  for (const memberId of members) expect(await tagsOf(memberId)).toEqual(["お得意様"]);
  await page.getByRole("button", { name: "元に戻す" }).click();
  await row("常連").getByText("2人").waitFor();
  for (const memberId of members) expect(await tagsOf(memberId)).toEqual(["常連"]);
});

test(
  "a name that another tag has in other letters is refused in words, and nothing is lost",
  PATIENCE,
  async () => {
    await page.getByRole("button", { name: `変更: ${long}` }).click();
    await dialog().getByLabel("名前").fill(" 常連 ");
    await dialog().getByRole("button", { name: "変更する" }).click();
    await dialog().getByText("同じ名前のタグがあります").waitFor();
    expect(await faults("taken")).toEqual([]);
    await dialog().getByRole("button", { name: "やめる" }).click();
    await row(long).getByText("0人").waitFor();
  },
);

test("removing says that 2 members have it, and takes it off both", PATIENCE, async () => {
  await page.getByRole("button", { name: "削除: 常連" }).click();
  await dialog().getByText("2人の会員に付いています").waitFor();
  expect(await faults("remove")).toEqual([]);
  await dialog().getByRole("button", { name: "やめる" }).click();
  expect(await tagsOf(members[0] ?? "")).toEqual(["常連"]);
  await page.getByRole("button", { name: "削除: 常連" }).click();
  await dialog().getByRole("button", { name: "削除する" }).click();
  await page.getByText("タグ「常連」を削除しました").waitFor();
  await expect.poll(() => row("常連").count()).toBe(0);
  for (const memberId of members) expect(await tagsOf(memberId)).toEqual([]);
});

test("who may only read sees the list and can change nothing of it", PATIENCE, async () => {
  const { userId } = world.emulator.addUser({ displayName: "auditor" });
  await withRole(world, userId, "auditor");
  const other = await openDesk(browser, world, "tags", { desk: await deskOf(world, { userId }) });
  await other.getByRole("table", { name: "タグ" }).getByText(long).waitFor();
  expect(
    await other
      .locator("#content")
      .getByRole("button", { name: /タグを作る|変更|削除/ })
      .count(),
  ).toBe(0);
  await other.context().close();
});
