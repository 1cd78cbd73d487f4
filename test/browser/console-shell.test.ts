import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openWorld, type World } from "../support/world.ts";
import { builtPages } from "./built-pages.ts";
import { launchChromium } from "./chromium.ts";
import { openDesk, shoot } from "./console-page.ts";
import { PATIENCE } from "./till-page.ts";

let world: World;
let browser: Browser;
let page: Page;
beforeAll(async () => {
  await builtPages();
  world = await openWorld();
  browser = await launchChromium();
  const till = await world.owner();
  await world.staff("店長 太郎", undefined, "manager");
  for (const name of ["糸井 あかり", "=SUM(A1)", "髙橋 🍵"]) await world.member(name);
  const buyer = await world.member("結城 みどり");
  await till.sell((await till.scan(await buyer.code())).scanId, 1_280);
  page = await openDesk(browser, world);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

const table = (name: string) => page.getByRole("table", { name });
const firstRow = (name: string) => table(name).getByRole("row").nth(1);

async function csvBytes(encoding: "UTF-8" | "Shift_JIS"): Promise<Buffer> {
  await page.getByRole("button", { name: "CSV", exact: true }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("menuitem", { name: encoding }).click(),
  ]);
  return readFileSync(await download.path());
}

test(
  "a slash, a name, an arrow and Enter open a member from any screen, without a mouse",
  PATIENCE,
  async () => {
    await page.goto(`${world.origin}/console/settings`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.keyboard.press("/");
    await page.keyboard.type("あかり");
    await page.getByRole("option", { name: /糸井 あかり/ }).waitFor();
    await shoot(page, "finder-1280");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "糸井 あかり" }).waitFor();
    expect(page.url()).toContain("/console/members/");
    await page.keyboard.press("Control+k");
    expect(await page.evaluate(() => document.activeElement?.getAttribute("role"))).toBe("combobox");
  },
);

test(
  "4 members are sorted by points, the heading says so, and the address brings the order back",
  PATIENCE,
  async () => {
    await page.goto(`${world.origin}/console/members`);
    await page.getByText("1–4 / 4件").waitFor();
    await page.getByRole("button", { name: "ポイント", exact: true }).last().click();
    await firstRow("会員").getByText("結城 みどり").waitFor();
    const heading = table("会員").getByRole("columnheader", { name: "ポイント" });
    expect(await heading.getAttribute("aria-sort")).toBe("descending");
    await page.getByLabel("会員番号または名前", { exact: true }).fill("髙橋");
    await page.getByText("1–1 / 1件").waitFor();
    const address = page.url();
    expect(address).toContain("sort=-points");
    await page.goto(`${world.origin}/console/stores`);
    await page.goto(address);
    await page.getByText("1–1 / 1件").waitFor();
    expect(await page.getByLabel("会員番号または名前", { exact: true }).inputValue()).toBe("髙橋");
  },
);

test("CSV has a BOM in UTF-8, is Shift_JIS where asked, and holds no formula", PATIENCE, async () => {
  await page.goto(`${world.origin}/console/members`);
  await page.getByText("1–4 / 4件").waitFor();
  const utf8 = await csvBytes("UTF-8");
  expect([...utf8.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  expect(utf8.toString("utf8")).toContain(",'=SUM(A1),");
  expect(utf8.toString("utf8")).toContain("髙橋 🍵");
  const sjis = await csvBytes("Shift_JIS");
  // 会員番号
  expect(sjis.subarray(0, 8).toString("hex")).toBe("89ef88f594d48d86");
  expect(new TextDecoder("shift_jis").decode(sjis)).toContain("髙橋 〓");
});

test(
  "what was typed for a new store survives another screen; a taken code is told beside its field",
  PATIENCE,
  async () => {
    await page.goto(`${world.origin}/console/stores`);
    await page.getByRole("link", { name: "お店を追加" }).click();
    await page.locator("#content").getByLabel(/^名前/).fill("新宿店");
    const code = page.getByLabel("コード(半角英数字)");
    await code.fill("HQ");
    await page.getByRole("link", { name: "監査ログ" }).click();
    await page.getByRole("heading", { name: "監査ログ" }).waitFor();
    await page.goBack();
    expect(await code.inputValue()).toBe("HQ");
    await page.getByRole("button", { name: "追加する" }).click();
    await page.getByText("このコードは使われています").waitFor();
    expect(await code.getAttribute("aria-invalid")).toBe("true");
    await code.fill("SJK");
    await page.getByRole("button", { name: "追加する" }).click();
    await page.getByText("新宿店を追加しました").waitFor();
    await table("お店").getByRole("link", { name: "新宿店" }).waitFor();
  },
);

test(
  "a store is closed with one press and open again with 元に戻す; the log names both",
  PATIENCE,
  async () => {
    await table("お店").getByRole("link", { name: "新宿店" }).click();
    await page.getByRole("button", { name: "閉店にする" }).click();
    await page.getByText("新宿店を閉店にしました").waitFor();
    await shoot(page, "notice-1280");
    await page.getByRole("button", { name: "元に戻す" }).click();
    await page.getByText("元に戻しました").waitFor();
    await page.getByRole("button", { name: "閉店にする" }).waitFor();
    await page.goto(`${world.origin}/console/audit?action=stores.reopen`);
    await page.getByText("縁田 結さんがお店・エリアを再開しました").waitFor();
    expect(await table("監査ログ").getByRole("link", { name: "新宿店" }).count()).toBe(1);
  },
);

test(
  "staff are invited by link, a role is taken and given back, and the last owner is refused",
  PATIENCE,
  async () => {
    await page.goto(`${world.origin}/console/staff`);
    await page.getByRole("button", { name: "招待リンクを作る" }).click();
    expect(await page.getByTestId("invitation").textContent()).toContain("/till/?invitation=");
    await page.getByRole("button", { name: "招待を取り消す" }).click();
    await page.getByText(/^招待「.*を取り消しました$/).waitFor();
    await page.getByRole("button", { name: /^外す: 店長 太郎/ }).click();
    await page.getByText(/^店長 太郎さんの「店長・.*を外しました$/).waitFor();
    await expect.poll(() => table("スタッフ").getByText("店長 太郎").count()).toBe(0);
    await page.getByRole("button", { name: "元に戻す" }).click();
    await table("スタッフ").getByText("店長 太郎").waitFor();
    await page.getByRole("button", { name: /^外す: 縁田 結 オーナー/ }).click();
    await page.getByText("オーナーがいなくなる操作はできません").waitFor();
  },
);

test(
  "a screen whose script does not come says so, the list goes on, and loading again opens it",
  PATIENCE,
  async () => {
    const other = await openDesk(browser, world);
    const scripts = "**/assets/Audit-*.js";
    await other.route(scripts, (route) => route.abort());
    await other.getByRole("link", { name: "監査ログ" }).click();
    await other.getByRole("alert").getByText("この画面を開けませんでした").waitFor();
    await other.getByRole("link", { name: "設定", exact: true }).click();
    await other.getByRole("heading", { level: 1, name: "設定" }).waitFor();
    await other.getByRole("link", { name: "監査ログ" }).click();
    await other.unroute(scripts);
    await other.getByRole("button", { name: "読み込み直す" }).click();
    await other.getByRole("heading", { level: 1, name: "監査ログ" }).waitFor();
    await other.context().close();
  },
);
