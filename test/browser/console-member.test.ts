import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { tabs } from "../../liff/console/member/tabs.ts";
import { numberOf } from "../../liff/console/parts/member-number.ts";
import { campaignDeskOf } from "../support/campaign-desk.ts";
import { campaignOf } from "../support/campaign-shop.ts";
import { deskOf, withRole } from "../support/console.ts";
import { walletOf } from "../support/coupon-desk.ts";
import { publishCoupon, publishStampCard } from "../support/coupon-shop.ts";
import { outcome } from "../support/evidence.ts";
import { newKey, type Phone, type Till } from "../support/people.ts";
import { openWorld, type World } from "../support/world.ts";
import { axe } from "./axe.ts";
import { builtPages } from "./built-pages.ts";
import { launchChromium } from "./chromium.ts";
import { openDesk, pc, phone as phoneSize, shoot, sideways, tooSmall, unnamed } from "./console-page.ts";
import { PATIENCE } from "./till-page.ts";

/** A member's page, from who they are to their end, on the real server. */

let world: World;
let browser: Browser;
let till: Till;
let page: Page;
let card: Phone;
let number = "";
beforeAll(async () => {
  await builtPages();
  world = await openWorld();
  browser = await launchChromium();
  till = await world.owner();
  await publishCoupon(world.deps, "COFFEE", {
    issue: { to: "given" },
    name: { ja: "珈琲1杯", en: "A coffee" },
  });
  await publishStampCard(world.deps, "STAMPS", { name: { ja: "珈琲カード", en: "Coffee card" } });
  card = await world.member("糸井 あかり");
  number = (await card.home()).member.publicId;
  await till.sell((await till.scan(await card.code())).scanId, 1_280);
  await world.settled();
  page = await openDesk(browser, world, `members/${number}`);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

const tab = (name: string) => page.getByRole("tab", { name, exact: true });
const region = (name: string) => page.getByRole("region", { name, exact: true });
const undo = () => page.getByRole("button", { name: "元に戻す" }).click();
const at = (part = "") => `${world.origin}/console/members/${number}${part === "" ? "" : `/${part}`}`;
const open = async (part = ""): Promise<void> => {
  await page.goto(at(part));
  await page.getByRole("heading", { name: "糸井 あかり" }).waitFor();
};
/** A code that a phone showed is good for one reading. */
async function read(): Promise<string> {
  world.clock.advanceBy(20_000);
  return outcome(card.code().then((code) => till.scan(code)));
}

test(
  "the arrows go through 7 tabs and stay on them; each has an address, and back goes back",
  PATIENCE,
  async () => {
    await tab("概要").focus();
    for (const { at: part, name } of tabs.slice(1)) {
      await page.keyboard.press("ArrowRight");
      await expect.poll(() => page.url()).toBe(at(part));
      await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe(name[0]);
      expect(await tab(name[0]).getAttribute("aria-selected")).toBe("true");
    }
    await page.goBack();
    await region("メモ").waitFor();
    await page.goto(at("coupons"));
    await region("クーポンを渡す").waitFor();
    expect(await tab("クーポン").getAttribute("aria-selected")).toBe("true");
    await page.goto(at("no-such-tab"));
    await page.getByRole("heading", { name: "このページはありません" }).waitFor();
  },
);

test("a tag is made by typing it, undone, given from the list and taken off again", PATIENCE, async () => {
  await open();
  const tags = region("タグ");
  const field = tags.getByRole("combobox", { name: "タグを付ける" });
  await field.fill("常連");
  await page.getByRole("option", { name: "「常連」を新しく作る" }).click();
  await page.getByText("タグ「常連」を付けました").waitFor();
  const badge = tags.getByRole("button", { name: "タグ「常連」を外す" });
  await badge.waitFor();
  await undo();
  await badge.waitFor({ state: "detached" });
  await field.fill("常");
  await page.getByRole("option", { name: "常連", exact: true }).click();
  await badge.click();
  await page.getByText("タグ「常連」を外しました").waitFor();
  await undo();
  await badge.waitFor();
});

test(
  "a profile keeps what was typed through a reload, says which field is wrong, is saved and undone",
  PATIENCE,
  async () => {
    await open();
    const profile = region("プロフィール");
    await profile.getByRole("button", { name: "編集する" }).click();
    await profile.getByLabel("お名前").fill("糸井明里");
    const phone = profile.getByLabel("電話番号");
    await phone.fill("123");
    await page.reload();
    expect(await profile.getByLabel("お名前").inputValue()).toBe("糸井明里");
    await profile.getByRole("button", { name: "保存する" }).click();
    await profile.getByText("6〜15桁の電話番号を入力してください").waitFor();
    expect(await phone.getAttribute("aria-invalid")).toBe("true");
    await phone.fill("090-1234-5678");
    await profile.getByRole("button", { name: "保存する" }).click();
    await profile.getByText("09012345678").waitFor();
    await undo();
    await profile.getByText("まだ何も登録されていません").waitFor();
  },
);

test(
  "a note survives a reload before it is written, says who wrote it, and is removed and back",
  PATIENCE,
  async () => {
    await open("notes");
    const words = "窓ぎわの席が好き";
    await page.getByLabel("新しいメモ").fill(words);
    await page.reload();
    await page.getByText("まだ書き込んでいません").waitFor();
    expect(await page.getByLabel("新しいメモ").inputValue()).toBe(words);
    await page.getByRole("button", { name: "メモを書く" }).click();
    const note = page.getByRole("listitem").filter({ hasText: words });
    await note.getByText(/^縁田 結・2026/).waitFor();
    expect(await page.getByLabel("新しいメモ").inputValue()).toBe("");
    await note.getByRole("button", { name: "消す" }).click();
    await note.waitFor({ state: "detached" });
    await undo();
    await note.waitFor();
  },
);

test(
  "where no coupon can be given by hand, one sentence says so, with the way to make one",
  PATIENCE,
  async () => {
    await page.route("**/api/console/coupons", (route) => route.fulfill({ json: { coupons: [] } }));
    await open("coupons");
    const give = region("クーポンを渡す");
    await give.getByText("個別に渡せる配布中のクーポンがありません").waitFor();
    expect(await give.getByRole("button").count()).toBe(0);
    expect(await give.getByRole("link", { name: "クーポンを作る" }).getAttribute("href")).toMatch(
      /coupons\/new$/,
    );
    await page.unroute("**/api/console/coupons");
  },
);

test("a coupon is given with a reason, withdrawn, and its withdrawal undone", PATIENCE, async () => {
  await open("coupons");
  const give = region("クーポンを渡す");
  await give.getByRole("combobox", { name: "クーポン" }).click();
  await page.getByRole("option", { name: "珈琲1杯" }).click();
  await give.getByLabel(/^理由/).fill("お待たせした");
  await give.getByRole("button", { name: "クーポンを渡す" }).click();
  await page.getByText("「珈琲1杯」を渡しました").waitFor();
  const held = region("クーポン").getByRole("listitem").filter({ hasText: "珈琲1杯" }).first();
  await held.getByText("使えます").waitFor();
  await held.getByRole("button", { name: "取り消す…" }).click();
  await held.getByLabel("取り消す理由").fill("渡し間違い");
  await held.getByRole("button", { name: "取り消す", exact: true }).click();
  await page.getByText("「珈琲1杯」を取り消しました").waitFor();
  await held.getByText("取消", { exact: true }).waitFor();
  await undo();
  await held.getByText("使えます").waitFor();
  await held.getByRole("button", { name: "経緯を見る" }).click();
  await held.getByText("取消の取りやめ").waitFor();
});

test(
  "a coupon that the member used by a tap is given back with a reason, and is told",
  PATIENCE,
  async () => {
    await card.signIn();
    const { usable } = await walletOf(card);
    const { walletId } = usable[0] ?? { walletId: "" };
    await card.client.ok("POST", `/api/card/coupons/${walletId}/redeem`, { key: newKey(), body: {} });
    await open("coupons");
    const held = region("クーポン").getByRole("listitem").filter({ hasText: "珈琲1杯" }).first();
    await held.getByRole("button", { name: "使用を取り消す…" }).click();
    await held.getByLabel("使用を取り消す理由").fill("押し間違い");
    await shoot(page, "member-undo-use-1280");
    await held.getByRole("button", { name: "使用を取り消す", exact: true }).click();
    await page.getByText("「珈琲1杯」の使用を取り消しました。もう一度使えます").waitFor();
    await held.getByText("使えます").waitFor();
    await page.setViewportSize(phoneSize);
    await shoot(page, "member-undo-use-390");
    await page.setViewportSize(pc);
  },
);

test("2 stamps are given by hand with a reason and taken back by one press", PATIENCE, async () => {
  await open("stamps");
  const form = region("スタンプの訂正");
  await form.getByLabel("個数").fill("2");
  await form.getByLabel(/^理由/).fill("押し忘れ");
  await form.getByRole("button", { name: "スタンプを付ける" }).click();
  await page.getByText("スタンプを2個付けました").waitFor();
  const history = region("スタンプの履歴");
  await history.getByRole("row").filter({ hasText: "押し忘れ" }).getByText("+2").waitFor();
  await undo();
  await history.getByRole("row").filter({ hasText: "訂正の取り消し" }).getByText("−2").waitFor();
});

test(
  "a campaign that the member was sent stands on their page, with what became of it, and leads to it",
  PATIENCE,
  async () => {
    const hands = await campaignDeskOf(world);
    await hands.reach();
    const id = await hands.make(campaignOf("秋のお知らせ"));
    await hands.start(id);
    await hands.until(id, "sent");
    await open("messages");
    const row = region("配信").getByRole("row").filter({ hasText: "送信済み" });
    const link = row.getByRole("link");
    expect(await link.getAttribute("href")).toBe(`/console/campaigns/${id}`);
  },
);

test("the messages say why, what became of each, and that the receipt counted as 1", PATIENCE, async () => {
  await open("messages");
  const receipt = region("メッセージ").getByRole("row").filter({ hasText: "お買い上げのお知らせ" });
  await receipt.getByText("送信済み").waitFor();
  await receipt.getByText("1通").waitFor();
  await receipt.getByRole("button").click();
  await page.getByRole("dialog", { name: "メッセージの詳細" }).getByText("¥1,280").first().waitFor();
  expect(page.url()).toContain("/messages?message=");
});

test(
  "a member is suspended: the till refuses the card until the suspension is lifted, and undo suspends again",
  PATIENCE,
  async () => {
    await open("actions");
    await region("利用停止").getByLabel(/^理由/).fill("カード貸与の疑い");
    await page.getByRole("button", { name: "利用を停止する" }).click();
    await page.getByText("利用停止中です").waitFor();
    await page.getByText(/「カード貸与の疑い」縁田 結/).waitFor();
    expect(await read()).toBe("member.suspended");
    await undo();
    await page.getByText("利用停止中です").waitFor({ state: "detached" });
    expect(await read()).toBe("ok");
    await region("利用停止").getByLabel(/^理由/).fill("もう一度");
    await page.getByRole("button", { name: "利用を停止する" }).click();
    await region("利用の再開").getByLabel(/^理由/).fill("確認できた");
    await page.getByRole("button", { name: "利用を再開する" }).click();
    await region("利用停止").waitFor();
    expect(await read()).toBe("ok");
  },
);

test("after the card is replaced the old code is refused and the next key is read", PATIENCE, async () => {
  await open("actions");
  await region("会員証の再発行").getByLabel(/^理由/).fill("スマホを紛失");
  await page.getByRole("button", { name: "会員証を再発行する" }).click();
  await page.getByText("これまでの会員証を無効にしました").waitFor();
  expect(await read()).toBe("card.revoked");
  await card.enroll();
  expect(await read()).toBe("ok");
});

test(
  "the export is a file named after the member, with the sale of ¥1,280 and the note",
  PATIENCE,
  async () => {
    await open("actions");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "JSONで書き出す" }).click(),
    ]);
    expect(download.suggestedFilename()).toBe(`member-${number}.json`);
    const text = readFileSync(await download.path(), "utf8");
    expect(JSON.parse(text)).toMatchObject({
      format: "goen-member-1",
      purchases: [{ amountYen: 1_280 }],
      notes: expect.arrayContaining([expect.objectContaining({ words: "窓ぎわの席が好き" })]),
    });
  },
);

test(
  "a marketer writes tags and notes and exports; suspending, giving and erasing are not offered",
  PATIENCE,
  async () => {
    const { userId } = world.emulator.addUser({ displayName: "marketer" });
    await withRole(world, userId, "marketer");
    const theirs = await openDesk(browser, world, `members/${number}/actions`, {
      desk: await deskOf(world, { userId }),
    });
    await theirs.getByText("店長かオーナーが行います").waitFor();
    expect(await theirs.getByRole("button", { name: "JSONで書き出す" }).count()).toBe(1);
    await theirs.getByRole("tab", { name: "クーポン" }).click();
    await theirs.getByRole("region", { name: "クーポン", exact: true }).waitFor();
    expect(await theirs.getByRole("region", { name: "クーポンを渡す" }).count()).toBe(0);
    await theirs.close();
  },
);

describe.each([pc, phoneSize])("at $width pixels", (viewport) => {
  test(
    "no tab has a serious fault, scrolls sideways or has anything lower than a finger, in both languages",
    PATIENCE,
    async () => {
      const wide = await openDesk(browser, world, `members/${number}`, { viewport });
      for (const language of ["ja", "en"]) {
        await wide.evaluate((chosen) => localStorage.setItem("goen.console.language", chosen), language);
        for (const { at: part } of tabs) {
          await wide.goto(at(part));
          await wide.getByRole("heading", { level: 1 }).waitFor();
          await expect
            .poll(() => wide.getByRole("status", { name: /^(読み込み中|Loading)$/ }).count())
            .toBe(0);
          await shoot(wide, `member-${part || "overview"}-${language}-${viewport.width}`);
          const beside = await sideways(wide);
          const faults = [...(await axe(wide)), ...(await unnamed(wide)), ...(await tooSmall(wide))];
          expect.soft([language, part, beside, faults]).toEqual([language, part, 0, []]);
        }
      }
      await wide.close();
    },
  );
});

test(
  "erasing wants the number typed, ends the card, and leaves a page that says only that they left",
  PATIENCE,
  async () => {
    await open("actions");
    const erase = region("会員の削除");
    const button = erase.getByRole("button", { name: "会員を削除する" });
    const field = erase.getByRole("textbox");
    await field.fill("0000");
    await erase.getByText("会員番号が違います").waitFor();
    expect(await button.isDisabled()).toBe(true);
    await field.fill(numberOf(number));
    await button.click();
    await page.getByText("退会済みです").waitFor();
    await page.getByRole("heading", { name: "(名前なし)" }).waitFor();
    expect(await page.getByRole("region", { name: "会員の削除" }).count()).toBe(0);
    expect(await outcome(card.home())).toBe("session.expired");
    await tab("メモ").click();
    await page.getByText("まだメモがありません").waitFor();
    await page.goto(`${world.origin}/console/audit?action=members.erase`);
    await page.getByText("縁田 結さんが会員を削除しました").waitFor();
  },
);
