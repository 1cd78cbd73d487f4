import type { Browser, BrowserContext, Page } from "playwright-core";
import type { Client } from "../support/browser-like.ts";
import type { World } from "../support/world.ts";

/** A camera that shows Chromium's test picture, allowed without asking. */
export const fakeCamera = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"];

/** A tablet at the counter, in Japanese, without anybody signed in. */
export async function openTablet(browser: Browser): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width: 1024, height: 768 },
    permissions: ["camera"],
    locale: "ja-JP",
    timezoneId: "Asia/Tokyo",
  });
  context.setDefaultTimeout(20_000);
  return context;
}

/** These stories wait for a whole browser, which a busy machine gives little time. */
export const PATIENCE = { timeout: 120_000 } as const;

/** The till's page with a member of staff who has signed in already. */
export async function openTill(browser: Browser, world: World, staff: Client, path = ""): Promise<Page> {
  const context = await openTablet(browser);
  await context.addCookies(
    [...staff.cookies].map(([name, value]) => ({ name, value, url: `${world.origin}/` })),
  );
  const page = await context.newPage();
  await page.goto(`${world.origin}/till/${path}`);
  await page.locator(".top").waitFor();
  return page;
}

/** A person's fingers on a keyboard. */
export async function typeLikeAPerson(page: Page, text: string): Promise<void> {
  for (const letter of text) {
    await page.keyboard.press(letter === "\n" ? "Enter" : letter);
    await page.waitForTimeout(140);
  }
}

/**
 * The same through the browser's own input, so that a key also does what the page lets it do. The keys carry
 * the reader's times, whatever time this machine needs for them.
 */
export async function readThroughTheSystem(page: Page, text: string, gapMs: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const start = Date.now() - text.length * gapMs;
  for (const [index, letter] of [...text].entries()) {
    const enter = letter === "\n";
    const key = {
      code: enter ? "Enter" : `Digit${letter}`,
      key: enter ? "Enter" : letter,
      windowsVirtualKeyCode: enter ? 13 : letter.charCodeAt(0),
      timestamp: (start + index * gapMs) / 1000,
    };
    await session.send("Input.dispatchKeyEvent", { ...key, type: "keyDown", text: enter ? "\r" : letter });
    await session.send("Input.dispatchKeyEvent", { ...key, type: "keyUp" });
  }
}

/** What a barcode reader sends, `gapMs` apart, to whatever has the focus; `process` as under an IME. */
export async function readLikeAReader(
  page: Page,
  text: string,
  options: { readonly gapMs?: number; readonly process?: boolean } = {},
): Promise<void> {
  await page.evaluate(dispatchKeys, { keys: [...text], gapMs: 6, process: false, ...options });
}

/**
 * Runs in the page. The time of a real key is taken when it goes down, however late the page gets to it; so
 * these carry the reader's own rhythm, too.
 */
async function dispatchKeys(asked: {
  readonly keys: readonly string[];
  readonly gapMs: number;
  readonly process: boolean;
}): Promise<void> {
  const start = performance.now();
  for (const [index, letter] of asked.keys.entries()) {
    const at = start + index * asked.gapMs;
    const named = letter === "\n" ? "Enter" : letter;
    const event = new KeyboardEvent("keydown", {
      code: letter === "\n" ? "Enter" : `Digit${letter}`,
      key: asked.process ? "Process" : named,
      keyCode: asked.process ? 229 : 0,
      bubbles: true,
      cancelable: true,
    });
    Object.defineProperty(event, "timeStamp", { value: at });
    (document.activeElement ?? document.body).dispatchEvent(event);
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, at + asked.gapMs - performance.now())));
  }
}
