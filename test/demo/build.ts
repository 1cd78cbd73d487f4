import { existsSync, readdirSync, statSync } from "node:fs";

/** What the demo's pages are made of; a change in any of these builds them again. */
const sources = ["liff", "shared", "test/emulator/phone", "test/emulator/vite-plugin.ts", "vite.config.ts"];

/** Builds card and till with LINE's SDK pointed at the emulator, and the phone, unless they are newer than their sources. */
export async function buildPages(): Promise<void> {
  const newest = Math.max(...sources.map(newestIn));
  const pages = isOlder("dist/demo/card/index.html", newest);
  const phone = isOlder("dist/phone/index.html", newest);
  if (!pages && !phone) return;
  // Only now, because loading Vite takes longer than everything else in a start that builds nothing.
  const { build } = await import("vite");
  const quietly = {
    logLevel: "warn" as const,
    // On a busy machine the bundler tells how long each plugin took, as a warning.
    build: { rolldownOptions: { checks: { bundlerTimings: false } } },
  };
  await asShipped(async () => {
    if (pages) await build({ ...quietly, mode: "demo" });
    if (phone) await build({ ...quietly, configFile: "test/emulator/phone/vite.config.ts" });
  });
}

/** In a test NODE_ENV is `test`, and Vite would write the place in the source into every element: 5 kB of the card alone. */
async function asShipped(build: () => Promise<void>): Promise<void> {
  const before = process.env.NODE_ENV;
  process.env.NODE_ENV = "production";
  try {
    await build();
  } finally {
    if (before === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = before;
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
