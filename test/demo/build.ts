import { existsSync, readdirSync, statSync } from "node:fs";
import { build } from "vite";

/** What the demo's pages are made of; a change in any of these builds them again. */
const sources = ["liff", "shared", "test/emulator/phone", "test/emulator/vite-plugin.ts", "vite.config.ts"];

/** Builds card and till with LINE's SDK pointed at the emulator, and the phone, unless they are newer than their sources. */
export async function buildPages(): Promise<void> {
  const newest = Math.max(...sources.map(newestIn));
  if (isOlder("dist/demo/card/index.html", newest)) await build({ mode: "demo", logLevel: "warn" });
  if (isOlder("dist/phone/index.html", newest)) {
    await build({ configFile: "test/emulator/phone/vite.config.ts", logLevel: "warn" });
  }
}

function isOlder(built: string, thanMs: number): boolean {
  return !existsSync(built) || statSync(built).mtimeMs < thanMs;
}

function newestIn(path: string): number {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newestIn(`${path}/${name}`)));
}

if (import.meta.main) await buildPages();
