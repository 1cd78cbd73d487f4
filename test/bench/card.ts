import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import type { BrowserContext, Page } from "playwright-core";
import { build } from "vite";
import { heldBy } from "../browser/card-phone.ts";
import { launchChromium } from "../browser/chromium.ts";
import { routeLine } from "../browser/line-route.ts";
import { agreeAndJoin, consentAs } from "../browser/story.ts";
import { openWorld, type World } from "../support/world.ts";
import { median, quantile } from "./load.ts";

const openings = Number(process.env.BENCH_OPENINGS ?? 15);
const slowDown = 4;

/**
 * What a member waits for: the bytes of the card's scripts, and the time from tapping the card to its first code when it
 * has been opened before, on a processor four times slower than this one.
 */
export async function bench(): Promise<void> {
  await build({ logLevel: "warn" });
  const scripts = scriptsOfCard();
  const world = await openWorld({
    real: true,
    assetsDir: "dist/liff",
    settings: (usual) => ({ ...usual, lineEmulatorOrigin: null }),
  });
  const browser = await launchChromium();
  try {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: "ja-JP" });
    await routeLine(context, world.emulator.origin);
    const page = await joined(context, world);
    const times = await openAgainAndAgain(context, page, world);
    report(scripts, times);
  } finally {
    await browser.close();
    await world.close();
  }
}

interface Script {
  readonly file: string;
  readonly when: "at once" | "when LINE is needed";
  readonly bytes: number;
  readonly gzip: number;
}

/** The card's scripts as the build made them: what index.html loads, and what those import when they need LINE. */
function scriptsOfCard(): readonly Script[] {
  const folder = "dist/liff/assets";
  const html = readFileSync("dist/liff/card/index.html", "utf8");
  const names = readdirSync(folder).filter((name) => name.endsWith(".js"));
  const atOnce = new Set(names.filter((name) => html.includes(name)));
  const reached = new Set(atOnce);
  for (const name of reached) {
    const source = readFileSync(`${folder}/${name}`, "utf8");
    for (const other of names) if (source.includes(other)) reached.add(other);
  }
  return [...reached].map((file) => {
    const content = readFileSync(`${folder}/${file}`);
    const when = atOnce.has(file) ? "at once" : "when LINE is needed";
    return { file, when, bytes: content.length, gzip: gzipSync(content, { level: 9 }).length };
  });
}

async function joined(context: BrowserContext, world: World): Promise<Page> {
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  heldBy(world, context, page, "佐藤 花子");
  await page.goto(`${world.origin}/card/`);
  await consentAs(page, "佐藤 花子");
  await agreeAndJoin(page);
  return page;
}

declare global {
  var firstCodeMs: number | undefined;
}

/** Runs in the page before anything of ours: notes when the code is on the screen, in ms since the tap. */
function watchForCode(): void {
  const seen = (): boolean => {
    if (document.querySelector("[role=img] path, svg[role=img] path, .symbol path") === null) return false;
    requestAnimationFrame(() => {
      globalThis.firstCodeMs ??= performance.now();
    });
    return true;
  };
  const observer = new MutationObserver(() => {
    if (seen()) observer.disconnect();
  });
  observer.observe(document, { childList: true, subtree: true });
}

interface Openings {
  /** In a browser process that has shown the card before, as a phone's that stays in memory. */
  readonly warm: readonly number[];
  /** In a new one each time, fonts and all. */
  readonly cold: readonly number[];
}

async function openAgainAndAgain(context: BrowserContext, page: Page, world: World): Promise<Openings> {
  await page.close();
  // LINE is not asked on a repeat opening, and a browser whose requests are routed keeps no cache.
  await context.unrouteAll();
  const cold: number[] = [];
  const warm: number[] = [];
  for (let opening = 0; opening < openings; opening++) {
    const tab = await context.newPage();
    await tab.addInitScript(watchForCode);
    const devtools = await context.newCDPSession(tab);
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: slowDown });
    cold.push(await firstCode(tab, world));
    await tab.goto(`${world.origin}/healthz`);
    warm.push(await firstCode(tab, world));
    await tab.close();
  }
  return { warm, cold };
}

async function firstCode(tab: Page, world: World): Promise<number> {
  await tab.goto(`${world.origin}/card/`);
  const handle = await tab.waitForFunction(() => globalThis.firstCodeMs);
  return Number(await handle.jsonValue());
}

function report(scripts: readonly Script[], { warm, cold }: Openings): void {
  console.table(scripts);
  const kb = (chosen: readonly Script[]): number =>
    Number((chosen.reduce((sum, { gzip }) => sum + gzip, 0) / 1000).toFixed(1));
  const line = (times: readonly number[]): string => times.map(Math.round).join(" ");
  console.log(`first code at ${slowDown}x, the browser warm: ${line(warm)} ms`);
  console.log(`first code at ${slowDown}x, a new process:    ${line(cold)} ms`);
  const atOnce = scripts.filter(({ when }) => when === "at once");
  console.log(
    JSON.stringify({
      gzip_kb: kb(scripts),
      gzip_kb_at_once: kb(atOnce),
      first_code_ms: Math.round(median(warm)),
      first_code_p90_ms: Math.round(quantile(warm, 0.9)),
      first_code_cold_ms: Math.round(median(cold)),
      first_code_cold_p90_ms: Math.round(quantile(cold, 0.9)),
    }),
  );
}
