/**
 * The day-boundary run as a process of its own, whose memory is its own: `expiry-process.ts PLACE`. Each message is a
 * date's first moment (UTC milliseconds); it works that date off and answers how long it took and its memory in bytes.
 */
import { runNightly } from "../../server/features/nightly/index.ts";
import { benchClock, benchDeps, openPlace } from "./ledger-shop.ts";

const database = openPlace(process.argv[2] ?? "");

process.on("message", (startOfDayMs: number) => {
  void night(startOfDayMs).then((answer) => process.send?.(answer));
});
process.on("disconnect", () => void database.close().then(() => process.exit(0)));
process.send?.("ready");

export interface NightMeasured {
  readonly seconds: number;
  readonly rssBefore: number;
  readonly rssMax: number;
}

async function night(startOfDayMs: number): Promise<NightMeasured> {
  const deps = benchDeps(database, benchClock(startOfDayMs));
  const rssBefore = process.memoryUsage.rss();
  let rssMax = rssBefore;
  const startedMs = performance.now();
  // As the server calls it: again at once while there is work.
  for (let more = 1; more > 0; ) {
    more = await runNightly(deps, deps.clock.nowMs() + 1_000);
    rssMax = Math.max(rssMax, process.memoryUsage.rss());
  }
  return { seconds: (performance.now() - startedMs) / 1000, rssBefore, rssMax };
}
