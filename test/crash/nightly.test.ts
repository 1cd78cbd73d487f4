import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import type { Deps } from "../../server/deps.ts";
import { runNightly } from "../../server/features/nightly/index.ts";
import { draftOf, earn, loadAccounts, planOf, spend, toolsOf } from "../../server/features/points/index.ts";
import type { Database } from "../../server/platform/database/database.ts";
import { Conflict } from "../../server/platform/database/failures.ts";
import { housekeeping } from "../../server/platform/database/plan.ts";
import { openSqlite } from "../../server/platform/database/sqlite.ts";
import { startOfDay } from "../../shared/dates.ts";
import { migratedEngine, type OpenedEngine } from "../databases/engines.ts";
import { seededRandom } from "../emulator/ids.ts";
import {
  countedIds,
  give,
  ledgerDeps,
  ledgers,
  openAccounts,
  openProgramme,
  timeZone,
} from "../support/accounts.ts";
import { testClock } from "../support/clock.ts";
import { silentLog } from "../support/world.ts";

const seed = Number(process.env.CRASH_SEED ?? Date.now() % 1_000_000);
const random = seededRandom(seed);
const between = (low: number, high: number): number => low + Math.floor(random() * (high - low));

const program = fileURLToPath(new URL("./nightly-process.ts", import.meta.url));
const midnight = startOfDay("2026-12-01", timeZone);
/** Longer than a lease. */
const laterEachTimeMs = 61_000;
const kills = 20;

type Ending = { readonly accounts: number } | "killed";

/** One life of the process; null how it ended tells that it was killed. */
function live(place: string, nowMs: number, diesAt = 0, how = ""): Promise<Ending> {
  const child = spawn(process.execPath, [program, place, String(nowMs), String(diesAt), how], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let printed = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    printed += text;
  });
  return new Promise((resolve, reject) => {
    child.once("close", (code, signal) => {
      if (signal === "SIGKILL") resolve("killed");
      else if (code === 0) resolve({ accounts: Number(printed) });
      else reject(new Error(`the process ended with ${code}`));
    });
  });
}

/** The same accounts each time: three in four have 100 that lapse, half of all 40 that become usable, with 7 more. */
async function fill(database: Database, accounts: number, stride: number): Promise<Deps> {
  await database.migrate();
  const clock = testClock(midnight - 86_400_000);
  const deps = ledgerDeps(database, clock, silentLog, countedIds("L", clock));
  await openProgramme(deps);
  const ids = await openAccounts(deps, accounts, stride);
  await give(deps, ids, (id) => [
    { points: 7, expiresOn: "2027-11-30" },
    ...(id % (4 * stride) === 0 ? [] : [{ points: 100, expiresOn: "2026-11-30" }]),
    ...(id % (2 * stride) === 0 ? [{ points: 40, activatesOn: "2026-12-01", expiresOn: "2027-12-31" }] : []),
  ]);
  clock.setTo(midnight);
  return deps;
}

async function counts(deps: Deps) {
  const runs = await deps.database.point.selectFrom("nightly_run").selectAll().execute();
  const chunks = await deps.database.point.selectFrom("nightly_chunk").selectAll().execute();
  expect([runs.length, chunks.length]).toEqual([1, 0]);
  const run = runs[0];
  return { accounts: run?.accounts, activated: run?.points_activated, lapsed: run?.points_lapsed };
}

async function neverKilled(accounts: number) {
  const folder = mkdtempSync(join(tmpdir(), "goen-nightly-"));
  const deps = await fill(openSqlite(join(folder, "goen.db")), accounts, 1);
  while ((await runNightly(deps, midnight + 3_600_000)) > 0);
  const whole = { ledgers: await ledgers(deps), counts: await counts(deps) };
  await deps.database.close();
  rmSync(folder, { recursive: true, force: true });
  return whole;
}

/** Kills the run at 20 commits drawn by the seed, then lets it live. */
async function killed(place: string): Promise<number> {
  let nowMs = midnight;
  for (let deaths = 0; deaths < kills; nowMs += laterEachTimeMs) {
    const how = ["before", "during", "after"][between(0, 3)];
    const ending = await live(place, nowMs, between(1, 4), how);
    if (ending !== "killed") throw new Error(`it was finished after ${deaths} deaths; seed ${seed}`);
    deaths += 1;
  }
  const last = await live(place, nowMs);
  return last === "killed" ? 0 : last.accounts;
}

test(`killed at ${kills} commits of 4,000 accounts on SQLite, the run writes what one that lives writes, and nothing twice`, async () => {
  console.log(`nightly crash test: CRASH_SEED=${seed}`);
  const folder = mkdtempSync(join(tmpdir(), "goen-nightly-"));
  const file = join(folder, "goen.db");
  await (await fill(openSqlite(file), 4_000, 1)).database.close();
  expect(await killed(file)).toBeGreaterThan(0);

  const deps = ledgerDeps(openSqlite(file), testClock(midnight), silentLog);
  const expected = await neverKilled(4_000);
  expect(await counts(deps)).toEqual(expected.counts);
  expect(await ledgers(deps)).toEqual(expected.ledgers);
  await deps.database.close();
  rmSync(folder, { recursive: true, force: true });
}, 180_000);

async function onPostgres(accounts: number, stride: number): Promise<[OpenedEngine, Deps, string]> {
  const engine = await migratedEngine("postgres");
  return [engine, await fill(engine.database, accounts, stride), engine.connectionString ?? ""];
}

test(`the same on PostgreSQL, where a killed connection may have committed: 8,000 accounts, ${kills} kills`, async () => {
  const [engine, deps, url] = await onPostgres(8_000, 1);
  expect(await killed(url)).toBeGreaterThan(0);
  const expected = await neverKilled(8_000);
  expect(await counts(deps)).toEqual(expected.counts);
  expect(await ledgers(deps)).toEqual(expected.ledgers);
  await engine.close();
}, 180_000);

test("two processes share 6,000 accounts on one PostgreSQL while sales go on: each does some, none is done twice", async () => {
  // Numbers far apart make many chunks of few accounts.
  const stride = 100;
  const [engine, deps, url] = await onPostgres(6_000, stride);
  let over = false;
  const selling = Promise.all(Array.from({ length: 4 }, () => sellUntil(deps, 6_000, stride, () => over)));
  const endings = await Promise.all([live(url, midnight), live(url, midnight)]);
  over = true;
  const sales = (await selling).reduce((sum, sold) => sum + sold, 0);

  const shares = endings.map((ending) => (ending === "killed" ? 0 : ending.accounts));
  for (const share of shares) expect(share).toBeGreaterThan(0);
  const run = await counts(deps);
  expect(run.accounts).toBe(shares.reduce((sum, share) => sum + share, 0));
  expect(sales).toBeGreaterThan(20);
  for (const [id, { entries, figures, lots, unbroken }] of await ledgers(deps)) {
    expect(unbroken).toBe(true);
    const nightly = entries
      .filter(({ clientId }) => clientId === "nightly:2026-12-01")
      .map(({ kind }) => kind);
    const due = [
      ...(id % (2 * stride) === 0 ? ["activate"] : []),
      ...(id % (4 * stride) === 0 ? [] : ["expire"]),
    ];
    expect(nightly).toEqual(due);
    expect(figures.balance).toBe(figures.lot_balance);
    expect(lots.length).toBeGreaterThan(0);
  }
  await engine.close();
}, 180_000);

/** Sells to members drawn by the seed: each uses 3 points where there are that many, and earns 5. */
async function sellUntil(deps: Deps, accounts: number, stride: number, over: () => boolean): Promise<number> {
  let sold = 0;
  while (!over()) {
    const [one] = await loadAccounts(deps, [between(1, accounts + 1) * stride]);
    if (one === undefined) throw new Error("no such account");
    const today = "2026-12-01";
    const doing = {
      ...{ occurredAtMs: midnight, recordedAtMs: midnight, businessDate: today, storeId: null, tillId: null },
      ...{
        actor: "system:test",
        purchaseId: null,
        receiptNumber: null,
        amountYen: 500,
        clientId: `s${sold}`,
      },
    };
    const tools = toolsOf(deps);
    const used = spend(draftOf(one.account), 3, doing, tools) ?? draftOf(one.account);
    const gift = { points: 5, activatesOn: today, expiresOn: "2027-12-31", renews: false, waits: null };
    const draft = earn(used, [{ ...gift, origin: "purchase", fundedBy: "head_office" }], null, doing, tools);
    try {
      await deps.database.commit(housekeeping("a sale of a test", planOf(draft, today)));
      sold += 1;
    } catch (failure) {
      if (!(failure instanceof Conflict)) throw failure;
    }
  }
  return sold;
}
