import { type ChildProcess, fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addDays, startOfDay } from "../../shared/dates.ts";
import { type ExpiryFloor, postgresExpiryFloor, sqliteExpiryFloor } from "./expiry-floor.ts";
import type { NightMeasured } from "./expiry-process.ts";
import { openPair, openPlace } from "./ledger-shop.ts";
import { median } from "./load.ts";

const lots = Number(process.env.BENCH_LOTS ?? 1_000_000);
const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const engines = (process.env.BENCH_ENGINES ?? "sqlite,postgres").split(",");
const firstDay = "2026-11-21";

/**
 * Lots that are due, one a member, over as many dates as there are rounds: the day-boundary run in a process of its own
 * works a date off, then hand-written SQL the same date of a copy. Each member keeps another lot that lives on.
 */
export async function bench(): Promise<void> {
  const measured: Record<string, Summary> = {};
  for (const engine of engines) {
    const folder = mkdtempSync(join(tmpdir(), "goen-bench-"));
    try {
      measured[engine] = await measure(engine === "postgres" ? "postgres" : "sqlite", folder);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  const { sqlite, ...others } = measured;
  console.log(JSON.stringify({ ...sqlite, ...others }));
}

interface Summary {
  readonly ratio_to_floor: number;
  readonly lots_per_s: number;
  readonly rss_growth_mb: number;
}

interface Night extends NightMeasured {
  readonly date: string;
  readonly lots: number;
  readonly floorSeconds: number;
}

async function measure(engine: "sqlite" | "postgres", folder: string): Promise<Summary> {
  console.log(`${engine}: ${lots} lots due on ${rounds} dates`);
  const lastDays = Array.from({ length: rounds }, (_, round) => addDays(firstDay, round));
  const size = { members: lots, expiresOn: [firstDay, "2027-12-31"], firstByTurns: lastDays };
  const pair = await openPair(engine, folder, size);
  const floor = engine === "sqlite" ? sqliteExpiryFloor(pair.floor) : postgresExpiryFloor(pair.floor);
  const child = fork(new URL("./expiry-process.ts", import.meta.url), [pair.product]);
  const nights: Night[] = [];
  try {
    await answerOf(child);
    for (const lastDay of lastDays) nights.push(await turn(child, floor, addDays(lastDay, 1)));
    await floor.close();
    const ended = new Promise((done) => child.once("exit", done));
    child.disconnect();
    await ended;
    await checkAll(pair.product, pair.floor);
  } finally {
    child.kill("SIGKILL");
    await pair.close();
  }
  return report(engine, nights);
}

async function turn(child: ChildProcess, floor: ExpiryFloor, date: string): Promise<Night> {
  const startMs = startOfDay(date, "Asia/Tokyo");
  child.send(startMs);
  const measured = await answerOf(child);
  const startedMs = performance.now();
  const swept = await floor.night(date, startMs);
  return { ...measured, date, lots: swept, floorSeconds: (performance.now() - startedMs) / 1000 };
}

function answerOf(child: ChildProcess): Promise<NightMeasured> {
  return new Promise((resolve, reject) => {
    child.once("message", (answer: NightMeasured) => resolve(answer));
    child.once("exit", (code) => reject(new Error(`the run ended with ${code}`)));
  });
}

/** @throws Error where not every lot that was due has lapsed, on either side. */
async function checkAll(...places: readonly string[]): Promise<void> {
  for (const place of places) {
    const database = openPlace(place);
    const { n } = await database.point
      .selectFrom("entry")
      .select((eb) => eb.fn.countAll<number>().as("n"))
      .where("kind", "=", "expire")
      .executeTakeFirstOrThrow();
    const { left } = await database.point
      .selectFrom("account")
      .select((eb) => eb.fn.sum<number>("balance").as("left"))
      .executeTakeFirstOrThrow();
    await database.close();
    if (Number(n) !== lots || Number(left) !== lots * 100)
      throw new Error(`${place}: ${n} entries, ${left} left`);
  }
}

const megabyte = 1024 * 1024;

function report(engine: string, nights: readonly Night[]): Summary {
  console.table(
    nights.map((night) => ({
      [`${engine} date`]: night.date,
      lots: night.lots,
      "lots/s": Math.round(night.lots / night.seconds),
      "floor/s": Math.round(night.lots / night.floorSeconds),
      "run ÷ floor": (night.floorSeconds / night.seconds).toFixed(2),
      "rss before MB": Math.round(night.rssBefore / megabyte),
      "rss max MB": Math.round(night.rssMax / megabyte),
    })),
  );
  const growth = Math.max(...nights.map(({ rssMax }) => rssMax)) - (nights[0]?.rssBefore ?? 0);
  return {
    ratio_to_floor: Number(median(nights.map((night) => night.floorSeconds / night.seconds)).toFixed(3)),
    lots_per_s: Math.round(median(nights.map((night) => night.lots / night.seconds))),
    rss_growth_mb: Math.round(growth / megabyte),
  };
}
