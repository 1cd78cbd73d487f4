/**
 * A server's work on automations as a process of its own: `automation-process.ts FILE_OR_URL EMULATOR_ORIGIN NOW_MS DIES_AT HOW`.
 * It decides and sends until nothing is left to do at its own time, or kills itself as `mortalDatabase` says.
 */
import type { Deps } from "../../server/deps.ts";
import { runJob } from "../../server/jobs.ts";
import { openPostgres } from "../../server/platform/database/postgres.ts";
import { openSqlite } from "../../server/platform/database/sqlite.ts";
import { systemIds } from "../../server/platform/ids.ts";
import { openLineGateway } from "../../server/platform/line/gateway.ts";
import { demoSettings } from "../demo/settings.ts";
import { mortalDatabase } from "./mortal-database.ts";

const [, , place = "", emulatorOrigin = "", startMs = "0", diesAt = "0", how = ""] = process.argv;
const opened = place.startsWith("postgres")
  ? openPostgres({ connectionString: place, connectionsMax: 6 })
  : openSqlite(place);
const startedMs = performance.now();
const clock = { nowMs: () => Number(startMs) + Math.floor(performance.now() - startedMs) };
const log = { info() {}, warn() {}, error: (event: string, fields?: object) => console.error(event, fields) };
const cardKeys = `1:${Buffer.alloc(32, 1).toString("base64url")}`;
const usual = demoSettings("http://127.0.0.1", emulatorOrigin, cardKeys);
const settings = { ...usual, line: { ...usual.line, sendRatePermille: 0 } };
const database = mortalDatabase(opened, Number(diesAt), how);
const line = openLineGateway(settings.line, clock);
const deps = withoutTheRest({ database, clock, ids: systemIds(clock), log, settings, line });

/** The jobs of automations and of the outbox ask for nothing else. */
function withoutTheRest(given: Partial<Deps>): Deps {
  return given as Deps;
}

for (let idle = 0; idle < 2; ) {
  const done = await Promise.all([
    runJob(deps, "automations", { forMs: 5_000 }),
    runJob(deps, "outbox", { forMs: 5_000 }),
  ]);
  idle = done.some((count) => count > 0) ? 0 : idle + 1;
}
await opened.close();
process.exit(0);
