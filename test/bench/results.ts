import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type SqliteConnection from "better-sqlite3";
import { campaignResults, countResults } from "../../server/features/results/index.ts";
import { openSqlite } from "../../server/platform/database/sqlite.ts";
import { addDays, startOfDay } from "../../shared/dates.ts";
import { ledgerDeps, timeZone } from "../support/accounts.ts";
import { campaignOf } from "../support/campaign-shop.ts";
import { testClock } from "../support/clock.ts";
import { silentLog } from "../support/world.ts";
import { benchToday, makeMembers } from "./segments-shop.ts";

/**
 * Results of a campaign to everybody, of whom 5 % are held out: what the night counts, what the page waits for where the night has
 * not been, and what it waits for otherwise. Beside it one bare pass over the run's recipients. `MEMBERS` is how many there are
 * (1,000,000); `SHOP` is a file to fill once and use again.
 */
const members = Number(process.env.MEMBERS ?? 1_000_000);
const Sqlite: typeof SqliteConnection = createRequire(import.meta.url)("better-sqlite3");
const sentOn = addDays(benchToday, -30);

export async function bench(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "goen-results-"));
  const path = process.env.SHOP ?? join(folder, "shop.db");
  try {
    if (process.env.SHOP_FILLED === undefined) {
      const days = await makeMembers(path, members, benchToday);
      console.log(`${members} members with ${days} days of visits`);
      fillRun(path);
    }
    await measure(path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(path: string): Promise<void> {
  const database = openSqlite(path);
  const clock = testClock(startOfDay(benchToday, timeZone) + 12 * 3_600_000);
  const deps = ledgerDeps(database, clock, silentLog);
  try {
    // The process for reports starts with its first question.
    await database.report.selectFrom("campaign_run").select("run_id").execute();
    const bare = await timed(() =>
      database.report
        .selectFrom("campaign_recipient as r")
        .leftJoin("campaign_batch as b", (on) =>
          on.onRef("b.run_id", "=", "r.run_id").onRef("b.batch", "=", "r.batch"),
        )
        .select((eb) => ["b.status", eb.fn.countAll<number>().as("n")])
        .where("r.run_id", "=", 1)
        .groupBy("b.status")
        .execute(),
    );
    const shown: Record<string, number> = { "bare pass over recipients": bare };
    for (const days of [7, 14, 30] as const) {
      shown[`page of ${days} days, nothing kept`] = await timed(() => campaignResults(deps, "c", { days }));
    }
    shown["page of 30 days, kept"] = await timed(() => campaignResults(deps, "c", { days: 30 }));
    clock.advanceBy(24 * 3_600_000);
    shown["a night's count, 3 windows, 30 days of hours"] = await timed(() =>
      countResults(deps, clock.nowMs() + 3_600_000),
    );
    for (const [name, seconds] of Object.entries(shown))
      console.log(`${name.padEnd(48)} ${seconds.toFixed(2)} s`);
    const { effect } = await campaignResults(deps, "c", { days: 30 });
    console.log(JSON.stringify(effect.comparison));
    const whole = shown["page of 30 days, nothing kept"] ?? 0;
    const kept = shown["page of 30 days, kept"] ?? 0;
    const ratios = { ratio_to_pass: whole / bare, kept_ratio_to_pass: kept / bare };
    console.log(JSON.stringify({ bench: "results", members, seconds: shown, ...ratios }));
  } finally {
    await database.close();
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1_000;
}

/** A run of a month ago, as it lies there when it was sent, and the sums of visits that its window asks. */
function fillRun(path: string): void {
  const db = new Sqlite(path);
  db.pragma("synchronous = OFF");
  const startMs = startOfDay(sentOn, timeZone) + 10 * 3_600_000;
  const document = JSON.stringify({ ...campaignOf("bench"), couponId: null }).replaceAll("'", "''");
  db.exec(`BEGIN;
    INSERT INTO campaign (campaign_id, name, status, version, runs, made_at_ms, made_by, changed_at_ms)
      VALUES ('c', 'bench', 'sent', 1, 1, 1, 'b', 1);
    INSERT INTO campaign_version VALUES ('c', 1, '${document}', 1, 'b');
    INSERT INTO campaign_run (run_id, public_id, campaign_id, nth, version, status, due_at_ms, frozen_at_ms,
        until_member_id, frozen_through, freezing_over, matched, planned, started_at_ms, ended_at_ms)
      VALUES (1, 'run', 'c', 1, 1, 'sent', ${startMs}, ${startMs}, ${members}, ${members}, 1, ${members}, 0,
        ${startMs}, ${startMs + 600_000});
    INSERT INTO campaign_recipient SELECT 1, account_id, CASE WHEN bucket_seed % 20 = 0 THEN 'held_out' END, 0,
      CASE WHEN bucket_seed % 20 <> 0 THEN account_id / 500 END FROM account;
    INSERT INTO campaign_batch SELECT 1, batch, 0, 'ja', min(500, count(*)), min(member_id), max(member_id), 'sent', ${startMs},
      ${startMs} FROM campaign_recipient WHERE batch IS NOT NULL GROUP BY batch;
    INSERT INTO report_visit SELECT business_date, 2 + account_id % 20, account_id, 1 FROM account_day
      WHERE business_date >= '${addDays(sentOn, -60)}' ORDER BY 1, 2, 3;
    INSERT INTO campaign_click SELECT 1, member_id, 0, ${startMs} + member_id % 86400000, 1, 1 FROM campaign_recipient
      WHERE reason IS NULL AND member_id % 10 = 0;
    COMMIT;
    ANALYZE`);
  db.close();
}
