import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Deps } from "../../server/deps.ts";
import {
  countReports,
  dashboard,
  decileReport,
  liability,
  monthly,
  retention,
} from "../../server/features/reports/index.ts";
import { openSqlite } from "../../server/platform/database/sqlite.ts";
import { ledgerDeps } from "../support/accounts.ts";
import { silentLog } from "../support/world.ts";
import { benchClock } from "./ledger-shop.ts";
import { makeReported } from "./reports-shop.ts";
import { benchToday } from "./segments-shop.ts";

/**
 * Whole screens of reports as the console asks for them. `MEMBERS` is how many there are (1,000,000); `BENCH_FILE` a database
 * that is filled once and used again.
 */
const members = Number(process.env.MEMBERS ?? 1_000_000);
const rounds = Number(process.env.ROUNDS ?? 3);

const screens: Readonly<Record<string, (deps: Deps) => Promise<unknown>>> = {
  "dashboard, this month": (deps) => dashboard(deps, { period: "this_month" }),
  "dashboard, today": (deps) => dashboard(deps, { period: "today" }),
  "dashboard, this quarter": (deps) => dashboard(deps, { period: "this_quarter" }),
  "dashboard, this year": (deps) => dashboard(deps, { period: "this_year" }),
  "dashboard, one store": (deps) => dashboard(deps, { period: "this_month", place: "s9" }),
  months: (deps) => monthly(deps, {}),
  "points owed": (deps) => liability(deps),
  retention: (deps) => retention(deps),
  deciles: (deps) => decileReport(deps),
};

export async function bench(): Promise<void> {
  const kept = process.env.BENCH_FILE;
  const path = kept ?? join(mkdtempSync(join(process.env.BENCH_DIR ?? tmpdir(), "goen-bench-")), "goen.db");
  try {
    if (!existsSync(path)) await makeReported(path, members, benchToday);
    const database = openSqlite(path);
    await database.migrate();
    const deps: Deps = ledgerDeps(database, benchClock(Date.parse(`${benchToday}T03:00:00Z`)), silentLog);
    const ms: Record<string, number> = { "what a night counts": await night(deps) };
    for (const [name, open] of Object.entries(screens)) {
      ms[name] = await best(() => open(deps));
      console.log(
        `${name.padEnd(28)} ${Math.round(ms[name] ?? 0)
          .toLocaleString("en")
          .padStart(8)} ms`,
      );
    }
    await database.close();
    console.log(JSON.stringify({ members, ms }));
  } finally {
    if (kept === undefined) rmSync(dirname(path), { recursive: true });
  }
}

/** What is left to count: yesterday, and the lots of all accounts. */
async function night(deps: Deps): Promise<number> {
  const began = performance.now();
  while ((await countReports(deps, deps.clock.nowMs() + 60_000)) > 0);
  const ms = Math.round(performance.now() - began);
  console.log(`${"what a night counts".padEnd(28)} ${ms.toLocaleString("en").padStart(8)} ms`);
  return ms;
}

async function best(open: () => Promise<unknown>): Promise<number> {
  let ms = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    const began = performance.now();
    try {
      await open();
    } catch (failure) {
      console.log(failure instanceof Error ? failure.message : failure);
    }
    ms = Math.min(ms, performance.now() - began);
  }
  return Math.round(ms);
}
