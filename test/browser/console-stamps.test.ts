import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { StampWallet } from "../../shared/stamps/views.ts";
import type { Phone, Till } from "../support/people.ts";
import { openWorld, type World } from "../support/world.ts";
import { axe } from "./axe.ts";
import { builtPages } from "./built-pages.ts";
import { launchChromium } from "./chromium.ts";
import {
  openDesk,
  phone as phoneSize,
  shoot,
  sideways,
  tooFaint,
  tooSmall,
  unnamed,
} from "./console-page.ts";
import { PATIENCE } from "./till-page.ts";

let world: World;
let browser: Browser;
let page: Page;
let till: Till;
let akari: Phone;
let cardPath = "";
beforeAll(async () => {
  await builtPages();
  world = await openWorld();
  browser = await launchChromium();
  till = await world.owner();
  akari = await world.member("糸井 あかり");
  page = await openDesk(browser, world, "stamp-cards");
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

const content = () => page.locator("#content");
/** A star stands behind the label of what has to be filled. */
const field = (label: string, on = page) =>
  on.locator("#content").getByLabel(new RegExp(`^${label}( ?\\*)?$`));
const preview = () => page.getByRole("region", { name: "見本" });
const wallet = (phone: Phone) => phone.client.ok<StampWallet>("GET", "/api/card/stamps");

/** Everything that is asked of every screen, at both sizes; the window is as it was afterwards. */
async function faults(name: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const viewport of [{ width: 1280, height: 800 }, phoneSize]) {
    await page.setViewportSize(viewport);
    // The list at the side slides away first.
    await expect.poll(() => sideways(page)).toBe(0);
    const all = [await axe(page), await unnamed(page), await tooSmall(page), await tooFaint(page)].flat();
    found.push(...all.map((fault) => `${viewport.width}: ${fault}`));
    await shoot(page, `stamps-${name}-${viewport.width}`);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
  return found;
}

async function sale(phone: Phone, amountYen = 800): Promise<void> {
  world.clock.advanceBy(15_000);
  await till.sell((await till.scan(await phone.code())).scanId, amountYen);
}

test("the list without a card says what one is, and its button makes one", PATIENCE, async () => {
  await page.getByRole("heading", { name: "スタンプカードがまだありません" }).waitFor();
  expect(await faults("empty")).toEqual([]);
  await content().getByRole("link", { name: "スタンプカードを作る" }).first().click();
  await page.getByRole("heading", { name: "スタンプカードを作る" }).waitFor();
  expect(page.url()).toContain("/console/stamp-cards/new");
});

test(
  "issuing an empty form tells 2 things beside their fields, and the first has the focus",
  PATIENCE,
  async () => {
    await page.getByRole("button", { name: "公開する", exact: true }).click();
    await page.getByText("赤い字の項目を直してください").waitFor();
    expect(await content().locator("[aria-invalid=true]").count()).toBe(2);
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute("aria-invalid")))
      .toBe("true");
    expect(await faults("wrong")).toEqual([]);
  },
);

test(
  "the preview follows what is typed, and a reload keeps it: 6 stamps, a coffee and 50 points",
  PATIENCE,
  async () => {
    await field("名前").fill("珈琲カード");
    await field("ゴールの数").fill("6");
    await field("景品の名前").fill("コーヒー1杯");
    await page.getByRole("button", { name: "途中の特典を追加" }).click();
    expect(await preview().textContent()).toContain("3個で50ポイント");
    await page.getByRole("radio", { name: "カップ" }).click();
    await page.getByRole("switch", { name: "1日1回まで" }).click();
    await preview().getByText("6個でコーヒー1杯").waitFor();
    page.once("dialog", (dialog) => void dialog.accept());
    await page.reload();
    await preview().getByText("6個でコーヒー1杯").waitFor();
    expect(await field("名前").inputValue()).toBe("珈琲カード");
    expect(await page.getByRole("radio", { name: "カップ" }).isChecked()).toBe(true);
    await page.getByRole("slider", { name: "見本のスタンプの数" }).press("End");
    await preview().getByText("達成しました").waitFor();
    expect(await faults("form")).toEqual([]);
  },
);

test(
  "a goal below a benefit on the way is told beside that benefit, and loses nothing",
  PATIENCE,
  async () => {
    await field("ゴールの数").fill("2");
    await page.getByRole("button", { name: "下書きを保存" }).click();
    const wrong = content().locator("[aria-invalid=true]");
    await expect.poll(() => wrong.count()).toBe(1);
    expect(await wrong.inputValue()).toBe("3");
    await field("ゴールの数").fill("6");
    await expect.poll(() => wrong.count()).toBe(0);
  },
);

test(
  "on a phone of 390 pixels stands either the form or the preview, and what is wrong brings the form back",
  PATIENCE,
  async () => {
    await page.setViewportSize(phoneSize);
    await preview().waitFor({ state: "hidden" });
    await page.getByText("会員の見え方", { exact: true }).first().click();
    await preview().getByText("6個でコーヒー1杯").waitFor();
    await field("ゴールの数").waitFor({ state: "hidden" });
    expect(await axe(page)).toEqual([]);
    await shoot(page, "stamps-preview-390");
    await page.getByText("入力", { exact: true }).click();
    await field("ゴールの数").fill("2");
    await page.getByText("会員の見え方", { exact: true }).first().click();
    await page.getByRole("button", { name: "下書きを保存" }).click();
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute("aria-invalid")))
      .toBe("true");
    await field("ゴールの数").fill("6");
    await page.setViewportSize({ width: 1280, height: 800 });
    await preview().waitFor();
  },
);

test("a draft is kept at an address of its own, which members do not see", PATIENCE, async () => {
  await page.getByRole("button", { name: "下書きを保存" }).click();
  await page.getByText("下書きを保存しました").waitFor();
  await page.getByRole("heading", { level: 1, name: "珈琲カード" }).waitFor();
  cardPath = new URL(page.url()).pathname.replace("/console/", "");
  expect((await wallet(akari)).cards).toEqual([]);
  const other = await openDesk(browser, world, cardPath);
  await other.getByText("下書き", { exact: true }).waitFor();
  expect(await field("景品の名前", other).inputValue()).toBe("コーヒー1杯");
  await other.context().close();
});

test(
  "it is issued, and 3 visits are 3 stamps and 50 points beside the 24 of the sales",
  PATIENCE,
  async () => {
    await page.getByRole("button", { name: "公開する", exact: true }).click();
    await page.getByText("公開しました。会員証に表示されます").waitFor();
    for (let visit = 1; visit <= 3; visit++) await sale(akari);
    expect((await wallet(akari)).cards).toMatchObject([{ count: 3, goal: 6, icon: "cup" }]);
    expect((await akari.home()).points.balance).toBe(74);
  },
);

test(
  "of an issued card the goal is fixed; a least amount may be set, and 元に戻す takes it back",
  PATIENCE,
  async () => {
    await page.reload();
    await page.getByRole("heading", { level: 1, name: "珈琲カード" }).waitFor();
    expect(await field("ゴールの数").isDisabled()).toBe(true);
    expect(await content().getByRole("combobox", { name: "有効期限" }).isDisabled()).toBe(true);
    await field("対象になる会計の金額").fill("1,000");
    expect(await faults("issued")).toEqual([]);
    await page.getByRole("button", { name: "変更を公開する" }).click();
    await page.getByText("公開しました。会員証に表示されます").waitFor();
    await sale(akari, 800);
    expect((await wallet(akari)).cards).toMatchObject([{ count: 3 }]);
    await page.getByRole("button", { name: "元に戻す" }).click();
    await page.getByText("元に戻しました").waitFor();
    await expect.poll(() => field("対象になる会計の金額").inputValue()).toBe("0");
    await sale(akari, 800);
    expect((await wallet(akari)).cards).toMatchObject([{ count: 4 }]);
  },
);

test(
  "changes that are not issued are thrown away with one press, and come back with 元に戻す",
  PATIENCE,
  async () => {
    await field("説明").fill("お会計ごとに1個");
    await page.getByRole("button", { name: "下書きを保存" }).click();
    await page.getByRole("button", { name: "未公開の変更を破棄" }).click();
    await page.getByText("未公開の変更を破棄しました").waitFor();
    await expect.poll(() => field("説明").inputValue()).toBe("");
    await page.getByRole("button", { name: "元に戻す" }).click();
    await expect.poll(() => field("説明").inputValue()).toBe("お会計ごとに1個");
    await page.getByRole("button", { name: "未公開の変更を破棄" }).click();
    await expect.poll(() => field("説明").inputValue()).toBe("");
  },
);

test("it is stopped with one press and gives stamps again with 元に戻す", PATIENCE, async () => {
  await page.getByRole("button", { name: "停止する" }).click();
  await page.getByText("停止しました。新しいスタンプは押されません").waitFor();
  await page.getByText("停止中", { exact: true }).waitFor();
  expect(await faults("stopped")).toEqual([]);
  await page.getByRole("button", { name: "元に戻す" }).click();
  await page.getByText("公開中", { exact: true }).waitFor();
});

test(
  "two people write at once: the second hears so, loads the first's, and keeps what they typed",
  PATIENCE,
  async () => {
    const other = await openDesk(browser, world, cardPath);
    await field("説明", other).fill("もう一人の説明");
    await field("注意事項").fill("1会計1回");
    await other.getByRole("button", { name: "下書きを保存" }).click();
    await other.getByText("下書きを保存しました").waitFor();
    await other.context().close();
    await page.getByRole("button", { name: "下書きを保存" }).click();
    await page.getByRole("button", { name: "読み込み直す(入力は残ります)" }).click();
    await expect.poll(() => field("説明").inputValue()).toBe("もう一人の説明");
    expect(await field("注意事項").inputValue()).toBe("1会計1回");
    await page.getByRole("button", { name: "変更を公開する" }).click();
    await page.getByText("公開しました。会員証に表示されます").waitFor();
  },
);

test("the results, the list of who and the list of cards say 4 stamps of 1 member", PATIENCE, async () => {
  await page.getByRole("link", { name: "結果を見る" }).click();
  await page.getByRole("heading", { name: "結果" }).waitFor();
  await page.getByRole("table", { name: "スタンプ 日ごと" }).waitFor();
  expect(await faults("results")).toEqual([]);
  await page.getByRole("tab", { name: "お店ごと" }).click();
  await page.getByRole("table", { name: "スタンプ お店ごと" }).getByText("本店").waitFor();
  expect(await faults("stores")).toEqual([]);
  await page.getByRole("tab", { name: "お店ごと" }).press("ArrowRight");
  const held = page.getByRole("table", { name: "スタンプカードを持つ会員" });
  await held.getByText("4 / 6").waitFor();
  expect(await faults("holders")).toEqual([]);
  await page.getByRole("combobox", { name: "スタンプの数" }).click();
  await page.getByRole("option", { name: "5個以上" }).click();
  await page.getByText("この条件に合うものはありません").waitFor();
  await page.goBack();
  await page.goto(page.url().replace(/results.*/, "results?by=members&least=4"));
  await held.getByRole("link", { name: "糸井 あかり" }).click();
  await page.getByRole("heading", { level: 1, name: /糸井 あかり/ }).waitFor();
  expect(page.url()).toMatch(/\/members\/[^/]+\/stamps$/);
  await page.goto(`${world.origin}/console/stamp-cards`);
  const row = page.getByRole("table", { name: "スタンプカード" }).getByRole("row").nth(1);
  await row.getByRole("link", { name: "珈琲カード" }).waitFor();
  expect(await row.textContent()).toMatch(/公開中.*6.*1.*4/);
  expect(await faults("list")).toEqual([]);
});

test("in English every screen about stamp cards is English", PATIENCE, async () => {
  await page.locator(".person").click();
  await page.getByRole("menuitem", { name: "English" }).click();
  for (const path of [
    "stamp-cards",
    "stamp-cards/new",
    cardPath,
    `${cardPath}/results`,
    `${cardPath}/results?by=members`,
  ]) {
    await page.goto(`${world.origin}/console/${path}`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await expect.poll(() => page.getByRole("status", { name: "Loading" }).count()).toBe(0);
    const words = await content().innerText();
    const typed = /珈琲カード|コーヒー1杯|もう一人の説明|1会計1回|本店|糸井 あかり/g;
    expect(words.replace(typed, "")).not.toMatch(/[ぁ-んァ-ヶ一-龠]/);
    await shoot(page, `stamps-en-${path.replaceAll(/[/?=]/g, "-").replace(/-[0-9a-f]{16,}/, "-card")}-1280`);
  }
});
