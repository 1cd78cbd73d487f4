import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { defaultProgramme } from "../../shared/points/programme/defaults.ts";
import type { Phone, Till } from "../support/people.ts";
import { publish } from "../support/programme.ts";
import { openWorld, type World } from "../support/world.ts";
import { builtPages } from "./built-pages.ts";
import { launchChromium } from "./chromium.ts";
import { fakeCamera, openTill, PATIENCE, readLikeAReader } from "./till-page.ts";

let world: World;
let browser: Browser;
let phone: Phone;
let staff: Till;
let page: Page;
beforeAll(async () => {
  await builtPages();
  browser = await launchChromium(fakeCamera);
  world = await openWorld();
  phone = await world.member("佐藤 花子");
  staff = await world.staff("糸井 あかり");
  const { scanId } = await staff.scan(await phone.code());
  await staff.sell(scanId, 120_000);
  await publish(world, { use: { ...defaultProgramme.use, unitPoints: 10, shareMaxPerMille: 500 } });
  page = await openTill(browser, world, staff.client);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await world?.close();
});

async function tap(keys: string): Promise<void> {
  for (const key of keys) await page.getByRole("button", { name: key, exact: true }).click();
}

/** Where the keys and the button below them are, as "top–bottom". */
async function places(): Promise<{ keypad: string; confirm: string; bottom: number; top: number }> {
  const rect = async (selector: string) => {
    const box = await page.locator(selector).boundingBox();
    if (box === null) throw new Error(`${selector} is not there`);
    return { top: Math.round(box.y), bottom: Math.round(box.y + box.height) };
  };
  const keypad = await rect(".keypad");
  const confirm = await rect(".confirm");
  const text = ({ top, bottom }: { top: number; bottom: number }): string => `${top}–${bottom}`;
  return { keypad: text(keypad), confirm: text(confirm), bottom: confirm.bottom, top: keypad.top };
}

for (const [width, height] of [
  [390, 844],
  [360, 740],
] as const) {
  test(
    `at ${width}×${height} the keys and the button are in view and stand still while points are typed`,
    PATIENCE,
    async () => {
      await page.setViewportSize({ width, height });
      await page.goto(`${world.origin}/till/`);
      world.clock.advanceBy(20_000);
      await readLikeAReader(page, `${await phone.code(8)}\n`);
      await page.getByRole("heading", { name: "佐藤 花子 様" }).waitFor();
      const first = await places();
      expect(first.bottom).toBeLessThanOrEqual(height);
      await tap("1280");
      await page.getByText("10 pt 単位で使えます").waitFor();
      await page.getByRole("radio", { name: "一部" }).check({ force: true });
      const seen = new Set<string>();
      const look = async (): Promise<void> => {
        const { keypad, confirm } = await places();
        seen.add(`${keypad} ${confirm}`);
      };
      for (const key of "1005") {
        await look();
        await tap(key);
        await look();
      }
      // 1005 is more than half of the sale: it stays as it was typed, and cannot be confirmed.
      await page.locator(".entry.spend").getByText("1,005").waitFor();
      await page.locator(".entry-note.over").getByText("640 pt までです").waitFor();
      await look();
      expect(await page.getByRole("button", { name: "会計を確定" }).isDisabled()).toBe(true);
      for (let press = 0; press < 2; press++) await page.getByRole("button", { name: "1文字消す" }).click();
      await page.getByRole("button", { name: /会計を確定.*¥1,270.*10 pt 利用/ }).waitFor();
      await look();
      await page.locator(".why-all summary").click();
      await look();
      expect([...seen]).toEqual([`${first.keypad} ${first.confirm}`]);
      await page.getByRole("button", { name: "この会員の選択を解除" }).click();
    },
  );
}

test("5 points used by tens are said to be no unit, in the box itself", PATIENCE, async () => {
  world.clock.advanceBy(20_000);
  await page.goto(`${world.origin}/till/`);
  await readLikeAReader(page, `${await phone.code(8)}\n`);
  await page.getByRole("heading", { name: "佐藤 花子 様" }).waitFor();
  await tap("1280");
  await page.getByRole("radio", { name: "一部" }).check({ force: true });
  await tap("5");
  await page.locator(".entry.spend .entry-note.over").getByText("10 pt 単位").waitFor();
  expect(await page.getByRole("button", { name: "会計を確定" }).isDisabled()).toBe(true);
  expect(await page.locator(".trouble").count()).toBe(0);
});
