import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test } from "vitest";
import { mainProgramme, planProgramme } from "../../server/features/points/index.ts";
import type { Database } from "../../server/platform/database/database.ts";
import { openSqlite } from "../../server/platform/database/sqlite.ts";
import type { Automation, AutomationStatus } from "../../shared/automations/schema.ts";
import { startOfDay } from "../../shared/dates.ts";
import { defaultProgramme } from "../../shared/points/programme/defaults.ts";
import { defaultReach } from "../../shared/reach/defaults.ts";
import { migratedEngine } from "../databases/engines.ts";
import { commit, insert, raw, rows, value } from "../databases/rows.ts";
import { emulatorOptions } from "../demo/shop.ts";
import { seededRandom } from "../emulator/ids.ts";
import { type Emulator, startEmulator } from "../emulator/index.ts";
import { crowdOf } from "../support/campaign-shop.ts";
import { publishCoupon } from "../support/coupon-shop.ts";

const seed = Number(process.env.CRASH_SEED ?? Date.now() % 1_000_000);
const random = seededRandom(seed);
const between = (low: number, high: number): number => low + Math.floor(random() * (high - low));
const program = fileURLToPath(new URL("./automation-process.ts", import.meta.url));

const people = 1_200;
const coupons = 150;
const at = (date: string, time: string): number => Date.parse(`${date}T${time}:00+09:00`);
const [dayBefore, day, dayAfter, dayAfterThat] = ["2027-03-09", "2027-03-10", "2027-03-11", "2027-03-12"];

const plain = { segmentId: null, sendAt: "10:00", capped: false, couponId: null } as const;
const said = (key: string) => ({ title: key, text: `#key=${key}` });
const automation = (key: string, change: Pick<Automation, "trigger" | "topic"> & Partial<Automation>) => ({
  ...{ name: key, ...plain, words: { ja: said(key), en: said(key) }, ...change },
});

/** Two reminders of one day at two times, and two offers that count, of which one gives a coupon of 150. */
const automations: Readonly<Record<string, Automation>> = {
  R1: automation("R1", { trigger: { kind: "birthday", daysBefore: 0 }, topic: "reminders" }),
  R2: automation("R2", { trigger: { kind: "dormant", days: 30 }, topic: "reminders", sendAt: "15:00" }),
  O1: automation("O1", {
    ...{ trigger: { kind: "welcome", delayDays: 1 }, topic: "offers", capped: true, couponId: "C" },
  }),
  O2: automation("O2", { trigger: { kind: "dormant", days: 40 }, topic: "offers", capped: true }),
};

/** Whom each concerns, by the member's number. */
const concerns: Readonly<Record<string, (n: number) => boolean>> = {
  R1: (n) => n % 2 === 0,
  R2: (n) => n % 3 === 0,
  O1: (n) => n % 4 === 1,
  O2: (n) => n % 4 === 1 && n % 3 !== 0,
};
const isBlocked = (n: number): boolean => n % 17 === 0;
const hasStopped = (n: number): boolean => n % 19 === 0;

async function prepared(database: Database, emulator: Emulator): Promise<Map<number, string>> {
  await commit(database, ...planProgramme(mainProgramme, "Test", { ...defaultProgramme, version: 1 }, 0));
  const settings = JSON.stringify({ ...defaultReach, version: 1, holdoutPerMille: 0 });
  await commit(
    database,
    raw(
      `insert into reach_version (version, settings, made_at_ms, made_by) values (1, '${settings}', 1, 'x')`,
    ),
  );
  const { userIds, memberId } = await crowdOf(database, emulator, people);
  const set = (table: string, change: string, n: string) =>
    raw(`update ${table} set ${change} where member_id % ${n}`);
  await commit(
    database,
    set("member", "birthday = '03-10'", "2 = 0"),
    set("member", `joined_at_ms = ${startOfDay(dayBefore, "Asia/Tokyo") + 1}`, "4 = 1"),
    set("account", "visits = 1, last_visit_on = '2027-01-29'", "4 = 1 and member_id % 3 <> 0"),
    set("account", "visits = 1, last_visit_on = '2027-02-08'", "3 = 0"),
    raw(`update line_friend set following = 0 where line_user_id in
      (select line_user_id from member where member_id % 17 = 0)`),
    raw(`insert into topic_state (line_user_id, topic, wanted, chosen_at_ms)
      select line_user_id, 'offers', 0, 1 from member where member_id % 19 = 0`),
  );
  await publishCoupon({ database }, "C", {
    issue: { to: "given" },
    stock: { givenMax: coupons, usedMax: null },
  });
  const sinceMs = at(dayBefore, "12:00");
  const by = { version: 1, made_at_ms: sinceMs, made_by: "x" };
  const on = { status: "on" as AutomationStatus, on_since_ms: sinceMs };
  for (const [automation_id, document] of Object.entries(automations)) {
    await commit(
      database,
      insert("automation", { automation_id, ...by, ...on }),
      insert("automation_version", { automation_id, ...by, automation: JSON.stringify(document) }),
    );
  }
  return new Map(userIds.map((userId, nth) => [memberId(nth), userId]));
}

/** One life of a process; whether it was killed. */
function live(place: string, origin: string, nowMs: number, diesAt: number): Promise<boolean> {
  const how = ["before", "during", "after"][between(0, 3)] ?? "";
  const args = [program, place, origin, String(nowMs), String(diesAt), how];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "inherit"] });
  return new Promise((resolve, reject) => {
    child.once("close", (code, signal) => {
      if (signal === "SIGKILL") resolve(true);
      else if (code === 0) resolve(false);
      else reject(new Error(`the process ended with ${code}; seed ${seed}`));
    });
  });
}

/** Longer than a lease. */
const laterMs = 61_000;

/**
 * Two days of work. Each step is a time of the clock and how many lives are killed there, of `processes` that live at once and
 * whose clocks are half a minute apart; the clock goes back in between.
 */
async function twoDays(place: string, origin: string, processes: number): Promise<number> {
  const steps: readonly (readonly [nowMs: number, kills: number])[] = [
    [at(day, "10:01"), 6],
    [at(dayBefore, "10:30"), 0],
    [at(day, "10:30"), 4],
    [at(day, "15:01"), 4],
    [at(day, "09:59"), 0],
    [at(dayAfter, "10:01"), 4],
    [at(day, "18:00"), 1],
    [at(dayAfter, "18:00"), 0],
    [at(dayAfterThat, "15:01"), 1],
  ];
  let killed = 0;
  for (const [fromMs, kills] of steps) {
    let nowMs = fromMs;
    let died = 0;
    for (let round = 0; died < kills && round < kills; round++, nowMs += laterMs) {
      const lives = Array.from({ length: processes }, (_, n) =>
        live(place, origin, nowMs + n * 30_000, between(1, 6)),
      );
      died += (await Promise.all(lives)).filter(Boolean).length;
    }
    killed += died;
    await live(place, origin, nowMs + processes * 30_000 + laterMs, 0);
  }
  // What LINE was being told as somebody died waits until its lease runs out.
  await live(place, origin, at(dayAfterThat, "20:00"), 0);
  return killed;
}

interface Row {
  readonly member: number;
  readonly automation: string;
  readonly key: string | null;
  readonly reason: string | null;
  readonly on: string;
}

async function check(database: Database, emulator: Emulator, users: Map<number, string>): Promise<void> {
  const found = await rows(
    database,
    `select member_id as member, automation_id as automation, message_key as "key", left_out as reason,
      sent_on as "on" from automation_send`,
  );
  const sends = found.map(rowOf);
  const wrong: string[] = [];
  for (const [member, userId] of users) {
    const mine = sends.filter((row) => row.member === member);
    const said = emulator.deliveries(userId).map(({ messages }) => JSON.stringify(messages));
    if (said.length !== new Set(mine.flatMap(({ key }) => key ?? [])).size) wrong.push(`${member}: letters`);
    for (const name of Object.keys(automations)) {
      const rowsOf = mine.filter((row) => row.automation === name);
      const expected = concerns[name]?.(member) ? 1 : 0;
      const told = said.filter((text) => text.includes(`#key=${name}`)).length;
      const sent = rowsOf.filter(({ key }) => key !== null).length;
      if (rowsOf.length !== expected || told !== sent) wrong.push(`${member} ${name}: ${told} ${sent}`);
      const reason = reasonFor(name, member);
      if (expected === 1 && (rowsOf[0]?.reason ?? null) !== reason && rowsOf[0]?.reason !== "nothing_left") {
        wrong.push(`${member} ${name}: ${rowsOf[0]?.reason} and not ${reason}`);
      }
    }
    const reminded = mine.filter((row) => row.automation.startsWith("R") && row.key !== null);
    if (reminded.length === 2 && reminded[0]?.key !== reminded[1]?.key) wrong.push(`${member}: not merged`);
    const offered = mine.filter((row) => row.automation.startsWith("O") && row.key !== null);
    if (offered.length === 2 && offered[0]?.on === offered[1]?.on) wrong.push(`${member}: two offers a day`);
  }
  expect(wrong).toEqual([]);
  const { recorder } = emulator;
  expect(recorder.duplicates()).toEqual([]);
  const keys = new Set(sends.flatMap(({ key }) => key ?? []));
  expect(recorder.summary().deliveries).toBe(keys.size);
  expect(await count(database, "select count(*) from outbox where status <> 'sent'")).toBe(0);
  const given = sends.filter(({ automation, key }) => automation === "O1" && key !== null);
  expect(given.length).toBe(coupons);
  expect(await count(database, "select count(*) from member_coupon where coupon_id = 'C'")).toBe(coupons);
  const counted = await rows(
    database,
    "select sum(sent) as sent, sum(left_out) as left_out from automation_pass",
  );
  const sent = sends.filter(({ key }) => key !== null).length;
  expect(counted.map((row) => [Number(row.sent), Number(row.left_out)])).toEqual([
    [sent, sends.length - sent],
  ]);
}

function reasonFor(name: string, member: number): string | null {
  if (isBlocked(member)) return "blocked";
  return name.startsWith("O") && hasStopped(member) ? "opted_out" : null;
}

async function count(database: Database, text: string): Promise<number> {
  return Number(await value(database, text));
}

function rowOf(row: Readonly<Record<string, unknown>>): Row {
  const text = (one: unknown): string | null => (one === null ? null : String(one));
  return {
    ...{ member: Number(row.member), automation: String(row.automation), on: String(row.on) },
    ...{ key: text(row.key), reason: text(row.reason) },
  };
}

async function emulatorFor(): Promise<Emulator> {
  const usual = emulatorOptions({ appOrigin: "http://127.0.0.1", emulatorPort: 0, friends: [] });
  const emulator = await startEmulator({ ...usual });
  emulator.changeSettings({ rateLimitScale: 0 });
  return emulator;
}

const after: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of after.splice(0).reverse()) await end();
});

test(`four automations of ${people} members on SQLite, killed again and again and the clock put back: once each, or a reason`, async () => {
  console.log(`automations crash test: CRASH_SEED=${seed}`);
  const folder = mkdtempSync(join(tmpdir(), "goen-automations-"));
  after.push(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "goen.db");
  const emulator = await emulatorFor();
  after.push(() => emulator.close());
  const first = openSqlite(file);
  await first.migrate();
  const users = await prepared(first, emulator);
  await first.close();
  expect(await twoDays(file, emulator.origin, 1)).toBeGreaterThanOrEqual(6);
  const database = openSqlite(file);
  after.push(() => database.close());
  await check(database, emulator, users);
}, 600_000);

test("the same on PostgreSQL with three processes at once, whose clocks are half a minute apart", async () => {
  console.log(`automations crash test: CRASH_SEED=${seed}`);
  const engine = await migratedEngine("postgres");
  after.push(() => engine.close());
  const emulator = await emulatorFor();
  after.push(() => emulator.close());
  const users = await prepared(engine.database, emulator);
  expect(await twoDays(engine.connectionString ?? "", emulator.origin, 3)).toBeGreaterThanOrEqual(6);
  await check(engine.database, emulator, users);
}, 600_000);
