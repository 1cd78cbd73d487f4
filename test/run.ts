/** `npm test`: everything, on a machine that has nothing but Node and this project's packages. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { findChromium } from "./browser/chromium.ts";

function run(what: string, command: string, args: readonly string[]): void {
  console.log(`\n— ${what}`);
  const { status } = spawnSync(command, args, { stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}

/** The browser stories need a real Chromium; where we may, we install Debian's. */
function ensureChromium(): void {
  if (findChromium() !== null) return;
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) {
    console.error("The browser tests need Chromium or Chrome: install one, or name it in CHROMIUM.");
    process.exit(1);
  }
  run("package lists", "apt-get", ["update", "-qq"]);
  run("Chromium", "apt-get", [
    "install",
    "-y",
    "-qq",
    "--no-install-recommends",
    "chromium",
    "fonts-noto-cjk",
  ]);
}

const wanted = process.argv.slice(2);
if (wanted.length === 0) run("check", process.execPath, ["test/check.ts"]);
ensureChromium();
run("pages for production", "node_modules/.bin/vite", ["build", "--logLevel", "warn"]);
run("pages for the demo", process.execPath, ["test/demo/build.ts"]);

const results = "dist/test-results.json";
rmSync(results, { force: true });
const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${results}`];
run("tests", "node_modules/.bin/vitest", ["run", ...reporters, ...wanted]);
const { numPassedTests, numFailedTests }: Record<string, unknown> = JSON.parse(readFileSync(results, "utf8"));
console.log(`${numPassedTests} passed, ${numFailedTests} failed`);
