import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const page = "<!doctype html><title>page</title><!--goen-config-->";

/** The least that passes for `dist/liff`: building the real pages takes a while and tells these tests nothing more. */
export function writePages(folder: string): void {
  const files = {
    "card/index.html": page,
    "till/index.html": page,
    "assets/app-1a2b3c.js": "export {};\n",
    "assets/reader.wasm": "\0asm",
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}
