/** `npm run check`: types, lint, format and the house's rules. Seconds, and no database. */
import { spawnSync } from "node:child_process";

const steps: readonly [what: string, command: string, ...args: string[]][] = [
  ["types: shared", "tsc", "-p", "shared"],
  ["types: server", "tsc", "-p", "server"],
  ["types: liff", "tsc", "-p", "liff"],
  ["types: console", "tsc", "-p", "liff/console"],
  ["types: menu pictures", "tsc", "-p", "liff/menus"],
  ["types: scanner worker", "tsc", "-p", "liff/till/tsconfig.worker.json"],
  ["types: test", "tsc", "-p", "test"],
  ["lint and format", "biome", "check", "."],
  ["house rules", "vitest", "run", "test/tidy"],
];

let failed = false;
for (const [what, command, ...args] of steps) {
  const startedMs = performance.now();
  const { status } = spawnSync(`node_modules/.bin/${command}`, args, { stdio: "inherit" });
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  console.log(`${status === 0 ? "✓" : "✗"} ${what} (${seconds} s)`);
  failed ||= status !== 0;
}
process.exit(failed ? 1 : 0);
