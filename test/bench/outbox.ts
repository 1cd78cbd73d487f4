import { type ChildProcess, fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { systemClock } from "../../server/platform/clock.ts";
import type { Database } from "../../server/platform/database/database.ts";
import { systemIds } from "../../server/platform/ids.ts";
import { openLineGateway } from "../../server/platform/line/gateway.ts";
import { type SenderDeps, sendDue } from "../../server/platform/outbox/index.ts";
import { demoSettings } from "../demo/settings.ts";
import { silentLog, testCardKeys } from "../support/world.ts";
import { openPlace } from "./ledger-shop.ts";
import { median } from "./load.ts";
import { type Floor, fillOutbox, openFloors } from "./outbox-floor.ts";

const rows = Number(process.env.BENCH_ROWS ?? 1_000_000);
const engines = (process.env.BENCH_ENGINES ?? "sqlite,postgres").split(",");
const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
/** Messages of a round, by the product and by the floor in turns. */
const perRound = Number(process.env.BENCH_OPERATIONS ?? 10_000);
/** As many as the product has under way. */
const callers = 128;

/**
 * Receipts that wait in an outbox of a million rows, sent to a LINE that answers at once, beside a bare fetch and one bare
 * UPDATE for each message, by as many callers at once and as durable. Product and floor take turns on databases of their
 * own; then the product works the rest of the rows off, and its memory is watched.
 */
export async function bench(): Promise<void> {
  const line = await startLine();
  const summary: Record<string, unknown> = {};
  try {
    for (const engine of engines) {
      summary[engine] = await measure(engine === "postgres" ? "postgres" : "sqlite", line.origin);
    }
  } finally {
    line.child.disconnect();
  }
  const [first] = Object.values(summary);
  console.log(JSON.stringify({ ...Object(first), engines: summary }));
}

async function startLine(): Promise<{ readonly child: ChildProcess; readonly origin: string }> {
  const child = fork(fileURLToPath(new URL("./outbox-line.ts", import.meta.url)));
  const port = await new Promise((resolve) => child.once("message", resolve));
  return { child, origin: `http://127.0.0.1:${port}` };
}

interface Turn {
  readonly perSecond: number;
  readonly floorPerSecond: number;
}

async function measure(engine: "sqlite" | "postgres", origin: string) {
  const folder = mkdtempSync(join(tmpdir(), "goen-bench-"));
  const places = await openFloors(engine, folder, { rows, floorRows: perRound * (rounds + 1) });
  const database = openPlace(places.product);
  const deps = depsOf(database, origin);
  try {
    console.log(`${engine}: ${rows} rows, ${rounds} rounds of ${perRound}, ${callers} under way`);
    const turns: Turn[] = [];
    for (let round = 0; round <= rounds; round++) {
      await fillOutbox.letIn(database, perRound);
      const ours = await timed(perRound, () => sendSome(deps, perRound));
      const least = await timed(perRound, () => floorSome(places.floor, origin, round * perRound));
      // The first warms both up and is not counted.
      if (round > 0) turns.push({ perSecond: ours, floorPerSecond: least });
    }
    const sentBefore = perRound * (rounds + 1);
    const growth = await workOff(deps, rows - sentBefore);
    await check(database);
    return report(engine, turns, growth);
  } finally {
    await database.close();
    await places.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function depsOf(database: Database, origin: string): SenderDeps {
  const usual = demoSettings("http://127.0.0.1", origin, testCardKeys);
  // Without LINE's rate, which would be what is measured.
  const settings = { ...usual, line: { ...usual.line, sendRatePermille: 0 } };
  const clock = systemClock;
  const line = openLineGateway(settings.line, clock);
  return { database, clock, ids: systemIds(clock), log: silentLog, settings, line };
}

async function sendSome(deps: SenderDeps, count: number): Promise<void> {
  let sent = 0;
  while (sent < count) sent += await sendDue(deps, deps.clock.nowMs() + 60_000);
}

async function floorSome(floor: Floor, origin: string, first: number): Promise<void> {
  let next = first;
  const end = first + perRound;
  const call = async (): Promise<void> => {
    for (let index = next++; index < end; index = next++) {
      const response = await fetch(`${origin}/v2/bot/message/push`, {
        method: "POST",
        headers: {
          authorization: "Bearer bench",
          "content-type": "application/json",
          "x-line-retry-key": fillOutbox.retryKey(index),
        },
        body: fillOutbox.body(index),
      });
      await response.text();
      await floor.settle(index, response.headers.get("x-line-request-id") ?? "");
    }
  };
  await Promise.all(Array.from({ length: callers }, call));
}

async function timed(count: number, work: () => Promise<void>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return count / ((performance.now() - startedMs) / 1000);
}

/** Memory beyond what it was after the rounds, the highest that was seen while so many were sent. */
async function workOff(deps: SenderDeps, count: number): Promise<number> {
  if (count <= 0) return 0;
  const rss = (): number => process.memoryUsage().rss / 1024 / 1024;
  globalThis.gc?.();
  const before = rss();
  let highest = before;
  const watching = setInterval(() => {
    highest = Math.max(highest, rss());
  }, 250);
  for (let left = count; left > 0; left -= perRound) {
    const some = Math.min(left, perRound);
    await fillOutbox.letIn(deps.database, some);
    await sendSome(deps, some);
  }
  clearInterval(watching);
  return highest - before;
}

async function check(database: Database): Promise<void> {
  const left = await database.point
    .selectFrom("outbox")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("status", "!=", "sent")
    .executeTakeFirstOrThrow();
  if (Number(left.count) > 0) throw new Error(`${left.count} rows were not sent`);
}

function report(engine: string, turns: readonly Turn[], growth: number) {
  const ratios = turns.map(({ perSecond, floorPerSecond }) => perSecond / floorPerSecond);
  console.table(
    turns.map(({ perSecond, floorPerSecond }, round) => ({
      [`${engine} messages/s`]: Math.round(perSecond),
      "floor/s": Math.round(floorPerSecond),
      "÷ floor": (ratios[round] ?? 0).toFixed(2),
    })),
  );
  return {
    ratio_to_floor: Number(median(ratios).toFixed(3)),
    ratio_min: Number(Math.min(...ratios).toFixed(3)),
    ratio_max: Number(Math.max(...ratios).toFixed(3)),
    messages_per_s: Math.round(median(turns.map(({ perSecond }) => perSecond))),
    floor_per_s: Math.round(median(turns.map(({ floorPerSecond }) => floorPerSecond))),
    rss_growth_mb: Number(growth.toFixed(1)),
  };
}
