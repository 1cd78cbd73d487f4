import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import type { Database } from "../../server/platform/database/database.ts";
import { housekeeping } from "../../server/platform/database/plan.ts";
import { openSqlite } from "../../server/platform/database/sqlite.ts";
import { systemIds } from "../../server/platform/ids.ts";
import { queued, queuedMulticast } from "../../server/platform/outbox/index.ts";
import { migratedEngine } from "../databases/engines.ts";
import { emulatorOptions } from "../demo/shop.ts";
import type { Fault, FaultKind } from "../emulator/control.ts";
import { seededRandom } from "../emulator/ids.ts";
import { type Emulator, startEmulator } from "../emulator/index.ts";
import { eventually } from "../support/clock.ts";
import { tally } from "../support/evidence.ts";
import { fastClock } from "./fast-clock.ts";

const seed = Number(process.env.CRASH_SEED ?? Date.now() % 1_000_000);
const random = seededRandom(seed);
const between = (low: number, high: number): number => low + Math.floor(random() * (high - low));

const program = fileURLToPath(new URL("./outbox-process.ts", import.meta.url));

/** Every fault there is, each in a share of all requests of its endpoint; those that stop everything, a few times. */
const often: Partial<Record<FaultKind, number>> = {
  ...{ drop_before: 0.02, drop_after: 0.03, delay_before: 0.02, delay: 0.02 },
  ...{ error_500: 0.02, error_500_after: 0.03, error_502: 0.01, error_502_after: 0.01 },
  ...{ error_503: 0.01, error_503_after: 0.01, unauthorized_401: 0.005, conflict_409_after: 0.01 },
  ...{ audience_429: 0.005, flood_429: 0.005, rate_429: 0.002 },
  ...{ html_200_after: 0.01, half_json_after: 0.01, cut_body_after: 0.01, extra_fields_after: 0.01 },
};

function everyFault(): Fault[] {
  const push = "POST /v2/bot/message/push";
  const endpoints = [push, "POST /v2/bot/message/multicast"];
  const shares = Object.entries(often).flatMap(([kind, probability]) =>
    endpoints.map((endpoint) => ({
      endpoint,
      kind: kindOf(kind),
      probability,
      delayMs: 5,
      delayUpToMs: 200,
    })),
  );
  // Once for certain, somewhere in the first thousand, whatever is drawn.
  const once = Object.keys(often).map((kind) => ({
    ...{ endpoint: push, kind: kindOf(kind), skip: between(10, 900), times: 1, delayMs: 100 },
  }));
  return [
    ...once,
    ...shares,
    { endpoint: push, kind: "monthly_429", skip: 1_000, times: 2 },
    { endpoint: "POST /oauth2/v3/token", kind: "error_500", probability: 0.1 },
    { endpoint: "POST /oauth2/v3/token", kind: "drop_after", probability: 0.1 },
  ];
}

/** The keys of the record above are kinds; `Object.entries` has forgotten it. */
function kindOf(key: string): FaultKind {
  return key as FaultKind;
}

interface Run {
  readonly place: string;
  readonly database: Database;
  readonly pushes: number;
  readonly multicasts: number;
  readonly senders: number;
  readonly kills: number;
  /** So many times as fast as the world goes the senders' and LINE's clock. */
  readonly speed: number;
}

const peopleOfMulticast = 50;

/** Queues, sends with senders that die, and hands back LINE with all that it has recorded. */
async function sendAll(run: Run): Promise<{ emulator: Emulator; killed: number }> {
  const epochMs = Date.now();
  const clock = fastClock(epochMs, run.speed);
  const usual = emulatorOptions({ appOrigin: "http://127.0.0.1", emulatorPort: 0, friends: [] });
  const emulator = await startEmulator({ ...usual, clock });
  emulator.changeSettings({ rateLimitScale: 0 });
  await queueAll(run, emulator, clock);
  if (run.place.startsWith("postgres") === false) await run.database.close();
  for (const fault of everyFault()) emulator.addFault(fault);

  const args = [program, run.place, emulator.origin, String(epochMs), String(run.speed)];
  const start = (): ChildProcess => spawn(process.execPath, args, { stdio: ["ignore", "ignore", "inherit"] });
  const alive = new Set<ChildProcess>();
  const ended = new Map<ChildProcess, Promise<number | null>>();
  const add = (): void => {
    const child = start();
    alive.add(child);
    ended.set(child, new Promise((resolve) => child.once("exit", (code) => resolve(code))));
  };
  for (let n = 0; n < run.senders; n++) add();

  const all = run.pushes + run.multicasts * peopleOfMulticast;
  const delivered = () => emulator.recorder.summary().deliveries;
  let killed = 0;
  for (let n = 0; n < run.kills; n++) {
    // At moments drawn by the seed, the last of them while something is left to be sent.
    const at = Math.floor((all * 0.9 * (n + random())) / run.kills);
    await eventually(() => delivered() >= at, `${at} of ${all} messages were delivered`, 120_000);
    await new Promise((resolve) => setTimeout(resolve, between(0, 30)));
    const victim = [...alive][between(0, alive.size)];
    if (victim === undefined) throw new Error("nobody is left to be killed");
    if (victim.exitCode === null && victim.kill("SIGKILL")) killed += 1;
    await ended.get(victim);
    alive.delete(victim);
    add();
  }
  const codes = await Promise.all([...alive].map((child) => ended.get(child)));
  expect(codes).toEqual(Array(run.senders).fill(0));
  return { emulator, killed };
}

async function queueAll(run: Run, emulator: Emulator, clock: { nowMs(): number }): Promise<void> {
  const deps = { clock, ids: systemIds(clock) };
  const people = Array.from(
    { length: 500 },
    (_, n) => emulator.addUser({ displayName: `友だち ${n}`, friend: "friend" }).userId,
  );
  const person = (n: number): string => people[n % people.length] ?? "";
  const message = (key: string) => ({ type: "text", text: `#key=${key}` }) as const;
  for (let first = 0; first < run.pushes; first += 500) {
    const count = Math.min(500, run.pushes - first);
    const rows = Array.from({ length: count }, (_, at) => {
      const dedupeKey = `p${first + at}`;
      const to = { lineUserId: person(first + at), memberId: null };
      return queued(deps, { dedupeKey, ...to, reason: "receipt", messages: [message(dedupeKey)] });
    });
    await run.database.commit(housekeeping("a test", rows));
  }
  for (let n = 0; n < run.multicasts; n++) {
    const recipients = Array.from({ length: peopleOfMulticast }, (_, at) => ({
      ...{ lineUserId: person(n * peopleOfMulticast + at), memberId: null },
    }));
    const dedupeKey = `m${n}`;
    const rows = queuedMulticast(deps, {
      dedupeKey,
      reason: "test",
      recipients,
      messages: [message(dedupeKey)],
    });
    await run.database.commit(housekeeping("a test", rows));
  }
}

/** Each message was delivered exactly once to each of its people, or is listed as unknown with its reason. */
async function examine(run: Run, database: Database, emulator: Emulator): Promise<void> {
  const rows = await database.point.selectFrom("outbox").selectAll().execute();
  expect(rows).toHaveLength(run.pushes + run.multicasts);
  const { recorder } = emulator;
  const counts = recorder.byContentKey() ?? {};
  const wrong = rows.filter(({ dedupe_key: key, status, outcome, people }) => {
    const count = counts[key] ?? 0;
    if (status === "sent") return count !== people;
    return status !== "unknown" || outcome === null || (count !== 0 && count !== people);
  });
  expect(wrong).toEqual([]);
  const summary = recorder.summary();
  expect(recorder.duplicates()).toEqual([]);
  expect(summary.withoutRetryKey).toEqual({});
  expect(Object.keys(summary.acceptedByRetryKey.byCount)).toEqual(["1"]);
  console.log(
    `CRASH_SEED=${seed}`,
    tally(rows.map(({ status, outcome }) => `${status} ${outcome}`)),
    summary.byEndpoint["POST /v2/bot/message/push"],
    summary.byFault,
  );
  // Every kind of fault was met.
  const met = Object.keys(summary.byFault);
  for (const kind of Object.keys(often)) expect(met).toContain(kind);
}

test("10,000 messages through every fault, 3 senders on PostgreSQL of which 20 are killed: each arrives once or is listed as unknown", async () => {
  const engine = await migratedEngine("postgres");
  const run: Run = {
    ...{ place: engine.connectionString ?? "", database: engine.database, pushes: 9_000, multicasts: 20 },
    ...{ senders: 3, kills: 20, speed: 10 },
  };
  const { emulator, killed } = await sendAll(run);
  expect(killed).toBe(20);
  await examine(run, engine.database, emulator);
  await emulator.close();
  await engine.close();
}, 400_000);

test("1,500 messages the same way on SQLite, its one sender killed 6 times", async () => {
  const folder = mkdtempSync(join(tmpdir(), "goen-outbox-"));
  const place = join(folder, "goen.db");
  const database = openSqlite(place);
  await database.migrate();
  const run: Run = { place, database, pushes: 1_400, multicasts: 2, senders: 1, kills: 6, speed: 20 };
  const { emulator, killed } = await sendAll(run);
  expect(killed).toBe(6);
  const opened = openSqlite(place);
  await examine(run, opened, emulator);
  await opened.close();
  await emulator.close();
  rmSync(folder, { recursive: true, force: true });
}, 180_000);
