import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, type BrowserContext, chromium } from "playwright-core";

const names = ["chromium", "chromium-browser", "google-chrome"];
const onMac = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/** Where this machine keeps a Chromium or Chrome; `CHROMIUM` names one that is elsewhere. Null where there is none. */
export function findChromium(): string | null {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/bin"];
  const places = [...names.flatMap((name) => folders.map((folder) => join(folder, name))), onMac];
  return places.find((path) => existsSync(path)) ?? null;
}

function chromiumPath(): string {
  const found = findChromium();
  if (found !== null) return found;
  throw new Error(`No browser: install one of ${names.join(", ")}, or name one in CHROMIUM`);
}

const everyday = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--no-first-run",
];

/** A real headless Chromium. Close it when done. */
export function launchChromium(extraArgs: readonly string[] = []): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath(), args: [...everyday, ...extraArgs] });
}

/** A Chromium whose storage stays in `folder` when it is closed, as a phone's does. */
export function openProfile(folder: string): Promise<BrowserContext> {
  return chromium.launchPersistentContext(folder, { executablePath: chromiumPath(), args: everyday });
}
