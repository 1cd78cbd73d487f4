import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runJob } from "../../server/jobs.ts";
import type { CampaignListed, CampaignState } from "../../shared/campaigns/console.ts";
import { defaultCampaign } from "../../shared/campaigns/samples.ts";
import { defaultReach } from "../../shared/reach/defaults.ts";
import { type Desk, deskOf, withRole } from "../support/console.ts";
import { publishCoupon } from "../support/coupon-shop.ts";
import { newKey } from "../support/people.ts";
import { openWorld, type World } from "../support/world.ts";
import { axe } from "./axe.ts";
import { builtPages } from "./built-pages.ts";
import { launchChromium } from "./chromium.ts";
import { openDesk, pc, phone, shoot, sideways, tooFaint, tooSmall, unnamed } from "./console-page.ts";

/** Campaigns at the console: begun from a usual one, looked over, sent, and what became of each. */

let world: World;
let browser: Browser;
let desk: Desk;

beforeAll(async () => {
  await builtPages();
  [world, browser] = await Promise.all([openWorld(), launchChromium()]);
  desk = await deskOf(world, await world.owner());
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

async function all(): Promise<readonly CampaignListed[]> {
  const path = "/api/console/campaigns";
  return (await desk.client.ok<{ campaigns: readonly CampaignListed[] }>("GET", path)).campaigns;
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

test("the empty list offers 6 usual ones and a blank one; the notice of closing is written, seen, counted as 1 of 2 members and sent to that one", async () => {
  const page = await openDesk(browser, world, "campaigns");
  await page.getByText("最初の配信を作りましょう").waitFor();
  expect(await page.locator("a.door-card").count()).toBe(7);
  await shoot(page, "campaigns-empty");
  await page.getByRole("link", { name: /臨時休業のお知らせ/ }).click();
  await page.getByText("送る人数").waitFor();
  await page.getByText("【臨時休業のお知らせ】").first().waitFor();
  await shoot(page, "campaigns-editor");
  expect(await all()).toEqual([]);
  await page.getByRole("button", { name: "保存して確認へ" }).click();
  await page.getByText("下書きです。まだだれにも届いていません").waitFor();
  await page.getByRole("row", { name: /友だちで、ブロックしていない −1 1/ }).waitFor();
  await page.getByText("比較のため送らない会員がいないので、効果は測れません").waitFor();
  await page.getByText("LINEは「今月の上限なし」", { exact: false }).waitFor();
  await shoot(page, "campaigns-draft");
  await page.getByRole("button", { name: "1人に送る" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("送ったメッセージは取り消せません", { exact: false }).waitFor();
  await shoot(page, "campaigns-ask");
  await dialog.getByRole("button", { name: "1人に送る" }).click();
  await page.getByText("1人のうち1人に送りました").waitFor();
  await shoot(page, "campaigns-sent");
  expect(await all()).toMatchObject([{ status: "sent", lastRun: { planned: 1, sent: 1 } }]);
}, 90_000);

test("errors stand beside their fields, a blank goes in at the caret, words are compared by halves, and what was typed survives a reload", async () => {
  const page = await openDesk(browser, world, "campaigns/new?start=blank");
  await page.getByRole("button", { name: "保存して確認へ" }).click();
  await page.getByText("名前を入力してください").waitFor();
  await page.getByText("見出しか本文を入力してください").waitFor();
  const title = page.getByLabel("見出し", { exact: true });
  await title.fill("あ、い");
  await title.press("Home");
  await title.press("ArrowRight");
  const blanks = page.getByRole("group", { name: "日本語の文面に差し込む" });
  await blanks.getByRole("button", { name: "お名前" }).click();
  await expect.poll(() => title.inputValue()).toBe("あ{name|お客}さま、い");
  const preview = page.getByRole("complementary", { name: "会員の見え方" });
  await preview.getByText("あ糸井 あかりさま、い").first().waitFor();
  await page.getByText("会員ごとに言葉が変わるので、1人ずつ送ります").waitFor();
  await page.getByLabel("ボタンの言葉(任意)").fill("見る");
  await page.getByText("ボタンの行き先を入力してください").waitFor();
  await page.getByLabel("ボタンの行き先", { exact: true }).fill("https://shop.example.com/");
  await page.getByRole("button", { name: "別の文面と比べる(A/Bテスト)" }).click();
  await page.getByLabel("パターンAの割合").fill("70");
  await page.getByText("割合の合計が120%です。100%にしてください").waitFor();
  await page.getByLabel("パターンBの割合").fill("30");
  await page.getByText("割合の合計が120%です").waitFor({ state: "detached" });
  await title.fill("{nmae}さま");
  await page.getByText("{nmae} は差し込めません").waitFor();
  await page.reload();
  await page.getByText("{nmae} は差し込めません").waitFor({ state: "detached" });
  await page.getByText("パターンB", { exact: true }).first().click();
  await page.getByText("{nmae} は差し込めません").waitFor();
  await shoot(page, "campaigns-editor-ab");
  expect(await all()).toHaveLength(1);
}, 90_000);

test("above the set size another person approves, who finds it on the first screen; then it is booked for 10:00, and cancelled", async () => {
  const mate = world.emulator.addUser({ displayName: "販促 一" });
  await withRole(world, mate.userId, "marketer");
  const caps = { perDay: null, perWeek: null, perMonth: null };
  const body = { ...defaultReach, version: 1, caps, holdoutPerMille: 0, approvalAbove: 0 };
  await desk.client.ok("PUT", "/api/console/reach", { body });
  const page = await openDesk(browser, world, "campaigns/new?start=new-item");
  await page.getByText("日時を決めて1回").click();
  await page.getByLabel("時刻").fill("22:00");
  await page.getByText("21:00〜09:00は送らない時間です。09:00になってから送ります。").waitFor();
  await page.getByLabel("時刻").fill("10:00");
  await page.getByRole("button", { name: "保存して確認へ" }).click();
  await page.getByRole("button", { name: "1人への配信の承認を頼む" }).click();
  await page.getByText("承認できる人: marketer", { exact: false }).waitFor();
  // The button stood far below: how it stands now is in sight.
  await expect.poll(() => page.evaluate("scrollY")).toBe(0);
  await shoot(page, "campaigns-waiting");
  const other = await openDesk(browser, world, "", { desk: await deskOf(world, mate) });
  await other.getByText("承認を待っている配信が1件あります").waitFor();
  await shoot(other, "home-waiting");
  await other.getByRole("link", { name: "新商品のお知らせ" }).click();
  await other.getByRole("button", { name: "承認する" }).click();
  await other.getByText("承認されました。まだ送っていません").waitFor();
  await other.getByRole("button", { name: "2026/11/22 10:00に予約する" }).click();
  await other.getByText("2026/11/22 10:00 に送ります").waitFor();
  await shoot(other, "campaigns-scheduled");
  expect((await all()).map(({ status }) => status).sort()).toEqual(["scheduled", "sent"]);
  await other.getByRole("button", { name: "中止する" }).click();
  await other.getByRole("dialog").getByRole("button", { name: "中止する" }).click();
  await other.getByText("中止しました").first().waitFor();
  expect((await all()).map(({ status }) => status).sort()).toEqual(["cancelled", "sent"]);
  await desk.client.ok("PUT", "/api/console/reach", { body: { ...body, version: 2, approvalAbove: null } });
}, 90_000);

test("a copy is a draft; of two who change it at once the second is told and keeps what was typed; both versions can be read", async () => {
  const page = await openDesk(browser, world, "campaigns?state=sent");
  await page.getByRole("link", { name: "臨時休業のお知らせ" }).click();
  await page.getByRole("button", { name: "複製" }).click();
  await page.getByText("下書きです。まだだれにも届いていません").waitFor();
  const copy = (await all()).find(({ status }) => status === "draft");
  const at = `/api/console/campaigns/${copy?.campaignId}`;
  await page.getByRole("link", { name: "内容を変える" }).click();
  const name = page.getByLabel(/配信の名前/);
  await name.fill("二人目の変更");
  const { document } = await desk.client.ok<CampaignState>("GET", at);
  await desk.client.ok("PUT", at, { body: { seenVersion: 1, document } });
  await page.getByRole("button", { name: "保存して確認へ" }).click();
  await page.getByText("ほかの人が先に変更しました").waitFor();
  await page.getByRole("button", { name: "読み込み直す(入力は残ります)" }).click();
  await page.getByText("ほかの人が先に変更しました").waitFor({ state: "detached" });
  expect(await name.inputValue()).toBe("二人目の変更");
  await page.getByRole("button", { name: "保存して確認へ" }).click();
  await page.getByRole("heading", { level: 1, name: "二人目の変更" }).waitFor();
  await page.getByRole("link", { name: "保存の履歴" }).click();
  await page.getByRole("button", { name: "保存1回目を見る" }).click();
  await page.getByText("保存1回目の見え方").waitFor();
  await page.getByRole("link", { name: "概要" }).click();
  await page.getByRole("button", { name: "自分のLINEに試し送り" }).click();
  await page.getByText("あなたのLINEに送りました。").waitFor();
  await page.getByRole("button", { name: "削除" }).click();
  await page.getByText("下書き「二人目の変更」を削除しました").waitFor();
  await page.getByRole("link", { name: "新しい配信" }).click();
  await page.getByText("下書き「二人目の変更」を削除しました").waitFor({ state: "detached" });
  expect(await all()).toHaveLength(2);
}, 90_000);

test("each of the audience has a result: 1 sent to, 1 who has blocked, found by the reason and in the file", async () => {
  const page = await openDesk(browser, world, "campaigns?state=sent");
  await page.getByRole("link", { name: "臨時休業のお知らせ" }).click();
  await page.getByRole("link", { name: /ブロック中/ }).click();
  await page.getByText("佐藤 花子").waitFor();
  await page.getByText("糸井 あかり").waitFor({ state: "detached" });
  await shoot(page, "campaigns-recipients");
  await page.getByRole("button", { name: "CSV" }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: /UTF-8/ }).click();
  const text = await readFile(await (await download).path(), "utf8");
  expect(text).toContain("佐藤 花子");
  expect(text).not.toContain("糸井 あかり");
}, 60_000);

test("paused, it says so and nothing leaves; it goes on, and cancelled it keeps the message from the 1 who waits", async () => {
  const own = await openWorld({ ticks: false });
  try {
    const { client } = await deskOf(own, await own.owner());
    await client.ok("PUT", "/api/console/reach", { body: { ...defaultReach, holdoutPerMille: 0 } });
    await own.member("糸井 あかり");
    const made = await client.ok<{ campaignId: string }>("POST", "/api/console/campaigns", {
      key: newKey(),
      body: { document: defaultCampaign },
    });
    const at = `/api/console/campaigns/${made.campaignId}`;
    await client.ok("POST", `${at}/start`, { body: { seenVersion: 1 } });
    await runJob(own.deps, "campaigns", { forMs: 1_000 });
    const page = await openDesk(browser, own, `campaigns/${made.campaignId}`);
    await page.getByText("送信中です").waitFor();
    await page.getByRole("row", { name: "送信待ち 1人" }).waitFor();
    await client.ok("POST", "/api/console/messages/sending/stop", { body: { reason: "確認" } });
    await page.reload();
    await page.getByText("停止中です。LINEへの送信がすべて止められています").waitFor();
    await page.getByText("送信中です").waitFor({ state: "detached" });
    await shoot(page, "campaigns-stopped");
    await client.ok("POST", "/api/console/messages/sending/resume", { body: {} });
    await page.reload();
    await page.getByText("送信中です").waitFor();
    await page.getByRole("button", { name: "一時停止" }).click();
    await page.getByText("手動で止めました").waitFor();
    await shoot(page, "campaigns-paused");
    await page.getByRole("button", { name: "再開する" }).click();
    await page.getByText("送信中です").waitFor();
    await page.getByRole("button", { name: "中止する" }).click();
    await page.getByText("まだ送っていない1人には送られません", { exact: false }).waitFor();
    await page.getByRole("dialog").getByRole("button", { name: "中止する" }).click();
    await page.getByText("中止しています").waitFor();
    for (const job of ["outbox", "campaigns"] as const) await runJob(own.deps, job, { forMs: 1_000 });
    await page.getByRole("row", { name: "送らずに取り下げた 1人" }).waitFor();
    expect(own.emulator.deliveries()).toEqual([]);
    await page.context().setOffline(true);
    await page.getByRole("link", { name: "配信", exact: true }).first().click();
    await page.getByText("通信できません").first().waitFor();
  } finally {
    await own.close();
  }
}, 90_000);

test.each([
  ["pc", pc],
  ["phone", phone],
] as const)(
  "on a %s the screens have names, contrast, size and width, in both languages",
  async (size, viewport) => {
    await publishCoupon(world.deps, `C-GIFT-${size}`, {
      ...{ name: { ja: "感謝の500円引き", en: "¥500 off" }, issue: { to: "given" } },
      benefit: { kind: "amount_off", yen: 500 },
    });
    const sent = (await all()).find(({ status }) => status === "sent")?.campaignId;
    const { runs } = await desk.client.ok<CampaignState>("GET", `/api/console/campaigns/${sent}`);
    const page = await openDesk(browser, world, "campaigns", { viewport });
    const screens = {
      list: "campaigns",
      start: "campaigns/new",
      new: "campaigns/new?start=long-ago",
      weekly: "campaigns/new?start=every-friday",
      page: `campaigns/${sent}`,
      results: `campaigns/${sent}/results`,
      versions: `campaigns/${sent}/versions`,
      run: `campaigns/${sent}/runs/${runs[0]?.runId}`,
    };
    for (const language of ["ja", "en"] as const) {
      await page.evaluate(`localStorage.setItem('goen.console.language', '${language}')`);
      for (const [screen, at] of Object.entries(screens)) {
        await page.goto(`${world.origin}/console/${at}`);
        await page.getByRole("heading", { level: 1 }).waitFor();
        await expect.poll(() => page.getByRole("status", { name: /読み込み中|Loading/ }).count()).toBe(0);
        if (screen === "new") await page.getByText(/送る人数|Will be sent/).waitFor();
        await shoot(page, `campaigns-${screen}-${size}-${language}`);
        expect.soft([screen, language, await faultsOf(page)]).toEqual([screen, language, []]);
      }
    }
  },
  240_000,
);
