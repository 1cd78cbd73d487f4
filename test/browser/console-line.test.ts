import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { queued } from "../../server/platform/outbox/index.ts";
import type { MessageList } from "../../shared/outbox/console.ts";
import { commit, raw } from "../databases/rows.ts";
import { eventually } from "../support/clock.ts";
import { type Desk, deskOf, withRole } from "../support/console.ts";
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
  const till = await world.owner();
  owner = await deskOf(world, till);
  phone = await world.member("佐藤 花子");
  await till.sell((await till.scan(await phone.code())).scanId, 1280);
  await world.settled();
  page = await openConsole(browser, world);
  await page
    .context()
    .addCookies([...owner.client.cookies].map(([name, value]) => ({ name, value, url: `${world.origin}/` })));
  page.on("console", (message) => {
    // 404 and 409 for what is refused on purpose.
    if (message.type() !== "error" || /401|404|409/.test(message.text())) return;
    troubles.push(`${message.text()} ${message.location().url}`);
  });
  page.on("pageerror", (error) => troubles.push(String(error)));
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

const goTo = (path: string) => page.goto(`${world.origin}/console/${path}`);
const dialog = () => page.getByRole("dialog", { name: "メッセージの詳細" });

test(
  "from a member's page one sees what they were sent, why, and that LINE accepted it",
  PATIENCE,
  async () => {
    const { member } = await owner.member("佐藤 花子");
    await goTo(`members/${member.publicId}/messages`);
    const section = page.getByRole("region", { name: "メッセージ" });
    await section.getByText("お買い上げのお知らせ").waitFor();
    await section.getByRole("button", { name: /12/ }).click();
    await dialog().getByText("LINEが受け付けました", { exact: true }).waitFor();
    await dialog().getByText("¥1,280").first().waitFor();
    const { requestId } = world.emulator.deliveries(phone.userId).find(({ via }) => via === "push") ?? {};
    await dialog()
      .getByText(requestId ?? "no request id")
      .waitFor();
    // The address says what is looked at, so that it can be passed on; Escape closes, and back opens again.
    expect(page.url()).toContain(`members/${member.publicId}/messages?message=`);
    await page.keyboard.press("Escape");
    await dialog().waitFor({ state: "detached" });
    expect(page.url()).not.toContain("message=");
  },
);

test(
  "a list is narrowed by status, reason, days and member, in the address; what finds nothing says so",
  PATIENCE,
  async () => {
    await goTo("messages");
    await page.getByRole("combobox", { name: "状態" }).click();
    await page.getByRole("option", { name: "送信済み" }).click();
    await page.getByLabel("この日から").fill("2020-01-01");
    expect(new URL(page.url()).search).toBe("?status=sent&from=2020-01-01");
    await page.reload();
    await page
      .getByRole("row", { name: /お買い上げのお知らせ/ })
      .first()
      .waitFor();
    await page.getByLabel("会員番号").fill("nobody");
    await page.getByRole("button", { name: "しぼる" }).click();
    await page.getByText("会員が見つかりません").waitFor();
    await goTo("messages?status=refused");
    await page.getByRole("button", { name: "条件をすべて外す" }).click();
    await page
      .getByRole("row", { name: /お買い上げのお知らせ/ })
      .first()
      .waitFor();
  },
);

test(
  "of 600 messages some go out before everything is stopped, none for two seconds after, and on resuming each arrives once",
  PATIENCE,
  async () => {
    const keys = Array.from({ length: 600 }, (_, nth) => `stop-${nth}`);
    const arrived = () =>
      world.emulator.recorder
        .counts({ contentKeys: keys })
        .contentKeys.reduce((sum, count) => sum + count, 0);
    world.emulator.addFault({ endpoint: "POST /v2/bot/message/push", kind: "delay", delayMs: 1500 });
    await goTo("sending");
    await page.getByRole("button", { name: "送信をすべて停止する" }).click();
    const reason = page.getByLabel("理由(記録されます)");
    expect(await page.getByRole("button", { name: "停止する", exact: true }).isDisabled()).toBe(true);
    await reason.fill("文面の誤り");
    await commit(
      world.deps.database,
      ...keys.map((key) =>
        queued(world.deps, {
          dedupeKey: key,
          lineUserId: phone.userId,
          memberId: null,
          reason: "reminder",
          messages: [{ type: "text", text: `お知らせ #key=${key}` }],
        }),
      ),
    );
    await eventually(() => arrived() > 0, "some have gone out");
    await reason.press("Enter");
    await page.getByText("停止中", { exact: true }).waitFor();
    await page.getByText("LINEへの送信を停止しています").waitFor();
    const stoppedAt = performance.now();
    await eventually(() => performance.now() - stoppedAt > 1_000, "a second has passed");
    const gone = arrived();
    expect(gone).toBeLessThan(600);
    const row = page
      .getByRole("region", { name: "待っているメッセージ" })
      .getByRole("row", { name: /リマインド/ });
    await row.waitFor();
    await eventually(() => performance.now() - stoppedAt > 3_000, "two more have passed");
    expect(arrived()).toBe(gone);
    // Every screen says so, and the messages say what they wait for.
    await goTo("messages?status=waiting&reason=reminder");
    await page.getByText("LINEへの送信を停止しています").waitFor();
    await page.getByText("送信を停止しているため待っています").first().waitFor();
    world.emulator.clearFaults();
    await goTo("sending");
    await page.getByRole("button", { name: "送信を再開する" }).click();
    await page.getByText("待っているものがすべて送られます").waitFor();
    await page.getByRole("button", { name: "再開する", exact: true }).click();
    await page.getByText("送信中", { exact: true }).waitFor();
    await page.getByText("LINEへの送信を停止しています").waitFor({ state: "detached" });
    await world.settled();
    expect(world.emulator.recorder.counts({ contentKeys: keys }).contentKeys).toEqual(keys.map(() => 1));
    await page.reload();
    await page.getByText("停止と再開の記録(90日)").click();
    await page.getByText("縁田 結: 文面の誤り").waitFor();
  },
);

test("what may have arrived is sent again only by who ticks that it may arrive twice", PATIENCE, async () => {
  const { messages } = await owner.client.ok<MessageList>("GET", "/api/console/messages?reason=receipt");
  const messageId = messages[0]?.messageId ?? "";
  const lost = `UPDATE outbox SET status = 'unknown', outcome = 'gave_up' WHERE message_id = '${messageId}'`;
  await commit(world.deps.database, raw(lost));
  await goTo("messages?status=unknown");
  await page.getByRole("button", { name: /12/ }).click();
  await dialog().getByText("届いたかどうか、分かりません").waitFor();
  const again = dialog().getByRole("button", { name: "もう一度送る" });
  expect(await again.isDisabled()).toBe(true);
  await dialog().getByLabel("2回届くかもしれないと分かっています").check();
  await again.click();
  await dialog().getByText("LINEが受け付けました", { exact: true }).waitFor();
  await dialog().getByRole("button", { name: "元のメッセージ" }).click();
  await dialog().getByText("届いたかどうか、分かりません").waitFor();
  await dialog().getByRole("button", { name: "送り直したメッセージ" }).waitFor();
});

test("the reserve is set to 300, with what is no number refused beside the field", PATIENCE, async () => {
  await goTo("sending");
  const field = page.getByLabel("お知らせのために残す通数");
  await field.fill("三百");
  expect(await page.getByRole("button", { name: "保存する" }).isDisabled()).toBe(true);
  expect(await field.inputValue()).toBe("三百");
  await field.fill("300");
  await page.getByRole("button", { name: "保存する" }).click();
  // LINE sets no limit here, and the screen says so.
  await page.getByText("残す300通は今は使われません").waitFor();
});

test(
  "a test to oneself arrives and says what LINE answered; to who blocks the account it says that it will not",
  PATIENCE,
  async () => {
    const { userId } = await world.owner();
    world.emulator.follow(userId);
    await world.settled();
    await page.getByLabel("本文").fill("届きましたか");
    await page.getByRole("button", { name: "自分に送る" }).click();
    const trial = page.getByRole("region", { name: "自分にテスト送信" });
    await trial.getByText("LINEが受け付けました").waitFor();
    expect(JSON.stringify(world.emulator.deliveries(userId).at(-1))).toContain("届きましたか");
    world.emulator.block(userId);
    await world.settled();
    await page.getByRole("button", { name: "自分に送る" }).click();
    await trial.getByText("友だちに追加していないか、ブロックしています").waitFor();
  },
);

test(
  "3 waiting messages of a wrong campaign are dropped while everything is stopped, after a question",
  PATIENCE,
  async () => {
    await owner.client.ok("POST", "/api/console/messages/sending/stop", { body: { reason: "日付の誤り" } });
    const before = world.emulator.deliveries(phone.userId).length;
    await commit(
      world.deps.database,
      ...[1, 2, 3].map((nth) =>
        queued(world.deps, {
          dedupeKey: `wrong:${nth}`,
          lineUserId: phone.userId,
          memberId: null,
          reason: "coupon",
          messages: [{ type: "text", text: "日付が違います" }],
        }),
      ),
    );
    await goTo("sending");
    const waiting = page.getByRole("region", { name: "待っているメッセージ" });
    await waiting
      .getByRole("row", { name: /クーポン/ })
      .getByRole("button", { name: "取りやめる" })
      .click();
    await waiting.getByText("クーポン 3件(3人)を取りやめます").waitFor();
    await waiting.getByRole("button", { name: "送らずに取りやめる" }).click();
    await waiting.getByRole("row", { name: /クーポン/ }).waitFor({ state: "detached" });
    await owner.client.ok("POST", "/api/console/messages/sending/resume", { body: {} });
    await world.settled();
    expect(world.emulator.deliveries(phone.userId).length).toBe(before);
  },
);

test("who may only look sees no switch, no reserve to set and no test", PATIENCE, async () => {
  const { userId } = world.emulator.addUser({ displayName: "監査 役" });
  await withRole(world, userId, "auditor");
  const auditor = await deskOf(world, { userId });
  const other = await openConsole(browser, world);
  await other
    .context()
    .addCookies(
      [...auditor.client.cookies].map(([name, value]) => ({ name, value, url: `${world.origin}/` })),
    );
  await other.goto(`${world.origin}/console/sending`);
  await other.getByText("送信中", { exact: true }).waitFor();
  for (const name of ["送信をすべて停止する", "保存する", "自分に送る"]) {
    expect(await other.getByRole("button", { name }).count()).toBe(0);
  }
  await other.context().close();
});

const screens = ["messages", "messages?status=unknown", "sending"];

test(
  "every screen about LINE has one heading, names, 44 pixels, contrast of 4.5, and fits 1280 and 390 pixels",
  PATIENCE,
  async () => {
    for (const viewport of [
      { width: 1280, height: 800 },
      { width: 390, height: 844 },
    ]) {
      await page.setViewportSize(viewport);
      for (const screen of screens) {
        await goTo(screen);
        await settledScreen();
        await looked(screen, viewport.width);
      }
      await goTo("messages?status=unknown");
      await page.getByRole("button", { name: /12/ }).click();
      await dialog().getByText("届いたかどうか、分かりません").waitFor();
      await looked("a message's details", viewport.width);
    }
    expect(troubles).toEqual([]);
  },
);

async function settledScreen(): Promise<void> {
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.getByRole("status", { name: "読み込み中" }).first().waitFor({ state: "detached" });
}

async function looked(screen: string, width: number): Promise<void> {
  expect([screen, await unnamed(page)]).toEqual([screen, []]);
  const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect([screen, width, Math.max(0, tooWide)]).toEqual([screen, width, 0]);
  expect([screen, await tooSmall(page)]).toEqual([screen, []]);
  expect([screen, await tooFaint(page)]).toEqual([screen, []]);
}

test(
  "without a network a screen says so, and is renewed by itself when there is one again",
  PATIENCE,
  async () => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await goTo("sending");
    await settledScreen();
    await page.context().setOffline(true);
    await page.getByRole("link", { name: "送ったメッセージ", exact: true }).click();
    await page.getByText("通信できません。接続を確認してください").first().waitFor();
    await page.getByText("インターネットにつながっていません").waitFor();
    await page.context().setOffline(false);
    await page
      .getByRole("row", { name: /お買い上げのお知らせ/ })
      .first()
      .waitFor();
  },
);
