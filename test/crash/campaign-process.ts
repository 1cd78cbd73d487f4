/**
 * A server's work on campaigns as a process of its own, to be killed: `campaign-process.ts FILE_OR_URL EMULATOR_ORIGIN EPOCH_MS
 * SPEED`. Its clock started at EPOCH_MS and goes SPEED times as fast as the world's. It ends when no campaign is under way.
 */
import type { Deps } from "../../server/deps.ts";
import { runJob } from "../../server/jobs.ts";
import { openPostgres } from "../../server/platform/database/postgres.ts";
import { openSqlite } from "../../server/platform/database/sqlite.ts";
import { systemIds } from "../../server/platform/ids.ts";
import { openLineGateway } from "../../server/platform/line/gateway.ts";
import { demoSettings } from "../demo/settings.ts";
import { fastClock } from "./fast-clock.ts";

const [, , place = "", emulatorOrigin = "", epochMs = "0", speed = "1"] = process.argv;
const database = place.startsWith("postgres")
  ? openPostgres({ connectionString: place, connectionsMax: 6 })
  : openSqlite(place);
const clock = fastClock(Number(epochMs), Number(speed));
const log = { info() {}, warn() {}, error: (event: string, fields?: object) => console.error(event, fields) };
const cardKeys = `1:${Buffer.alloc(32, 1).toString("base64url")}`;
const usual = demoSettings("http://127.0.0.1", emulatorOrigin, cardKeys);
const settings = { ...usual, line: { ...usual.line, sendRatePermille: 0 } };
const line = openLineGateway(settings.line, clock);
const some: Partial<Deps> = { database, clock, ids: systemIds(clock), log, settings, line };
const deps = withoutTheRest(some);

/** The jobs of campaigns and of the outbox ask for nothing else. */
function withoutTheRest(given: Partial<Deps>): Deps {
  return given as Deps;
}

async function underWay(): Promise<boolean> {
  const open = database.point.selectFrom("campaign").select("campaign_id").where("status", "!=", "sent");
  return (await open.limit(1).execute()).length > 0;
}

let over = false;
const loop = async (job: "campaigns" | "outbox"): Promise<void> => {
  while (!over) {
    const done = await runJob(deps, job, { forMs: 5_000 });
    if (done === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  }
};
const loops = [loop("campaigns"), loop("outbox")];
while (await underWay()) await new Promise((resolve) => setTimeout(resolve, 50));
over = true;
await Promise.all(loops);
await database.close();
process.exit(0);
