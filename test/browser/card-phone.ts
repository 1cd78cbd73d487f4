import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import { shop } from "../demo/shop.ts";
import type { World } from "../support/world.ts";

/** A phone of 390 px by default, held by one person. */
export interface CardPhone {
  readonly userId: string;
  readonly context: BrowserContext;
  readonly page: Page;
  /** Taps the link to the card; `in` as LINE would open it. */
  open(where?: "liff" | "external", path?: string): Promise<void>;
  /** Presses what LINE's consent page and our own two boxes ask for. */
  join(): Promise<void>;
  /** What a camera reads from the screen now. */
  readCode(format?: "QRCode" | "Code128"): Promise<string>;
  /** The balance as a person reads it. */
  balance(): Promise<string>;
}

export async function phoneWithCard(
  browser: Browser,
  world: World,
  name: string,
  options: BrowserContextOptions = {},
): Promise<CardPhone> {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    locale: "ja-JP",
    timezoneId: "Asia/Tokyo",
    ...options,
  });
  return heldBy(world, context, await context.newPage(), name);
}

/** The same browser in the hands of somebody with another LINE account. */
export function heldBy(world: World, context: BrowserContext, page: Page, name: string): CardPhone {
  const { userId } = world.emulator.addUser({ displayName: name, language: "ja" });
  world.emulator.follow(userId);
  const phone: CardPhone = {
    userId,
    context,
    page,
    async open(where = "external", path = "") {
      const liffUrl = `https://liff.line.me/${shop.liffIdCard}${path}`;
      const address = world.emulator.openLiff({ userId, liffUrl, in: where });
      if (address === null) throw new Error("the emulator knows no such app");
      // The emulator tells LINE's own browser from others by the name of the window.
      await page.addInitScript(
        `window.name = ${JSON.stringify(where === "liff" ? "line-liff-browser" : "")}`,
      );
      await page.goto(address);
    },
    async join() {
      const allow = page.getByRole("button", { name: "許可する" });
      const terms = page.getByText("会員規約に同意します");
      await allow.or(terms).first().waitFor();
      if (await allow.isVisible()) await allow.click();
      await terms.click();
      await page.getByText("来店やお買い物の記録を").click();
      await page.getByRole("button", { name: "会員になる" }).click();
      await page.locator(".symbol").waitFor();
    },
    async readCode(format = "QRCode") {
      const picture = await page.locator(".symbol").screenshot();
      await readerReady();
      const [read] = await readBarcodes(new Uint8Array(picture), { formats: [format], tryHarder: true });
      if (read === undefined) throw new Error(`no ${format} can be read from the screen`);
      return read.text;
    },
    balance: () => page.locator(".balance-points .number").innerText(),
  };
  return phone;
}

let preparing: Promise<unknown> | null = null;

function readerReady(): Promise<unknown> {
  preparing ??= readFile(createRequire(import.meta.url).resolve("zxing-wasm/reader/zxing_reader.wasm")).then(
    (wasm) =>
      prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer }, fireImmediately: true }),
  );
  return preparing;
}

/** Lets the world's clock run as a real one, by default from now. Call what it returns to stop it. */
export function runClock(world: World, nowMs = (): number => Date.now()): () => void {
  const timer = setInterval(() => world.clock.setTo(nowMs()), 20);
  return () => clearInterval(timer);
}
