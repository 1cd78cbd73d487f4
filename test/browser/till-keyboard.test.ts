import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Phone, Till } from "../support/people.ts";
import { openWorld, type World } from "../support/world.ts";
import { builtPages } from "./built-pages.ts";
import { launchChromium } from "./chromium.ts";
import {
  fakeCamera,
  openTill,
  PATIENCE,
  readLikeAReader,
  readThroughTheSystem,
  typeLikeAPerson,
} from "./till-page.ts";

let world: World;
let browser: Browser;
let phone: Phone;
let staff: Till;
let page: Page;

beforeAll(async () => {
  await builtPages();
  world = await openWorld();
  browser = await launchChromium(fakeCamera);
  phone = await world.member("佐藤 花子");
  staff = await world.staff("糸井 あかり");
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

beforeEach(async () => {
  await page?.context().close();
  // Each code is good for one scan.
  world.clock.advanceBy(20_000);
  page = await openTill(browser, world, staff.client);
});

const amount = (): Promise<string> => page.locator(".entry-value").first().innerText();
const member = (name: string): Promise<void> => page.getByRole("heading", { name: `${name} 様` }).waitFor();

describe("a barcode reader", () => {
  test("is heard with nothing focused, and the amount stays as it was", PATIENCE, async () => {
    await typeLikeAPerson(page, "1280");
    await readLikeAReader(page, `${await phone.code()}\n`);
    await member("佐藤 花子");
    expect(await amount()).toMatch(/¥\s*1,280/);
  });

  test("is heard under a Japanese IME, where every key is called Process", PATIENCE, async () => {
    await readLikeAReader(page, `${await phone.code()}\n`, { process: true });
    await member("佐藤 花子");
  });

  test("is heard at 60 ms a key, with a focused button, whose press its Enter is not", PATIENCE, async () => {
    const [one] = await page.getByRole("button", { name: "1", exact: true }).all();
    await one?.focus();
    await readThroughTheSystem(page, `${await phone.code()}\n`, 60);
    await member("佐藤 花子");
    expect(await amount()).toMatch(/¥\s*0/);
  });

  test("is heard on the sales page, and brings the till back to the desk", PATIENCE, async () => {
    await page.goto(`${world.origin}/till/sales`);
    await page.locator(".page").waitFor();
    await readLikeAReader(page, `${await phone.code()}\n`);
    await member("佐藤 花子");
    expect(new URL(page.url()).pathname).toBe("/till/");
  });

  test(
    "that types full-width digits into the undo sheet is heard, and the sheet gives way to the sale",
    PATIENCE,
    async () => {
      await readLikeAReader(page, `${await phone.code()}\n`);
      await member("佐藤 花子");
      await typeLikeAPerson(page, "500");
      await page.getByRole("button", { name: /会計を確定/ }).click();
      await page.getByRole("button", { name: "取消・返品" }).click();
      const reason = page.getByLabel("理由(任意)");
      await reason.fill("打ち間違い");

      world.clock.advanceBy(20_000);
      const wide = [...(await phone.code())].map((digit) =>
        String.fromCharCode(digit.charCodeAt(0) + 0xfee0),
      );
      const session = await page.context().newCDPSession(page);
      await reason.focus();
      await page.keyboard.press("End");
      await session.send("Input.imeSetComposition", {
        text: wide.join(""),
        selectionStart: 20,
        selectionEnd: 20,
      });
      await member("佐藤 花子");
      expect(await page.locator("dialog").count()).toBe(0);
    },
  );

  test(
    "that reads another shop's JAN-13 is refused; nothing lands in the amount, nothing is confirmed",
    PATIENCE,
    async () => {
      await readLikeAReader(page, `${await phone.code()}\n`);
      await member("佐藤 花子");
      await typeLikeAPerson(page, "1280");
      await page.getByRole("button", { name: /会計を確定/ }).waitFor();
      await readLikeAReader(page, "4901234567894\n");
      await page.getByText("会員コードではありません").waitFor();
      expect(await amount()).toMatch(/¥\s*1,280/);
      expect(await page.locator(".receipt").count()).toBe(0);
    },
  );
});

describe("a person at the keyboard", () => {
  test(
    "types 1280, corrects it, confirms with Enter, and the next card starts the next sale",
    PATIENCE,
    async () => {
      await readLikeAReader(page, `${await phone.code()}\n`);
      await member("佐藤 花子");
      await typeLikeAPerson(page, "12890");
      await page.keyboard.press("Backspace");
      await page.keyboard.press("Backspace");
      await typeLikeAPerson(page, "0");
      await page.getByRole("button", { name: /会計を確定.*12 pt/ }).waitFor();
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: "12 pt 付与しました" }).waitFor();

      world.clock.advanceBy(20_000);
      await readLikeAReader(page, `${await phone.code()}\n`);
      await member("佐藤 花子");
      expect(await amount()).toMatch(/¥\s*0/);
    },
  );
});
