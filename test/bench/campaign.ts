import { type ChildProcess, fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Deps } from "../../server/deps.ts";
import { runJob } from "../../server/jobs.ts";
import { systemClock } from "../../server/platform/clock.ts";
import type { Database } from "../../server/platform/database/database.ts";
import { systemIds } from "../../server/platform/ids.ts";
import { openLineGateway } from "../../server/platform/line/gateway.ts";
import { demoSettings } from "../demo/settings.ts";
import { silentLog, testCardKeys } from "../support/world.ts";
import { type CampaignPlaces, openCampaignPlaces } from "./campaign-floor.ts";
import { openPlace } from "./ledger-shop.ts";
import { median } from "./load.ts";

const members = Number(process.env.BENCH_MEMBERS ?? 1_000_000);
const engines = (process.env.BENCH_ENGINES ?? "sqlite").split(",");
const rounds = Number(process.env.BENCH_ROUNDS ?? 3);
/** As many multicasts as the product has under way. */
const callers = 8;

interface Told {
  readonly people: number;
  readonly duplicates: number;
}

/**
 * A campaign to a million members, from its start until it is sent, by the jobs of a server; beside it, in turns, the least that
 * it could be: one INSERT of who is asked, by the same conditions and as durable, and 2,000 fetches whose bodies lie ready.
 * LINE's rate is off in both, since it would be what is measured.
 */
export async function bench(): Promise<void> {
  const line = await startLine();
  const summary: Record<string, unknown> = {};
  try {
    for (const engine of engines) {
      summary[engine] = await measure(engine === "postgres" ? "postgres" : "sqlite", line);
    }
  } finally {
    line.child.disconnect();
  }
  const [first] = Object.values(summary);
  console.log(JSON.stringify({ ...Object(first), engines: summary }));
}

interface Line {
  readonly child: ChildProcess;
  readonly origin: string;
}

async function startLine(): Promise<Line> {
  const child = fork(fileURLToPath(new URL("./campaign-line.ts", import.meta.url)));
  const port = await new Promise((resolve) => child.once("message", resolve));
  return { child, origin: `http://127.0.0.1:${port}` };
}

function toldBy({ child }: Line): Promise<Told> {
  return new Promise((resolve) => {
    child.once("message", (told) => resolve({ ...{ people: 0, duplicates: 0 }, ...Object(told) }));
    child.send("told");
  });
}

async function measure(engine: "sqlite" | "postgres", line: Line) {
  const folder = mkdtempSync(join(tmpdir(), "goen-bench-"));
  const places = await openCampaignPlaces(engine, folder, members);
  const database = openPlace(places.product);
  const deps = depsOf(database, line.origin);
  const turns: { ours: number; floor: number; freeze: number }[] = [];
  let duplicates = 0;
  let growth = 0;
  try {
    console.log(`${engine}: ${members} members, ${rounds} rounds`);
    for (let round = 0; round < rounds; round++) {
      const floor = await floorOnce(places, line.origin, round);
      const watch = watchMemory();
      const ours = await sendOnce(deps, places, round);
      growth = Math.max(growth, watch.stop());
      const told = await toldBy(line);
      if (told.people !== members) throw new Error(`${told.people} of ${members} were sent to`);
      duplicates += told.duplicates;
      turns.push({ ours, floor: floor.freeze + floor.send, freeze: floor.freeze });
    }
  } finally {
    await database.close();
    await places.close();
    rmSync(folder, { recursive: true, force: true });
  }
  console.table(
    turns.map(({ ours, floor, freeze }) => ({
      [`${engine} s`]: ours.toFixed(2),
      "floor s": floor.toFixed(2),
      "of it freeze s": freeze.toFixed(2),
      "÷ floor": (ours / floor).toFixed(2),
    })),
  );
  return {
    ratio_to_floor: Number(median(turns.map(({ ours, floor }) => ours / floor)).toFixed(3)),
    duplicates,
    rss_growth_mb: Number(growth.toFixed(1)),
    seconds: Number(median(turns.map(({ ours }) => ours)).toFixed(2)),
    floor_seconds: Number(median(turns.map(({ floor }) => floor)).toFixed(2)),
  };
}

/** As a server does it: the job of campaigns and that of the outbox side by side. */
async function sendOnce(deps: Deps, places: CampaignPlaces, round: number): Promise<number> {
  await places.begin(deps.database, round);
  const startedMs = performance.now();
  let over = false;
  const loop = async (job: "campaigns" | "outbox"): Promise<void> => {
    while (!over) {
      const done = await runJob(deps, job, { forMs: 1_000 });
      if (done === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const loops = [loop("campaigns"), loop("outbox")];
  while (!(await places.isSent(deps.database))) await new Promise((resolve) => setTimeout(resolve, 20));
  const seconds = (performance.now() - startedMs) / 1000;
  over = true;
  await Promise.all(loops);
  return seconds;
}

async function floorOnce(places: CampaignPlaces, origin: string, round: number) {
  const startedMs = performance.now();
  await places.freeze(round);
  const frozenMs = performance.now();
  let next = 0;
  const call = async (): Promise<void> => {
    for (let index = next++; index < places.bodies.length; index = next++) {
      const response = await fetch(`${origin}/v2/bot/message/multicast`, {
        method: "POST",
        headers: {
          authorization: "Bearer floor",
          "content-type": "application/json",
          "x-line-retry-key": crypto.randomUUID(),
        },
        body: places.bodies[index] ?? "",
      });
      await response.text();
    }
  };
  await Promise.all(Array.from({ length: callers }, call));
  return { freeze: (frozenMs - startedMs) / 1000, send: (performance.now() - frozenMs) / 1000 };
}

function watchMemory(): { stop(): number } {
  const rss = (): number => process.memoryUsage().rss / 1024 / 1024;
  globalThis.gc?.();
  const before = rss();
  let highest = before;
  const watching = setInterval(() => {
    highest = Math.max(highest, rss());
  }, 100);
  return {
    stop() {
      clearInterval(watching);
      return highest - before;
    },
  };
}

function depsOf(database: Database, origin: string): Deps {
  const usual = demoSettings("http://127.0.0.1", origin, testCardKeys);
  const settings = { ...usual, line: { ...usual.line, sendRatePermille: 0 } };
  const clock = systemClock;
  const line = openLineGateway(settings.line, clock);
  const log = { ...silentLog, error: (event: string, fields?: object) => console.error(event, fields) };
  const some = { database, clock, ids: systemIds(clock), log, settings, line };
  return withoutTheRest(some);
}

/** The jobs of campaigns and of the outbox ask for nothing else. */
function withoutTheRest(some: Partial<Deps>): Deps {
  return some as Deps;
}
