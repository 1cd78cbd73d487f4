import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { PurchaseList } from "../../shared/purchases/schema.ts";
import { type Mortal, startMortal } from "../crash/mortal.ts";
import { emulatorOptions, shop } from "../demo/shop.ts";
import { type Emulator, startEmulator } from "../emulator/index.ts";
import { eventually } from "../support/clock.ts";
import { type Phone, phoneOf, secretIn, type Till, tillOf } from "../support/people.ts";
import { freePort } from "../support/world.ts";
import { builtPages } from "./built-pages.ts";
import { openProfile } from "./chromium.ts";
import { PATIENCE, readLikeAReader, typeLikeAPerson } from "./till-page.ts";

/*
 * A till whose network is really gone: its server is killed. The browser keeps its storage in a folder, so that it can be
 * closed and started again meanwhile.
 */

let folder: string;
let origin: string;
let emulator: Emulator;
let mortal: Mortal;
let staff: Till;
let other: Till;
let phones: Phone[];
let context: BrowserContext;
let page: Page;

beforeAll(() => builtPages(), 120_000);

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "goen-till-"));
  const port = await freePort();
  origin = `http://127.0.0.1:${port}`;
  emulator = await startEmulator(emulatorOptions({ appOrigin: origin, emulatorPort: 0, friends: [] }));
  const file = join(folder, "goen.db");
  mortal = await startMortal({ file, port, emulatorOrigin: emulator.origin }, 1_000);
  const place = { origin, emulator, loginChannelId: shop.login.channelId, nowMs: () => mortal.nowMs() };
  const owner = tillOf(place, "縁田 結");
  await owner.signIn(secretIn(mortal.ownerLink));
  await owner.choose("本店");
  [staff, other] = [tillOf(place, "糸井 あかり"), tillOf(place, "駅前 太郎")];
  await staff.signIn(secretIn((await owner.invite("staff", "本店")).url));
  await other.signIn(secretIn((await owner.invite("staff", "駅前店")).url));
  phones = await Promise.all(
    ["佐藤 花子", "鈴木 一郎", "高橋 光", "田中 実", "伊藤 蒼"].map(async (name) => {
      const phone = phoneOf(place, name);
      await phone.join();
      await phone.enroll();
      return phone;
    }),
  );
  await openBrowser();
}, 60_000);

afterEach(async () => {
  await context.close();
  await mortal.stop();
  await emulator.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Opens the till in the browser's own folder, signed in; what was kept there before is still there. */
async function openBrowser(prepare: (page: Page) => Promise<void> = async () => {}): Promise<void> {
  context = await openProfile(join(folder, "profile"));
  context.setDefaultTimeout(20_000);
  const expires = Math.floor(Date.now() / 1000) + 3_600;
  await context.addCookies(
    [...staff.client.cookies].map(([name, value]) => ({ name, value, url: `${origin}/`, expires })),
  );
  page = context.pages()[0] ?? (await context.newPage());
  await page.setViewportSize({ width: 1024, height: 768 });
  await prepare(page);
  await page.goto(`${origin}/till/`);
  await page.locator(".top").waitFor();
}

/** The page is kept for when there is no network. */
async function pageKept(): Promise<void> {
  await eventually(
    () => page.evaluate(async () => (await caches.match("/till/")) !== undefined),
    "the browser keeps the till's page",
  );
}

const phone = (nth: number): Phone => phones[nth] ?? phoneMissing();
function phoneMissing(): never {
  throw new Error("no such phone");
}

async function read(code: string): Promise<void> {
  await readLikeAReader(page, `${code}\n`);
}

/** One sale while nobody can be asked. */
async function sellOffline(code: string, yen: string): Promise<void> {
  await read(code);
  await page.getByRole("heading", { name: "会員証を読み取りました" }).waitFor();
  await typeLikeAPerson(page, yen);
  await page.getByRole("button", { name: /オフラインで受け付ける/ }).click();
  await page.getByRole("heading", { name: "受け付けました" }).waitFor();
  await page.getByText("通信が戻ったら確定します").waitFor();
}

const balance = async (nth: number): Promise<number> => (await phone(nth).home()).points.balance;
const sales = async (): Promise<PurchaseList["items"]> =>
  (await staff.client.ok<PurchaseList>("GET", "/api/till/purchases")).items;
const waits = (count: number): Promise<void> =>
  page.getByRole("button", { name: `未送信 ${count} 件` }).waitFor();

describe("without a network", () => {
  test(
    "three sales are taken, the browser is closed and opened, and each is recorded once; the refused one says why",
    PATIENCE,
    async () => {
      await pageKept();
      const used = await phone(2).code();
      await other.sell((await other.scan(used)).scanId, 900);
      const codes = [await phone(0).code(), await phone(1).code()];
      await mortal.die();
      await sellOffline(codes[0] ?? "", "1280");
      await sellOffline(codes[1] ?? "", "550");
      await sellOffline(used, "700");
      await waits(3);

      await context.close();
      await openBrowser();
      await page.getByText("オフラインです。ポイントの付与だけ受け付けます").waitFor();
      await waits(3);
      // The list of the day has them meanwhile, and the day's sales by itself once they are there.
      await page.getByRole("link", { name: "取引" }).click();
      await page.getByRole("heading", { name: "未送信 3 件" }).waitFor();
      expect(await page.locator(".page .sale.kept").count()).toBe(3);

      await mortal.dieAndRise();
      await page.getByText("オフラインの会計 2 件が確定しました(合計 17 pt 付与)").waitFor();
      await page.getByText("ポイントを付けられなかった会計が 1 件あります").waitFor();
      expect([await balance(0), await balance(1), await balance(2)]).toEqual([12, 5, 9]);
      expect((await sales()).map(({ amountYen }) => amountYen).sort()).toEqual([1280, 550]);

      await page.locator(".sale-do").nth(1).waitFor();
      expect(await page.locator(".page .notice.bad, .page .sale.kept").count()).toBe(0);

      await page.getByRole("button", { name: "内容を見る" }).first().click();
      const [sheet, body] = [page.locator("dialog"), page.locator(".sheet-body")];
      expect((await body.boundingBox())?.width).toBe((await sheet.boundingBox())?.width);
      const refused = page.locator(".kept.refused");
      await refused.getByText("¥700").waitFor();
      await refused
        .getByText("すでに使用されたコードです。次の表示をお待ちください (card.replayed)")
        .waitFor();
      await page.locator(".kept.confirmed", { hasText: "佐藤 花子 様" }).getByText("+12 pt").waitFor();
      await page.getByRole("button", { name: "確認しました(一覧から消す)" }).click();
      await refused.waitFor({ state: "detached" });
      await page.reload();
      await page.locator(".top").waitFor();
      expect(await page.getByText("ポイントを付けられなかった会計").count()).toBe(0);
    },
  );

  test(
    "a server that dies in the middle of the hand-in, its answer lost, doubles nothing",
    PATIENCE,
    async () => {
      await pageKept();
      const codes = await Promise.all(phones.map((one) => one.code()));
      await mortal.die();
      for (const code of codes) await sellOffline(code, "1000");
      await waits(5);
      const keys: (string | undefined)[] = [];
      await page.route("**/api/till/offline", async (route) => {
        keys.push(route.request().headers()["idempotency-key"]);
        if (keys.length !== 3) return route.continue();
        // The third one is done, its answer never arrives, and then there is nobody.
        await route.fetch();
        await mortal.die();
        await route.abort("connectionreset");
      });
      await mortal.dieAndRise();
      await eventually(() => keys.length === 3, "three were sent");
      await waits(3);
      await page.reload();
      await waits(3);
      await mortal.dieAndRise();
      await eventually(async () => (await sales()).length === 5, "all are recorded");
      await page.getByText("オフラインの会計 3 件が確定しました(合計 30 pt 付与)").waitFor();
      expect(keys).toHaveLength(6);
      expect(new Set(keys).size).toBe(5);
      expect(keys[3]).toBe(keys[2]);
      expect(await Promise.all(phones.map((_, nth) => balance(nth)))).toEqual([10, 10, 10, 10, 10]);
      expect(await sales()).toHaveLength(5);
    },
  );

  test(
    "a purchase whose answer was lost is not taken a second time, and is found to be made",
    PATIENCE,
    async () => {
      await read(await phone(0).code());
      await page.getByRole("heading", { name: "佐藤 花子 様" }).waitFor();
      await typeLikeAPerson(page, "1280");
      let arrived = false;
      await page.route("**/api/till/purchases", async (route) => {
        if (route.request().method() !== "POST" || arrived) return route.continue();
        arrived = true;
        await route.fetch();
        await mortal.die();
        await route.abort("connectionreset");
      });
      await page.getByRole("button", { name: /会計を確定/ }).click();
      await page.getByRole("button", { name: "後で確認して、次の会計へ" }).click();
      await read(await phone(0).code(7, Date.now() + 15_000));
      await page.getByText("この会員証の会計が結果を確認中です").waitFor();
      await sellOffline(await phone(1).code(), "500");
      await mortal.dieAndRise();
      await page.getByText("佐藤 花子 様 ¥1,280:会計が完了していました").waitFor();
      await page.getByText("オフラインの会計 1 件が確定しました").waitFor();
      expect([await balance(0), await balance(1)]).toEqual([12, 5]);
      expect(await sales()).toHaveLength(2);
    },
  );

  test(
    "a member who was read before the network went is sold to later, by the same reading",
    PATIENCE,
    async () => {
      await read(await phone(0).code());
      await page.getByRole("heading", { name: "佐藤 花子 様" }).waitFor();
      await mortal.die();
      await typeLikeAPerson(page, "1280");
      await page.getByText("オフラインです").waitFor();
      await page.getByRole("button", { name: /オフラインで受け付ける.*¥1,280/ }).click();
      await page.getByRole("heading", { name: "受け付けました" }).waitFor();
      await mortal.dieAndRise();
      await page.getByText("オフラインの会計 1 件が確定しました(合計 12 pt 付与)").waitFor();
      expect(await balance(0)).toBe(12);
    },
  );

  test(
    "points are not used, nobody signs out over unsent sales, and the same code is taken once",
    PATIENCE,
    async () => {
      const code = await phone(0).code();
      const spend = await phone(1).code(8);
      await mortal.die();
      await read(spend);
      await page.getByText("ポイント利用には通信が必要です").waitFor();
      await sellOffline(code, "1280");
      await read(code);
      await page.getByText("この会員証のコードは受け付け済みです").waitFor();
      await page.getByRole("button", { name: "メニュー" }).click();
      await page.getByText("未送信の会計があります。").waitFor();
      expect(await page.getByRole("button", { name: "サインアウト" }).isDisabled()).toBe(true);
    },
  );

  test("no sale is above ¥50,000, and a card has three an hour", PATIENCE, async () => {
    const codes = await Promise.all([0, 1, 2, 3].map((n) => phone(0).code(7, Date.now() + n * 15_000)));
    await mortal.die();
    await read(codes[0] ?? "");
    await page.getByRole("heading", { name: "会員証を読み取りました" }).waitFor();
    await typeLikeAPerson(page, "50001");
    await page.getByText("オフラインで入力できるのは ¥50,000 までです").waitFor();
    expect(await page.getByRole("button", { name: /オフラインで受け付ける/ }).isDisabled()).toBe(true);
    await page.keyboard.press("Backspace");
    await page.getByRole("button", { name: /オフラインで受け付ける.*¥5,000/ }).click();
    await page.getByRole("heading", { name: "受け付けました" }).waitFor();
    await sellOffline(codes[1] ?? "", "100");
    await sellOffline(codes[2] ?? "", "100");
    await read(codes[3] ?? "");
    await page.getByText("同じ会員証を1時間に受け付けられる回数を超えています").waitFor();
  });
});

describe("what is kept on the device", () => {
  test(
    "is sealed: neither code nor amount stands in the storage, and the key cannot be taken out",
    PATIENCE,
    async () => {
      const code = await phone(0).code();
      await mortal.die();
      await sellOffline(code, "1280");
      const { rows, exported } = await page.evaluate(lookInto);
      expect(rows).toHaveLength(1);
      expect(rows[0]).not.toContain(code.slice(1, 11));
      expect(rows[0]).not.toContain("1280");
      expect(exported).toBe("InvalidAccessError");
    },
  );

  test(
    "is not pretended where the browser keeps nothing: the card is refused in words",
    PATIENCE,
    async () => {
      await context.close();
      await openBrowser(async (opened) => {
        await opened.addInitScript(() => {
          Object.defineProperty(window, "indexedDB", {
            value: {
              open: () => {
                throw new Error("full");
              },
            },
          });
        });
      });
      await mortal.die();
      await read(await phone(0).code());
      await page.getByText("この端末に保存できないため、受け付けられません").waitFor();
      expect(await page.getByRole("heading", { name: "会員証を読み取りました" }).count()).toBe(0);
    },
  );

  test("of the page is its files and no answer of the server", PATIENCE, async () => {
    await pageKept();
    const kept = await page.evaluate(async () => {
      const names = await caches.keys();
      const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
      return requests.flat().map(({ url }) => new URL(url).pathname);
    });
    expect(kept).toContain("/till/");
    expect(kept.filter((path) => path !== "/till/" && !path.startsWith("/assets/"))).toEqual([]);
    expect(kept.some((path) => path.endsWith(".wasm"))).toBe(true);
    const policy = await page.evaluate(async () =>
      (await caches.match("/till/"))?.headers.get("content-security-policy"),
    );
    expect(policy).toContain("default-src 'none'");
  });
});

/** Runs in the page: what stands in the storage as bytes, and what comes of asking for the key. */
async function lookInto(): Promise<{ rows: string[]; exported: string }> {
  const done = <T>(asked: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
  const db = await done(indexedDB.open("goen-till"));
  const sealed: { box: ArrayBuffer }[] = await done(db.transaction("sales").objectStore("sales").getAll());
  const key: CryptoKey = await done(db.transaction("keys").objectStore("keys").get("queue"));
  const exported = await crypto.subtle.exportKey("raw", key).then(
    () => "exported",
    (error: Error) => error.name,
  );
  const rows = sealed.map((row) => JSON.stringify(row) + new TextDecoder("latin1").decode(row.box));
  return { rows, exported };
}
