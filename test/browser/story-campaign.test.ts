import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { defaultReach } from "../../shared/reach/defaults.ts";
import { deskOf, withRole } from "../support/console.ts";
import { publishCoupon } from "../support/coupon-shop.ts";
import { openWorld, type World } from "../support/world.ts";
import { builtPages } from "./built-pages.ts";
import { launchChromium } from "./chromium.ts";
import { openDesk, shoot } from "./console-page.ts";

/** A marketer's campaign from the segment to its result, with the member's phone beside it. Nothing of it is played. */

let world: World;
let browser: Browser;
const shopPage = "https://shop.example.com/winter";

beforeAll(async () => {
  await builtPages();
  [world, browser] = await Promise.all([openWorld({ real: true }), launchChromium()]);
  const { client } = await deskOf(world, await world.owner());
  // At night nothing would leave, and the holdout is by chance; the test is run at any hour.
  const body = { ...defaultReach, quietHours: null, holdoutPerMille: 0, approvalAbove: 0 };
  await client.ok("PUT", "/api/console/reach", { body });
  await publishCoupon(world.deps, "C-THANKS", {
    ...{ name: { ja: "感謝の500円引き", en: "" }, mode: "show", issue: { to: "given" } },
    benefit: { kind: "amount_off", yen: 500 },
  });
});
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

/** The member's phone, with the chat on it. */
async function phoneOf(userId: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: "ja-JP" });
  context.setDefaultTimeout(20_000);
  await context.route(`${shopPage}**`, (route) =>
    route.fulfill({ contentType: "text/html; charset=utf-8", body: "<h1>冬のメニュー</h1>" }),
  );
  const phone = await context.newPage();
  await phone.goto(`${world.emulator.origin}/?user=${userId}`);
  return phone;
}

async function makeSegment(page: Page): Promise<void> {
  await page.getByRole("textbox", { name: "名前" }).fill("ポイントのある会員");
  await page.getByRole("combobox", { name: "条件を追加" }).click();
  await page.getByRole("option", { name: "ポイント残高" }).click();
  await page.getByRole("group", { name: "ポイント残高" }).getByLabel("以上").fill("10");
  await page
    .getByText(/1\s*人/)
    .first()
    .waitFor();
  await page.getByRole("button", { name: "保存する" }).click();
  await page.getByText("保存しました").waitFor();
}

async function compose(page: Page): Promise<void> {
  await page.getByRole("link", { name: "クーポンのお知らせ" }).click();
  await page.getByLabel("ボタンの言葉(任意)").fill("冬のメニューを見る");
  await page.getByLabel("ボタンの行き先", { exact: true }).fill(shopPage);
  await page.getByText("保存したセグメント").click();
  await page.getByRole("combobox", { name: "セグメント", exact: true }).click();
  await page.getByRole("option", { name: "ポイントのある会員" }).click();
  const preview = page.getByRole("complementary", { name: "会員の見え方" });
  await preview.getByText("感謝の500円引きのクーポンをお届けします").first().waitFor();
  await page.getByRole("row", { name: "送る人数 1人" }).waitFor();
  await page.getByText("1人に、全員が使うと最大¥500").waitFor();
  await shoot(page, "story-compose");
  await page.getByRole("button", { name: "保存して確認へ" }).click();
  await page.getByRole("button", { name: "1人への配信の承認を頼む" }).click();

  await page.getByText("承認を待っています").waitFor();
}

async function approveAndSend(page: Page): Promise<void> {
  await page.getByRole("link", { name: "クーポンのお知らせ" }).click();
  await page.getByRole("button", { name: "承認する" }).click();
  await page.getByRole("button", { name: "1人に送る" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "1人に送る" }).click();
  await page.getByText("1人のうち1人に送りました").waitFor();
}

async function readAndUse(phone: Page): Promise<void> {
  await phone.getByText("感謝の500円引きのクーポンをお届けします").last().waitFor();
  await phone.getByText("花さま、いつもありがとうございます", { exact: false }).last().waitFor();
  await shoot(phone, "story-phone");
  await phone.getByRole("button", { name: "冬のメニューを見る" }).last().click();
  const app = phone.frameLocator("iframe[name^=line-liff-browser]");
  await app.getByRole("heading", { name: "冬のメニュー" }).waitFor();
  await phone.getByRole("button", { name: "閉じる" }).first().click();
  await phone.getByRole("button", { name: "クーポンを使う" }).last().click();
  // Its own button opens the card where coupons are.
  await app.getByRole("button", { name: /感謝の500円引き/ }).click();
  await app.getByRole("button", { name: "使う", exact: true }).click();
  const sheet = app.getByRole("dialog");
  await sheet.getByLabel("ご利用のお店").selectOption({ index: 1 });
  await sheet
    .getByRole("button", { name: /使う|使用/ })
    .last()
    .click();
  await app.getByRole("heading", { name: "クーポンを使いました" }).waitFor();
}

test("a marketer's story: a segment of 1, words, another person's approval, the message on the phone, a tap, a coupon used, and all of it among the results", async () => {
  const owner = await world.owner();
  const guest = await world.member("花");
  await owner.sell((await owner.scan(await guest.code())).scanId, 1280);
  const stranger = await world.member("まだの人");
  const phone = await phoneOf(guest.userId);

  const page = await openDesk(browser, world, "segments/new");
  page.setDefaultTimeout(20_000);
  await makeSegment(page);
  await page.goto(`${world.origin}/console/campaigns`);
  await compose(page);

  const mate = world.emulator.addUser({ displayName: "販促 一" });
  await withRole(world, mate.userId, "marketer");
  const other = await openDesk(browser, world, "", { desk: await deskOf(world, mate) });
  await approveAndSend(other);

  await readAndUse(phone);

  await other.getByRole("link", { name: "結果" }).click();
  const results = other.getByRole("region", { name: "結果" });
  await expect.poll(() => results.innerText()).toMatch(/リンクを開いた人\s*1/);
  await shoot(other, "story-results");
  expect(await results.innerText()).toMatch(/クーポン/);
  const coupon = await world.deps.database.point
    .selectFrom("coupon")
    .select(["given", "used"])
    .where("coupon_id", "=", "C-THANKS")
    .executeTakeFirstOrThrow();
  expect(coupon).toEqual({ given: 1, used: 1 });
  expect([guest, stranger].map(toldOf)).toEqual([1, 0]);
}, 180_000);

/** How many messages about the coupon a person has on their phone. */
function toldOf({ userId }: { readonly userId: string }): number {
  const got = world.emulator.deliveries(userId);
  return got.filter(({ messages }) => JSON.stringify(messages).includes("感謝の500円引き")).length;
}
