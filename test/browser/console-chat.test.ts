import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { commit, lineEvent } from "../databases/rows.ts";
import { type Desk, deskOf, withRole } from "../support/console.ts";
import { lineEvent as told } from "../support/line-events.ts";
import type { Phone } from "../support/people.ts";
import { openWorld, type World } from "../support/world.ts";
import { builtPages } from "./built-pages.ts";
import { launchChromium } from "./chromium.ts";
import { openConsole, tooFaint, tooSmall, unnamed } from "./console-page.ts";
import { PATIENCE } from "./till-page.ts";

let world: World;
let browser: Browser;
let page: Page;
let owner: Desk;
let phone: Phone;
const troubles: string[] = [];

beforeAll(async () => {
  await builtPages();
  world = await openWorld({ real: true });
  browser = await launchChromium();
  owner = await deskOf(world, await world.owner());
  phone = await world.member("佐藤 花子");
  await world.settled();
  page = await signedIn(owner);
  page.on("console", (message) => {
    if (message.type() !== "error" || /401|409/.test(message.text())) return;
    troubles.push(`${message.text()} ${message.location().url}`);
  });
  page.on("pageerror", (error) => troubles.push(String(error)));
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

async function signedIn(desk: Desk): Promise<Page> {
  const opened = await openConsole(browser, world);
  const cookies = [...desk.client.cookies].map(([name, value]) => ({ name, value, url: `${world.origin}/` }));
  await opened.context().addCookies(cookies);
  return opened;
}

const goTo = (path: string) => page.goto(`${world.origin}/console/${path}`);

/** An event that failed eight times: of the phone's owner, who says something that is no word of ours. */
function dead(n: number) {
  const body = told({
    n,
    type: "message",
    userId: phone.userId,
    more: { message: { type: "text", id: String(n), text: "こんにちは" }, replyToken: `reply-${n}` },
  });
  return lineEvent(`01HMQGW40RZJPJM3RAJ${String(n).padStart(7, "0")}`, {
    type: "message",
    body: JSON.stringify(body),
    status: "dead",
    attempts: 8,
    failure: "Error: the disk was full",
    occurred_at_ms: Date.UTC(2026, 10, 21),
    received_at_ms: Date.UTC(2026, 10, 21),
  });
}

test("an inbox where nothing failed says what would stand there", PATIENCE, async () => {
  await goTo("inbox");
  await page.getByText("失敗したイベントはありません").waitFor();
});

test(
  "of 3 events that failed one is looked at, with why and whose, and replayed; then the others at once",
  PATIENCE,
  async () => {
    await commit(world.deps.database, dead(1), dead(2), dead(3));
    await goTo("inbox");
    const rows = page.getByRole("row", { name: /the disk was full/ });
    await rows.nth(2).waitFor();
    await rows.first().getByRole("button", { name: "メッセージ" }).click();
    const panel = page.getByRole("dialog", { name: "イベントの詳細" });
    await panel.getByText("Error: the disk was full").waitFor();
    const { member } = await owner.member("佐藤 花子");
    await panel.getByRole("link", { name: member.publicId.slice(0, 4).toUpperCase() }).waitFor();
    expect(await panel.textContent()).not.toContain(phone.userId);
    await panel.getByRole("button", { name: "もう一度処理する" }).click();
    await panel.getByText("処理済み").waitFor();
    await page.keyboard.press("Escape");
    await panel.waitFor({ state: "detached" });
    expect(await rows.count()).toBe(2);
    await page.getByRole("button", { name: "すべてもう一度処理する" }).click();
    await page.getByText("失敗したイベントはありません").waitFor();
  },
);

test(
  "a sentence that is too much, or names what stands for nothing, says so beside its field and is kept",
  PATIENCE,
  async () => {
    await goTo("answers");
    await page
      .getByRole("main")
      .getByRole("link", { name: /ポイント残高/ })
      .click();
    const text = page.getByLabel("文面(日本語)");
    await text.fill("{name}様の残高です。");
    await page.getByText("{name} は使えません。お店の名前は {shop} と書きます").waitFor();
    await page.getByRole("link", { name: "確認して公開", exact: true }).click();
    expect(await page.getByRole("button", { name: "公開する" }).isDisabled()).toBe(true);
    await page.reload();
    await page.getByRole("main").getByRole("link", { name: "ポイント残高" }).click();
    expect(await text.inputValue()).toBe("{name}様の残高です。");
  },
);

test(
  "a new word and sentence are seen in the preview, published, and the next message is answered by them, free",
  PATIENCE,
  async () => {
    await page.getByLabel("文面(日本語)").fill("{shop}のポイントはこちら。");
    const words = page.getByRole("combobox", { name: "言葉(日本語)" });
    await words.fill("いくつ貯まった");
    await words.press("Enter");
    await page
      .getByRole("region", { name: "プレビュー" })
      .getByText("のポイントはこちら。")
      .first()
      .waitFor();
    await page.getByRole("link", { name: "確認して公開", exact: true }).click();
    await page.getByText("変わること(1か所)").waitFor();
    await page.getByText("まだ公開していません").waitFor();
    await page.getByRole("button", { name: "公開する" }).click();
    await page.getByText("バージョン1を公開しました").waitFor();
    await page.getByText(/バージョン1.*縁田 結/).waitFor();
    world.emulator.say(phone.userId, "イクツ貯まった!");
    await world.settled();
    const reply = world.emulator.deliveries(phone.userId).at(-1);
    expect(reply?.via).toBe("reply");
    expect(JSON.stringify(reply?.messages)).toContain("のポイントはこちら。");
    // And one finds it, with why and how it was sent.
    await goTo("messages?reason=answer");
    await page
      .getByRole("row", { name: /佐藤 花子/ })
      .getByRole("button")
      .click();
    const panel = page.getByRole("dialog", { name: "メッセージの詳細" });
    await panel.getByText("返信(無料)").waitFor();
    await panel.getByText("のポイントはこちら。").first().waitFor();
  },
);

test(
  "one word of two answers is refused beside the field; a promotion's way out cannot be turned off",
  PATIENCE,
  async () => {
    await goTo("answers/card");
    const words = page.getByRole("combobox", { name: "言葉(日本語)" });
    await words.fill("ポイント");
    await words.press("Enter");
    await page.getByText("「ポイント」は「ポイント残高」でも使われています").waitFor();
    await page.getByRole("button", { name: "変更を破棄" }).click();
    // The word of an answer that comes later in the list: said where it was typed, and where it keeps from publishing.
    await goTo("answers/balance");
    await words.fill("ヘルプ");
    await words.press("Enter");
    await page.getByText("「ヘルプ」は「ヘルプ」でも使われています").waitFor();
    await page.getByRole("link", { name: "確認して公開", exact: true }).click();
    await page.getByText("「ヘルプ」は「ヘルプ」でも使われています").waitFor();
    await page.getByRole("button", { name: "変更を破棄" }).click();
    await goTo("answers/stop");
    await page.getByText("この返事は止められません").waitFor();
    expect(await page.getByLabel("自動で返す").count()).toBe(0);
  },
);

test(
  "words that somebody else published meanwhile are not undone: one is asked to look again",
  PATIENCE,
  async () => {
    await goTo("answers/help");
    await page.getByLabel("文面(英語)").fill("Send one of these words.");
    const { words } = await owner.client.ok<{ words: { version: number; pushForMinutes: number } }>(
      "GET",
      "/api/console/chat",
    );
    await owner.client.ok("POST", "/api/console/chat", { body: { ...words, pushForMinutes: 5 } });
    await page.getByRole("link", { name: "確認して公開", exact: true }).click();
    await page.getByRole("button", { name: "公開する" }).click();
    await page.getByText("編集中に別の変更が公開されました").first().waitFor();
    await page.getByRole("link", { name: "遅れた返事" }).waitFor();
    await page.getByRole("button", { name: "変更を破棄" }).first().click();
  },
);

test("an auditor sees the words and changes none, replays nothing", PATIENCE, async () => {
  const { userId } = world.emulator.addUser({ displayName: "監査 役" });
  await withRole(world, userId, "auditor");
  const auditor = await signedIn(await deskOf(world, { userId }));
  await auditor.goto(`${world.origin}/console/answers/balance`);
  await auditor.getByLabel("文面(日本語)").waitFor();
  expect(await auditor.getByLabel("文面(日本語)").isDisabled()).toBe(true);
  await commit(world.deps.database, dead(4));
  await auditor.goto(`${world.origin}/console/inbox`);
  await auditor.getByText("the disk was full").waitFor();
  expect(await auditor.getByRole("button", { name: /もう一度処理/ }).count()).toBe(0);
  await auditor.context().close();
});

const screens = ["inbox", "answers", "answers/balance", "answers/newcomer", "answers/publish"];

test(
  "the screens of inbox and answers have one heading, names, 44 pixels, contrast of 4.5, and fit 1280 and 390 pixels",
  PATIENCE,
  async () => {
    for (const viewport of [
      { width: 1280, height: 800 },
      { width: 390, height: 844 },
    ]) {
      await page.setViewportSize(viewport);
      for (const screen of screens) {
        await goTo(screen);
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
