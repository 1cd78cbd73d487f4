import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { deskOf } from "../support/console.ts";
import { openWorld, type World } from "../support/world.ts";
import { builtPages } from "./built-pages.ts";
import { launchChromium } from "./chromium.ts";
import { openConsole, tooFaint, tooSmall, unnamed } from "./console-page.ts";
import { PATIENCE } from "./till-page.ts";

let world: World;
let browser: Browser;
let page: Page;
const troubles: string[] = [];

beforeAll(async () => {
  await builtPages();
  world = await openWorld({ real: true });
  browser = await launchChromium();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

/** LINE's own login page, as the emulator shows it. */
async function logInAtLine(who: string): Promise<void> {
  await page.getByRole("button", { name: "LINEでログイン" }).click();
  // The emulator knows another person of that name, who has no role.
  await page.getByText(who).last().click();
  await page.getByText("許可する", { exact: true }).last().click();
}

test("an owner signs in with LINE and comes back to the screen that was asked for", PATIENCE, async () => {
  await world.owner();
  page = await openConsole(browser, world, "policy");
  page.on("console", (message) => {
    // 401 before signing in, 409 for what is refused on purpose.
    if (message.type() !== "error" || /401|409/.test(message.text())) return;
    troubles.push(`${message.text()} ${message.location().url}`);
  });
  page.on("pageerror", (error) => troubles.push(String(error)));
  await logInAtLine("縁田 結");
  await page.getByRole("heading", { name: "基本設定" }).waitFor();
  expect(new URL(page.url()).pathname).toBe("/console/policy");
});

test(
  "a promotion ×2 is made, told in a sentence, tried, published, and a sale at the till earns 24 for 12",
  PATIENCE,
  async () => {
    await page.getByRole("link", { name: "ルール", exact: true }).click();
    await page.getByRole("button", { name: "ルールを追加" }).click();
    await page.getByRole("menuitem", { name: "曜日・時間の倍率" }).click();
    const sentence = page.locator(".sentence");
    await sentence.getByText("毎週火曜、ポイント2倍").waitFor();
    await page.getByRole("heading", { name: "火曜2倍", exact: true }).waitFor();
    // Every day of the week, so that the sale of this test is on one of them.
    for (const day of ["月", "水", "木", "金", "土", "日"])
      await page.getByText(day, { exact: true }).click();
    await page.getByLabel("お一人1日").fill("500");
    await sentence.getByText("毎週月・火・水・木・金・土・日曜、ポイント2倍(上限 1日500P)").waitFor();
    // What was typed survives a reload.
    await page.reload();
    await sentence.getByText("上限 1日500P").waitFor();

    await page.getByRole("link", { name: "試算" }).click();
    await page.getByText("24P", { exact: true }).waitFor();
    await page.getByText("基本ポイントの2倍になる分").waitFor();

    await page.getByRole("link", { name: "確認して公開" }).click();
    // Its name followed what it is: it is no Tuesday any more.
    await page.getByText("「ポイント2倍」を追加(実施中)").waitFor();
    await page.getByRole("button", { name: "公開する" }).click();
    await page.getByText("バージョン2を公開しました").waitFor();

    const till = await world.owner();
    const member = await world.member("糸井 あかり");
    const scan = await till.scan(await member.code());
    expect((await till.sell(scan.scanId, 1280)).pointsEarned).toBe(24);
  },
);

test("30 days of past sales are counted again by the draft, and nothing is written", PATIENCE, async () => {
  await page.goto(`${world.origin}/console/preview`);
  await page.getByRole("button", { name: "計算する" }).click();
  await page.getByText("の会計1件: 24P → 24P").waitFor();
});

test("a preview refuses 105 points where they are used in tens, as a till would", PATIENCE, async () => {
  const draft = { unitPoints: 10 };
  await (await deskOf(world, await world.owner())).publish({ use: { ...(await useNow()), ...draft } });
  await page.goto(`${world.origin}/console/preview`);
  await page.getByLabel("使うポイント").fill("105");
  await page.getByText("10P単位で使えます。 この会計で使えるのは1,280Pまでです。").first().waitFor();
  await page.getByText("この内容では会計できません").waitFor();
  await page.getByLabel("使うポイント").fill("100");
  await page.getByText("22P", { exact: true }).waitFor();
});

async function useNow() {
  return (await (await deskOf(world, await world.owner())).programme()).use;
}

test("a wrong field says so beside itself and keeps what was typed", PATIENCE, async () => {
  await page.goto(`${world.origin}/console/rules/base`);
  const every = page.getByLabel("金額", { exact: true });
  await every.fill("百円");
  await page.getByText("数字で入力してください").waitFor();
  expect(await every.inputValue()).toBe("百円");
  expect(await every.getAttribute("aria-invalid")).toBe("true");
});

test(
  "with a wrong field nothing is published, also after another screen and a reload",
  PATIENCE,
  async () => {
    await page.getByLabel("ポイント", { exact: true }).fill("3");
    await page.getByRole("link", { name: "確認して公開" }).click();
    await page.getByText("金額の「百円」は使えません").waitFor();
    await page.reload();
    await page.getByText("金額の「百円」は使えません").waitFor();
    expect(await page.getByRole("button", { name: "公開する" }).isDisabled()).toBe(true);
    await page.getByRole("link", { name: "ルール", exact: true }).click();
    await page
      .getByRole("link", { name: /お買い上げ/ })
      .first()
      .click();
    expect(await page.getByLabel("金額", { exact: true }).inputValue()).toBe("百円");
    await page.getByRole("link", { name: "確認して公開" }).click();
    await page.getByRole("button", { name: "元の値に戻す" }).click();
    expect(await page.getByRole("button", { name: "公開する" }).isEnabled()).toBe(true);
    await page.getByRole("button", { name: "変更を破棄" }).click();
  },
);

test(
  "a change to extension by activity says that it holds for points given from then on",
  PATIENCE,
  async () => {
    await page.goto(`${world.origin}/console/policy`);
    await page.getByRole("combobox", { name: "有効期限" }).click();
    await page.getByRole("option", { name: "利用で延長(自動延長型)" }).click();
    await page.getByRole("link", { name: "確認して公開" }).click();
    await page.getByText("自動延長型に変えても延長されません").waitFor();
    await page.getByRole("button", { name: "変更を破棄" }).click();
  },
);

test("ranks are set up and seen: gold at ¥50,000, a member told what is missing", PATIENCE, async () => {
  await page.goto(`${world.origin}/console/ranks`);
  await page.getByRole("button", { name: "ランクを追加" }).click();
  await page.getByLabel("名前(日本語)").nth(1).fill("ゴールド");
  await page.getByLabel("条件").nth(1).fill("50,000");
  await page.getByText("お買い上げ¥50,000でゴールド(ポイント1.5倍)").first().waitFor();
  await page.getByText("次のお買い上げのとき、または今夜").waitFor();
  const asks = page.getByLabel("条件").nth(1);
  await asks.fill("五万");
  expect(await page.getByRole("button", { name: "ランクを公開する" }).isDisabled()).toBe(true);
  await asks.fill("50,000");
  await page.getByRole("button", { name: "ランクを公開する" }).click();
  await page.getByText("ランクを公開しました").waitFor();
  await page.getByRole("link", { name: "会員一覧" }).click();
  await page.getByLabel("会員番号または名前").fill("あかり");
  await page.getByRole("link", { name: "糸井 あかり" }).click();
  await page.getByText("あと¥48,720でゴールド").waitFor();
});

test("points are given by hand with a reason, and the balance says so", PATIENCE, async () => {
  await page.getByRole("tab", { name: "ポイント" }).click();
  await page.getByLabel(/^ポイント\(1件/).fill("100");
  await page.getByLabel("理由(会員には表示されません)").fill("お待たせしたお詫び");
  await page.getByRole("button", { name: "付与する", exact: true }).click();
  await page.getByText("付与しました。残高は124Pです").waitFor();
  await page.getByTestId("balance").getByText("124P").waitFor();
});

test(
  "the history says who gave points, why, the balance after, and why a sale earned 24",
  PATIENCE,
  async () => {
    const history = page.getByRole("region", { name: "履歴" });
    const given = history.getByRole("row").filter({ hasText: "手動調整" });
    await given.getByText("お待たせしたお詫び").waitFor();
    for (const words of ["+100P", "124P", "縁田 結"]) await given.getByText(words).first().waitFor();
    const sale = history.getByRole("row").filter({ hasText: "+24P" });
    await sale.getByText("¥1,280").waitFor();
    await sale.getByRole("button", { name: "付与の内訳" }).click();
    await history.getByText("¥1,280の¥100ごとに1P → 12P").waitFor();
    expect([await tooSmall(page), await tooFaint(page)]).toEqual([[], []]);
    await page.getByLabel("過去の日の残高").fill("2020-01-01");
    await page.getByTestId("balance-on").getByText("0P").waitFor();
  },
);

test(
  "more than can be taken is refused with the most that can, and a number to ask about",
  PATIENCE,
  async () => {
    await page.getByText("減算", { exact: true }).click();
    await page.getByLabel(/^ポイント\(1件/).fill("200");
    await page.getByRole("button", { name: "減算する" }).click();
    await page.getByText("引けるのは124Pまでです").waitFor();
    await page.getByText("お問い合わせ番号").waitFor();
  },
);

test(
  "a CSV file is checked, refused by line, put right, applied, and its result fetched",
  PATIENCE,
  async () => {
    const memberId = new URL(page.url()).pathname.split("/").at(-2) ?? "";
    const file = (rows: string[]) => ({
      name: "調整.csv",
      mimeType: "text/csv",
      buffer: Buffer.from(`会員番号,ポイント,理由\r\n${rows.join("\r\n")}`),
    });
    await page.getByRole("link", { name: "CSVで一括調整" }).click();
    const [template] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "ひな形をダウンロード" }).click(),
    ]);
    expect(readFileSync(await template.path(), "utf8")).toBe(
      "\ufeff会員番号,ポイント,理由,有効期限,管理番号\r\n",
    );
    const input = page.locator("input[type=file]");
    await input.setInputFiles(file([`${memberId},50,訂正`, `${memberId},五十,訂正`]));
    await page.getByRole("button", { name: "確認する" }).click();
    await page.getByText("1件の誤りがあるため、反映できません").waitFor();
    await page.getByRole("row", { name: "3 ポイント 五十 整数のポイントではありません" }).waitFor();
    await input.setInputFiles(file([`${memberId},50,訂正`, `${memberId},−20,訂正`]));
    await page.getByRole("button", { name: "確認する" }).click();
    await page.getByRole("button", { name: "2行をすべて反映する" }).click();
    await page.getByText("縁田 結さんが反映しました").waitFor();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "結果ファイル (Shift_JIS)" }).click(),
    ]);
    const lines = new TextDecoder("shift_jis").decode(readFileSync(await download.path())).split("\r\n");
    expect(lines[2]).toBe(`3,${memberId},-20,-20,0,反映済み,訂正`);
  },
);

test("an API key is made, shown once, and revoked", PATIENCE, async () => {
  await page.getByRole("link", { name: "APIキー" }).click();
  await page.getByRole("button", { name: "キーを作る" }).click();
  const box = await page.getByRole("dialog").boundingBox();
  expect(Math.round((box?.x ?? 0) + (box?.width ?? 0) / 2)).toBe(640);
  await page.getByLabel("名前(どのシステムか)").fill("レジ連携");
  await page.getByRole("button", { name: "作る", exact: true }).click();
  const token = (await page.getByTestId("token").textContent()) ?? "";
  expect(token.length).toBeGreaterThan(30);
  await page.reload();
  await page.getByRole("row", { name: /レジ連携 有効/ }).waitFor();
  expect(await page.getByTestId("token").count()).toBe(0);
  await page.getByRole("button", { name: "失効させる: レジ連携" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "失効させる" }).click();
  await page.getByRole("row", { name: /レジ連携 失効/ }).waitFor();
});

const screens = [
  "rules",
  "rules/base",
  "policy",
  "preview",
  "publish",
  "versions",
  "ranks",
  "members",
  "csv",
  "keys",
];

test(
  "every screen has one heading, names, fingers' room of 44 pixels, contrast of 4.5, and fits 1280 and 390 pixels",
  PATIENCE,
  async () => {
    for (const viewport of [
      { width: 1280, height: 800 },
      { width: 390, height: 844 },
    ]) {
      await page.setViewportSize(viewport);
      for (const screen of screens) {
        await page.goto(`${world.origin}/console/${screen}`);
        await page.getByRole("heading", { level: 1 }).waitFor();
        await page.getByRole("status", { name: "読み込み中" }).first().waitFor({ state: "detached" });
        expect([screen, await unnamed(page)]).toEqual([screen, []]);
        const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect([screen, viewport.width, Math.max(0, tooWide)]).toEqual([screen, viewport.width, 0]);
        expect([screen, await tooSmall(page)]).toEqual([screen, []]);
        expect([screen, await tooFaint(page)]).toEqual([screen, []]);
      }
    }
    expect(troubles).toEqual([]);
  },
);

test("the console speaks English when it is chosen, and signing out closes it", PATIENCE, async () => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(`${world.origin}/console/rules`);
  await page.getByRole("button", { name: "縁田 結" }).click();
  await page.getByRole("menuitem", { name: "English" }).click();
  await page.getByRole("heading", { name: "Rules", exact: true }).waitFor();
  await page.getByText("1 point per ¥100").waitFor();
  await page.getByRole("button", { name: "縁田 結" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByRole("button", { name: "Log in with LINE" }).waitFor();
  await page.reload();
  await page.getByRole("button", { name: "Log in with LINE" }).waitFor();
});
