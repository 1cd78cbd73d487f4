import { readdir, readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { memberOfLineUser } from "../../server/features/members/index.ts";
import {
  draftOf,
  earn,
  type Gift,
  loadAccount,
  mainProgramme,
  planDay,
  planOf,
  toolsOf,
} from "../../server/features/points/index.ts";
import { planLadder } from "../../server/features/ranks/index.ts";
import { housekeeping } from "../../server/platform/database/plan.ts";
import { addDays, dateAt } from "../../shared/dates.ts";
import { noRanks } from "../../shared/ranks/ladder.ts";
import { openWorld, type World } from "../support/world.ts";
import { builtPages } from "./built-pages.ts";
import { type CardPhone, phoneWithCard, runClock } from "./card-phone.ts";
import { launchChromium } from "./chromium.ts";

let world: World;
let browser: Browser;
let stopClock: () => void;
let phone: CardPhone;
const phones = new Map<number, CardPhone>();
const complaints: string[] = [];

beforeAll(async () => {
  await builtPages();
  [world, browser] = await Promise.all([openWorld({ startMs: Date.now() }), launchChromium()]);
  stopClock = runClock(world);
});
afterAll(async () => {
  stopClock();
  await browser.close();
  await world.close();
});

async function hold(width: number, height: number, deviceScaleFactor: number): Promise<void> {
  phone = phones.get(deviceScaleFactor) ?? (await joined(deviceScaleFactor));
  phones.set(deviceScaleFactor, phone);
  await phone.page.setViewportSize({ width, height });
}

async function joined(deviceScaleFactor: number): Promise<CardPhone> {
  const fresh = await phoneWithCard(browser, world, `寸法 @${deviceScaleFactor}`, { deviceScaleFactor });
  fresh.page.on("console", (message) => {
    if (message.text().includes("Content Security Policy")) complaints.push(message.text());
  });
  await fresh.open();
  await fresh.join();
  return fresh;
}

test.each([
  [320, 568, 2, 15],
  [360, 740, 3, 30],
  [375, 667, 2, 21],
  [390, 844, 3, 33],
  [412, 915, 2.625, 30],
  [430, 932, 3, 36],
  [568, 320, 2, 12],
  [844, 390, 3, 24],
])("on %i by %i px @%f one module is a whole number of device pixels, at least %i", async (width, height, ratio, least) => {
  await hold(width, height, ratio);
  const symbol = phone.page.locator(".symbol");
  await expect
    .poll(async () => {
      const modulePx = (Number(await symbol.getAttribute("width")) * ratio) / 33;
      return Math.abs(modulePx - Math.round(modulePx)) < 1e-6 && Math.round(modulePx) >= least;
    })
    .toBe(true);
  const box = await symbol.boundingBox();
  expect(box?.x).toBeGreaterThanOrEqual(0);
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width);
  expect(await phone.page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
  expect(await phone.readCode()).toMatch(/^7\d{19}$/);
});

test("on the smallest phone code, balance and button are on the screen together, none over another", async () => {
  await hold(320, 568, 2);
  await expect.poll(async () => (await boxOf(".symbol")).width).toBeLessThan(280);
  const [symbol, balance, button] = [
    await boxOf(".symbol"),
    await boxOf(".balance-points"),
    await boxOf(".bar .button"),
  ];
  expect(balance.y).toBeGreaterThanOrEqual(symbol.y + symbol.height);
  expect(button.y).toBeGreaterThanOrEqual(balance.y + balance.height);
  expect(button.y + button.height).toBeLessThanOrEqual(568);
  expect(button.height).toBeGreaterThanOrEqual(44);
});

test("everything that can be tapped is at least 44 px high", async () => {
  await hold(360, 740, 3);
  for (const screen of ["card", "設定"]) {
    if (screen !== "card") await phone.page.getByRole("button", { name: screen }).click();
    for (const target of await phone.page.locator("button:visible, label:visible, select:visible").all()) {
      expect((await target.boundingBox())?.height, await target.innerText()).toBeGreaterThanOrEqual(44);
    }
  }
  await phone.page.goBack();
});

describe("with a rank and points that wait", () => {
  const silver = "#c3c9d1";

  beforeAll(async () => {
    await hold(320, 568, 2);
    await ranked(phone.userId, silver);
    await phone.page.reload();
    await phone.page.locator(".rank").waitFor();
  });

  test("the smallest phone shows the rank in its head, and code, balance and button as before", async () => {
    const head = await boxOf(".head .rank-name");
    expect(await phone.page.locator(".head .rank-name").innerText()).toContain("シルバー");
    expect(head.x + head.width).toBeLessThanOrEqual((await boxOf(".head .icon-button")).x);
    const [symbol, balance, button] = [
      await boxOf(".symbol"),
      await boxOf(".balance-points"),
      await boxOf(".bar .button"),
    ];
    expect(balance.y).toBeGreaterThanOrEqual(symbol.y + symbol.height);
    expect(button.y).toBeGreaterThanOrEqual(balance.y + balance.height);
    expect(button.y + button.height).toBeLessThanOrEqual(568);
    expect(await phone.page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(320);
  });

  test("the panel says until when, what is missing, and the same to a screen reader", async () => {
    const panel = phone.page.getByRole("region", { name: "会員ランク" });
    await expect.poll(() => panel.innerText()).toContain("あと¥3,200でゴールド");
    expect(await panel.innerText()).toContain("まで");
    const bar = await boxOf(".rank-bar");
    const filled = await boxOf(".rank-bar span");
    expect(filled.width / bar.width).toBeCloseTo(0.96, 2);
    expect(await phone.page.locator(".balance").innerText()).toContain("仮ポイント 120ポイント");
  });

  test("the text on the rank's colour is black on a pale one: 4.5:1 or more", async () => {
    const [ink, ground] = await phone.page.locator(".head .rank-name").evaluate((name) => {
      const { color, backgroundColor } = getComputedStyle(name);
      return [color, backgroundColor];
    });
    expect([ink, ground]).toEqual(["rgb(0, 0, 0)", "rgb(195, 201, 209)"]);
  });

  test("the birthday is told once in the settings, by month and day alone", async () => {
    await phone.page.getByRole("button", { name: "設定" }).click();
    const next = phone.page.getByRole("button", { name: "確認へ進む" });
    expect(await next.isDisabled()).toBe(true);
    // No rule of this shop asks for the month of the birthday.
    expect(await phone.page.locator(".birthday").innerText()).not.toContain("特典");
    await phone.page.getByLabel("月", { exact: true }).selectOption("2");
    await phone.page.getByLabel("日", { exact: true }).selectOption("28");
    await next.click();
    await phone.page.getByRole("button", { name: "選び直す" }).click();
    await phone.page.getByLabel("日", { exact: true }).selectOption("29");
    await next.click();
    await phone.page.getByText("お誕生日は2月29日でよろしいですか?").waitFor();
    await phone.page.getByRole("button", { name: "登録する" }).click();
    const save = phone.page.locator(".birthday button");
    await expect.poll(() => save.count()).toBe(0);
    await expect.poll(() => phone.page.locator(".birthday").innerText()).toContain("2月29日");
    await phone.page.goBack();
  });
});

test("the page keeps to its own Content Security Policy", () => {
  expect(complaints).toEqual([]);
});

/** A script and all that it imports, by name; `without` what is there already, and whatever begins with one of `except`. */
async function scriptsOf(
  names: readonly string[],
  without: ReadonlyMap<string, number>,
  except: readonly string[] = [],
): Promise<ReadonlyMap<string, number>> {
  const sizes = new Map<string, number>();
  const waiting = [...names];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (sizes.has(name) || without.has(name) || except.some((start) => name.startsWith(start))) continue;
    const script = await readFile(`dist/demo/assets/${name}`, "utf8");
    sizes.set(name, gzipSync(script, { level: 9 }).length);
    // The list of what to load early, `assets/…`, names other people's imports, too.
    waiting.push(...[...script.matchAll(/["'`]\.\/([\w-]+\.js)["'`]/g)].map(([, found]) => found ?? ""));
  }
  return sizes;
}

const sumOf = (sizes: ReadonlyMap<string, number>): number =>
  [...sizes.values()].reduce((all, size) => all + size, 0);

test("all scripts of the card together are at most 71 kB gzipped, and the wallet's own with its sentences, which the code does not wait for, 22 kB", async () => {
  const html = await readFile("dist/demo/card/index.html", "utf8");
  const first = [...html.matchAll(/\/assets\/([\w-]+\.js)/g)].map(([, name]) => name ?? "");
  const card = await scriptsOf(first, new Map(), ["wallet-"]);
  expect(card.size).toBeGreaterThanOrEqual(2);
  expect(sumOf(card)).toBeLessThanOrEqual(71_000);
  const wallet = (await readdir("dist/demo/assets")).filter((name) => /^wallet-[\w-]+\.js$/.test(name));
  const own = await scriptsOf(wallet, card);
  expect(sumOf(own)).toBeGreaterThan(0);
  expect(sumOf(own)).toBeLessThanOrEqual(22_000);
});

/** Silver, ¥3,200 before gold, and 120 points that can be used in two weeks. */
async function ranked(lineUserId: string, colour: string): Promise<void> {
  const { deps } = world;
  const member = await memberOfLineUser(deps, lineUserId);
  const account = member === null ? null : await loadAccount(deps, member.memberId, mainProgramme);
  if (account === null) throw new Error("the phone has no account");
  const nowMs = deps.clock.nowMs();
  const on = dateAt(nowMs, deps.settings.timeZone);
  const rank = (code: string, ja: string, threshold: number) => ({
    ...{ code, threshold, multiplierPerMille: 1000, colour },
    name: { ja, en: code },
  });
  const ranks = [
    rank("bronze", "ブロンズ", 0),
    rank("silver", "シルバー", 30_000),
    rank("gold", "ゴールド", 100_000),
  ];
  const doing = {
    ...{ occurredAtMs: nowMs, recordedAtMs: nowMs, businessDate: on, storeId: null, tillId: null },
    ...{ actor: "system:test", purchaseId: null, receiptNumber: null, amountYen: null, clientId: "test" },
  };
  const gift: Gift = {
    ...{ points: 120, activatesOn: addDays(on, 14), expiresOn: addDays(on, 400), waits: null },
    ...{ origin: "promotion", fundedBy: "head_office", renews: false },
  };
  const counted = { purchases: 1, netYen: 96_800, pointsEarned: 0, pointsUsed: 0 };
  await deps.database.commit(
    housekeeping("a test", [
      planLadder({ ...noRanks, version: 2, enabled: true, ranks }, nowMs, "system:test"),
      planDay(account.accountId, on, counted),
      ...planOf(earn(draftOf(account), [gift], null, doing, toolsOf(deps)), on),
    ]),
  );
}

async function boxOf(selector: string) {
  const box = await phone.page.locator(selector).boundingBox();
  if (box === null) throw new Error(`${selector} is not on the screen`);
  return box;
}
