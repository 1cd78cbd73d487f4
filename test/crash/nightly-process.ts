/**
 * The day-boundary run as a process of its own: `nightly-process.ts FILE_OR_URL NOW_MS DIES_AT HOW`. It works until the
 * date is finished and prints how many accounts it wrote, or kills itself like a power switch at its commit number
 * DIES_AT: `before` it, `during` it (it was handed over, nothing has answered), or `after` it. DIES_AT 0 lives.
 */
import { runNightly } from "../../server/features/nightly/index.ts";
import { openPostgres } from "../../server/platform/database/postgres.ts";
import { openSqlite } from "../../server/platform/database/sqlite.ts";
import { ledgerDeps } from "../support/accounts.ts";
import { mortalDatabase } from "./mortal-database.ts";

const [, , place = "", startMs = "0", diesAt = "0", how = ""] = process.argv;
const opened = place.startsWith("postgres")
  ? openPostgres({ connectionString: place, connectionsMax: 4 })
  : openSqlite(place);
const log = { info() {}, warn() {}, error: (event: string, fields?: object) => console.error(event, fields) };
const startedMs = performance.now();
const clock = { nowMs: () => Number(startMs) + Math.floor(performance.now() - startedMs) };
const deps = ledgerDeps(mortalDatabase(opened, Number(diesAt), how), clock, log);

let accounts = 0;
for (;;) {
  const done = await runNightly(deps, clock.nowMs() + 60_000);
  accounts += done;
  const run = await opened.point.selectFrom("nightly_run").select("business_date").execute();
  if (run.length > 0) break;
}
await opened.close();
process.stdout.write(`${accounts}\n`);
