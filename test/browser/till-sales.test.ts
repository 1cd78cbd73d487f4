import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { PurchaseList } from "../../shared/purchases/schema.ts";
import type { Phone, Till } from "../support/people.ts";
import { openWorld, type World } from "../support/world.ts";
import { builtPages } from "./built-pages.ts";
import { launchChromium } from "./chromium.ts";
import { fakeCamera, openTill, PATIENCE, readLikeAReader, typeLikeAPerson } from "./till-page.ts";

let world: World;
let browser: Browser;
let phone: Phone;
let staff: Till;
let page: Page;

beforeAll(async () => {
  await builtPages();
  browser = await launchChromium(fakeCamera);
});
afterAll(() => browser.close());

beforeEach(async () => {
  await page?.context().close();
  await world?.close();
  world = await openWorld();
  phone = await world.member("佐藤 花子");
  staff = await world.staff("糸井 あかり");
  page = await openTill(browser, world, staff.client);
  return () => {};
});
afterAll(() => world?.close());

async function scan(purpose: 7 | 8 = 7): Promise<void> {
  world.clock.advanceBy(20_000);
  await readLikeAReader(page, `${await phone.code(purpose)}\n`);
  await page.getByRole("heading", { name: "佐藤 花子 様" }).waitFor();
}

async function enter(yen: string): Promise<void> {
  await typeLikeAPerson(page, yen);
  await page.getByRole("button", { name: /会計を確定/ }).waitFor();
}

const confirm = (): Promise<void> => page.getByRole("button", { name: /会計を確定/ }).click();
const balance = async (): Promise<number> => (await phone.home()).points.balance;
const salesNow = async (): Promise<PurchaseList["items"]> =>
  (await staff.client.ok<PurchaseList>("GET", "/api/till/purchases")).items;

test("a reading carries no id of its own: the server knows a code again by itself", PATIENCE, async () => {
  const asked = page.waitForRequest("**/api/till/scans");
  await scan();
  expect((await asked).headers()["idempotency-key"]).toBeUndefined();
});

describe("points", () => {
  test(
    "10 of 12 are used with a spend code that upgrades the sale, and undoing it gives them back",
    PATIENCE,
    async () => {
      await scan();
      await enter("1280");
      await confirm();
      await page.getByRole("heading", { name: "12 pt 付与しました" }).waitFor();

      await scan();
      await enter("1280");
      await page.getByRole("button", { name: "ポイント利用の画面を読み取る" }).click();
      await scan(8);
      await page.getByRole("radio", { name: "一部" }).check();
      await typeLikeAPerson(page, "10");
      await page.getByRole("button", { name: /会計を確定.*¥1,270・10 pt 利用・12 pt 付与/ }).click();
      await page.getByRole("heading", { name: "10 pt 利用しました" }).waitFor();
      expect(await balance()).toBe(14);

      await page.getByRole("button", { name: "取消・返品" }).click();
      await page.getByText("利用した 10 pt をお客様に戻します").waitFor();
      await page.getByText("付与した 12 pt を取り消します").waitFor();
      await page.getByRole("button", { name: "取り消しを確定" }).click();
      await page.getByRole("heading", { name: "取り消しました" }).waitFor();
      expect(await balance()).toBe(12);
    },
  );

  test(
    "one tap uses 4 of 12 points for the odd yen of ¥1,284, and a price that is round has no such button",
    PATIENCE,
    async () => {
      await scan();
      await enter("1280");
      await confirm();
      await page.getByRole("heading", { name: "12 pt 付与しました" }).waitFor();

      await scan(8);
      await enter("1280");
      await page.getByRole("button", { name: /会計を確定.*¥1,280/ }).waitFor();
      expect(await page.getByRole("button", { name: /端数だけ使う/ }).count()).toBe(0);
      await page.keyboard.press("Backspace");
      await typeLikeAPerson(page, "4");
      await page.getByRole("button", { name: "端数だけ使う ¥4 を 4 pt で" }).click();
      await page.getByRole("button", { name: /会計を確定.*¥1,280・4 pt 利用・12 pt 付与/ }).waitFor();
      await confirm();
      await page.getByRole("heading", { name: "4 pt 利用しました" }).waitFor();
      expect(await balance()).toBe(20);
    },
  );

  test(
    "all of them is what the server allows, and an earn code where a spend code is wanted is refused",
    PATIENCE,
    async () => {
      await scan();
      await enter("1280");
      await confirm();
      await page.getByRole("heading", { name: "12 pt 付与しました" }).waitFor();

      world.clock.advanceBy(20_000);
      await scan();
      await enter("500");
      await page.getByRole("button", { name: "ポイント利用の画面を読み取る" }).click();
      world.clock.advanceBy(20_000);
      await readLikeAReader(page, `${await phone.code()}\n`);
      await page.getByText("「ポイントを使う」の画面を表示してもらってください").waitFor();
      await scan(8);
      await page.getByRole("radio", { name: /すべて/ }).check();
      await page.getByRole("button", { name: /会計を確定.*¥488・12 pt 利用・4 pt 付与/ }).click();
      await page.getByRole("heading", { name: "12 pt 利用しました" }).waitFor();
      expect(await balance()).toBe(4);
    },
  );
});

describe("a lost answer", () => {
  test(
    "is asked for again under the same id: one sale, however often the cashier presses",
    PATIENCE,
    async () => {
      const keys: (string | undefined)[] = [];
      await page.route("**/api/till/purchases", async (route) => {
        if (route.request().method() !== "POST") return route.continue();
        keys.push(route.request().headers()["idempotency-key"]);
        // The first two arrive, and their answers are lost on the way back.
        if (keys.length > 2) return route.continue();
        await route.fetch();
        await route.abort("connectionreset");
      });
      await scan();
      await enter("1280");
      await confirm();
      await page.getByText("送信中…もう一度確認しています").waitFor();
      await page.keyboard.press("Enter");
      expect(await page.getByRole("button", { name: "送信中…", exact: true }).isDisabled()).toBe(true);
      await page.getByRole("heading", { name: "12 pt 付与しました" }).waitFor();
      expect(keys).toHaveLength(3);
      expect(new Set(keys).size).toBe(1);
      expect(await balance()).toBe(12);
      expect(await salesNow()).toHaveLength(1);
    },
  );

  test("is not what a proxy says in the server's place, whatever the status", PATIENCE, async () => {
    const keys = new Set<string | undefined>();
    const strangers = [
      { status: 404, contentType: "text/plain", body: "default backend - 404" },
      { status: 403, contentType: "application/json", body: '{"message":"forbidden"}' },
      { status: 200, contentType: "application/json", body: '{"portal":"welcome"}' },
    ];
    await page.route("**/api/till/purchases", async (route) => {
      if (route.request().method() !== "POST") return route.continue();
      keys.add(route.request().headers()["idempotency-key"]);
      const stranger = strangers.shift();
      return stranger === undefined ? route.continue() : route.fulfill(stranger);
    });
    await scan();
    await enter("1280");
    await confirm();
    await page.getByRole("heading", { name: "12 pt 付与しました" }).waitFor();
    expect(strangers).toHaveLength(0);
    expect(keys.size).toBe(1);
    expect(await salesNow()).toHaveLength(1);
  });

  test("is asked for after a reload as well, with the receipt at the end", PATIENCE, async () => {
    let lost = true;
    await page.route("**/api/till/purchases", async (route) => {
      if (route.request().method() !== "POST" || !lost) return route.continue();
      await route.fetch();
      await route.abort("connectionreset");
    });
    await scan();
    await enter("1280");
    await confirm();
    await page.getByText("送信中…もう一度確認しています").waitFor();
    await page.reload();
    await page.getByText("送信中…").first().waitFor();
    lost = false;
    await page.getByRole("heading", { name: "12 pt 付与しました" }).waitFor();
    expect(await salesNow()).toHaveLength(1);
    expect(await balance()).toBe(12);
    expect(await page.evaluate(() => localStorage.getItem("goen.till.pending"))).toBeNull();
  });

  test(
    "may be set aside for the next customer; how it ended is said when it is known",
    PATIENCE,
    async () => {
      let lost = true;
      await page.route("**/api/till/purchases", async (route) => {
        if (route.request().method() !== "POST" || !lost) return route.continue();
        await route.abort("connectionreset");
      });
      await scan();
      await enter("1280");
      await confirm();
      await page.getByRole("button", { name: "後で確認して、次の会計へ" }).click();
      await page.getByText("結果を確認中の会計 1 件").waitFor();
      lost = false;
      await page.getByText("佐藤 花子 様 ¥1,280:会計が完了していました").waitFor();
      await page.getByRole("button", { name: "確認しました" }).click();
      expect(await salesNow()).toHaveLength(1);
    },
  );
});

describe("a lost answer of another store", () => {
  let owner: Till;
  let lost: boolean;

  /** The owner's sale at 本店 is sent without an answer; then the session ends, and the next is at 駅前店. */
  async function sellThenMove(arrives: boolean): Promise<void> {
    owner = await world.owner();
    await owner.signIn();
    await owner.choose("本店");
    await page.context().close();
    page = await openTill(browser, world, owner.client);
    // The till's clock is the shop's: a sale that is handed in late counts by it.
    await page.clock.setFixedTime(world.clock.nowMs());
    await page.reload();
    await page.locator(".top").waitFor();
    lost = true;
    await page.route("**/api/till/purchases", async (route) => {
      if (route.request().method() !== "POST" || !lost) return route.continue();
      if (arrives) await route.fetch();
      await route.abort("connectionreset");
    });
    await scan();
    await enter("1280");
    await confirm();
    await page.getByText("送信中…もう一度確認しています").waitFor();
    await owner.signIn();
    await owner.choose("駅前店");
    await page
      .context()
      .addCookies(
        [...owner.client.cookies].map(([name, value]) => ({ name, value, url: `${world.origin}/` })),
      );
    await page.reload();
    await page.locator(".where").getByText("駅前店").waitFor();
  }

  const press = (name: string): Promise<void> => page.getByRole("button", { name }).click();

  test("is asked for too, and only until it is known nobody may leave", PATIENCE, async () => {
    await sellThenMove(true);
    await page.getByText("結果を確認中の会計 1 件").waitFor();
    await press("メニュー");
    expect(await page.getByRole("button", { name: "店舗を切り替える" }).isDisabled()).toBe(true);
    await press("サインアウト");
    await page.getByText("結果の確認が終わっていない会計があります").waitFor();
    await press("閉じる");
    lost = false;
    await page.getByText("佐藤 花子 様 ¥1,280:会計が完了していました").waitFor();
    expect(await page.evaluate(() => localStorage.getItem("goen.till.pending"))).toBeNull();
    expect(await balance()).toBe(12);
    await press("メニュー");
    await press("店舗を切り替える");
    await page.getByRole("button", { name: /本店/ }).waitFor();
  });

  test(
    "that never arrived is made where it was rung up, by its reading, though its scan is another session's",
    PATIENCE,
    async () => {
      await sellThenMove(false);
      lost = false;
      await page.getByText("オフラインの会計 1 件が確定しました(合計 12 pt 付与)").waitFor();
      expect(await page.evaluate(() => localStorage.getItem("goen.till.pending"))).toBeNull();
      expect(await balance()).toBe(12);
      expect(await salesNow()).toMatchObject([{ amountYen: 1280, memberName: "佐藤 花子" }]);
      await press("メニュー");
      await press("サインアウト");
      await press("LINEでログイン");
    },
  );

  test("holds nobody back while the network is away", PATIENCE, async () => {
    await sellThenMove(false);
    await press("メニュー");
    const move = page.getByRole("button", { name: "店舗を切り替える" });
    expect(await move.isDisabled()).toBe(true);
    await page.context().setOffline(true);
    await page.getByText("オフラインです").waitFor();
    expect(await move.isDisabled()).toBe(false);
    await page.context().setOffline(false);
  });
});

describe("the sales of the day", () => {
  test("undo one in two steps; a second undo of it is refused in words", PATIENCE, async () => {
    await scan();
    await enter("1280");
    await confirm();
    await page.getByRole("heading", { name: "12 pt 付与しました" }).waitFor();
    await page.getByRole("link", { name: "取引" }).click();
    const line = page.locator(".sale");
    await line.getByRole("button", { name: /取消・返品/ }).click();
    await page.getByLabel("理由(任意)").fill("打ち間違い");

    // Somebody else at another device was faster.
    const [sold] = await salesNow();
    await staff.undo(sold?.purchaseId ?? "");
    await page.getByRole("button", { name: "取り消しを確定" }).click();
    await page.getByText("すでに取り消されています").waitFor();
    await page.getByRole("button", { name: "やめる" }).click();
    await page.getByRole("button", { name: "更新" }).click();
    await line.getByText("取消済").waitFor();
    expect(await line.getByRole("button", { name: /取消・返品/ }).count()).toBe(0);
    expect(await balance()).toBe(0);
  });

  test("of an earlier day are for a manager, who may still undo them", PATIENCE, async () => {
    await scan();
    await enter("1280");
    await confirm();
    await page.getByRole("heading", { name: "12 pt 付与しました" }).waitFor();
    world.clock.advanceBy(86_400_000);
    await page.context().close();
    await staff.signIn();
    page = await openTill(browser, world, staff.client, "sales");
    await page.getByText("この日の取引はまだありません").waitFor();
    expect(await page.getByLabel("日付").count()).toBe(0);

    const owner = await world.owner();
    await page.context().close();
    await owner.signIn();
    await owner.choose("本店");
    page = await openTill(browser, world, owner.client, "sales");
    await page.getByLabel("日付").fill("2026-11-21");
    await page
      .locator(".sale")
      .getByRole("button", { name: /取消・返品/ })
      .click();
    await page.getByRole("button", { name: "取り消しを確定" }).click();
    await page.locator(".sale").getByText("取消済").waitFor();
    await phone.signIn();
    expect(await balance()).toBe(0);
  });
});
