import { mkdirSync, rmSync, statSync } from "node:fs";
import { buildPages } from "../demo/build.ts";

const LOCK = "dist/.building";
const STALE_MS = 120_000;

/** The demo's pages, built if need be; test files that run side by side wait for the one that builds. */
export async function builtPages(): Promise<void> {
  mkdirSync("dist", { recursive: true });
  while (!takeLock()) await new Promise((resolve) => setTimeout(resolve, 100));
  try {
    await buildPages();
  } finally {
    rmSync(LOCK, { recursive: true, force: true });
  }
}

function takeLock(): boolean {
  try {
    mkdirSync(LOCK);
    return true;
  } catch {
    // Whoever made it may have been killed.
    const madeAt = statSync(LOCK, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (madeAt > 0 && Date.now() - madeAt > STALE_MS) rmSync(LOCK, { recursive: true, force: true });
    return false;
  }
}
