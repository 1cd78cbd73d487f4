import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import type { Frame, Page } from "playwright-core";
import { build } from "vite";
import type { Emulator } from "./index.ts";
import { serving } from "./testing.ts";
import { emulatorSdk, originPlaceholder } from "./vite-plugin.ts";

export interface LiffPage {
  /** Of the page's own server, which is not the emulator's. */
  readonly origin: string;
  /** Tells the page where the emulator is, as the server of the demo does. */
  useEmulator(origin: string): void;
  close(): Promise<void>;
}

/**
 * Builds the page in `liff-page/` with the emulator's plugin and serves it for every path, as a LIFF app
 * is.
 */
export async function serveLiffPage(): Promise<LiffPage> {
  const outDir = await mkdtemp(join(tmpdir(), "liff-page-"));
  await build({
    root: join(import.meta.dirname, "liff-page"),
    ...{ configFile: false, logLevel: "error", plugins: [emulatorSdk()] },
    build: { outDir, emptyOutDir: true },
  });
  let emulator = "";
  const server = await serving(async (request, response) => {
    const path = new URL(request.url ?? "/", "http://page").pathname;
    const isAsset = extname(path) === ".js";
    const file = join(outDir, isAsset ? path : "index.html");
    const text = await readFile(file, "utf8");
    response.writeHead(200, { "content-type": isAsset ? "text/javascript" : "text/html; charset=utf-8" });
    response.end(text.replaceAll(originPlaceholder, emulator));
  });
  return {
    origin: server.origin,
    useEmulator: (origin) => {
      emulator = origin;
    },
    close: async () => {
      await server.close();
      await rm(outDir, { recursive: true });
    },
  };
}

/** An app over the chat of a phone, and what it told the phone. */
export interface OpenApp {
  readonly frame: Frame;
  told(): Promise<unknown[]>;
}

/** Opens `liffUrl` as a phone does: a page with one frame, which keeps what the app tells it. */
export async function openInFrame(
  place: { readonly page: Page; readonly app: LiffPage; readonly emulator: Emulator },
  userId: string,
  liffUrl: string,
): Promise<OpenApp> {
  const { page, app, emulator } = place;
  const url = emulator.openLiff({ userId, liffUrl, in: "liff" });
  const phone = await serving((_request, response) => {
    response.writeHead(200, { "content-type": "text/html" });
    response.end(`<script>told = []; addEventListener("message", (event) => told.push(event.data));</script>
<iframe name="line-liff-browser" src="${url}"></iframe>`);
  });
  await page.goto(phone.origin);
  await phone.close();
  const frame = page.frame("line-liff-browser");
  if (!frame) throw new Error("The phone has no frame");
  await frame.waitForURL(new RegExp(`^${app.origin}`));
  await frame.waitForFunction("globalThis.app");
  return { frame, told: () => page.evaluate("told") };
}
