/**
 * A sender as a process of its own, to be killed: `outbox-process.ts FILE_OR_URL EMULATOR_ORIGIN EPOCH_MS SPEED`. Its clock
 * started at EPOCH_MS and goes SPEED times as fast as the world's, so that leases and pauses do not take the test's time. It
 * ends by itself when nothing waits any more.
 */

import { openPostgres } from "../../server/platform/database/postgres.ts";
import { openSqlite } from "../../server/platform/database/sqlite.ts";
import { systemIds } from "../../server/platform/ids.ts";
import { openLineGateway } from "../../server/platform/line/gateway.ts";
import { sendDue } from "../../server/platform/outbox/index.ts";
import { demoSettings } from "../demo/settings.ts";
import { fastClock } from "./fast-clock.ts";

const [, , place = "", emulatorOrigin = "", epochMs = "0", speed = "1"] = process.argv;
const database = place.startsWith("postgres")
  ? openPostgres({ connectionString: place, connectionsMax: 6 })
  : openSqlite(place);
const clock = fastClock(Number(epochMs), Number(speed));
const log = { info() {}, warn() {}, error: (event: string, fields?: object) => console.error(event, fields) };
const cardKeys = `1:${Buffer.alloc(32, 1).toString("base64url")}`;
const settings = demoSettings("http://127.0.0.1", emulatorOrigin, cardKeys);
const line = openLineGateway(settings.line, clock);
// Little is loaded: what dies 20 times starts as often.
const deps = { database, clock, ids: systemIds(clock), log, settings, line };

async function waits(): Promise<boolean> {
  const row = database.point.selectFrom("outbox").select("message_id").where("status", "=", "waiting");
  return (await row.limit(1).execute()).length > 0;
}

while (await waits()) {
  const taken = await sendDue(deps, clock.nowMs() + 60_000);
  if (taken === 0) await new Promise((resolve) => setTimeout(resolve, 50));
}
await database.close();
process.exit(0);
