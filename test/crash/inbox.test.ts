import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type SqliteConnection from "better-sqlite3";
import { expect, test } from "vitest";
import { setUpShop } from "../../server/entry/first-start.ts";
import { workInbox } from "../../server/features/inbox/index.ts";
import { receive } from "../../server/features/inbox/webhook.ts";
import type { Database } from "../../server/platform/database/database.ts";
import { housekeeping } from "../../server/platform/database/plan.ts";
import { openSqlite } from "../../server/platform/database/sqlite.ts";
import { planStopSending } from "../../server/platform/outbox/index.ts";
import { benchDeps } from "../bench/ledger-shop.ts";
import { migratedEngine } from "../databases/engines.ts";
import { rows, value } from "../databases/rows.ts";
import { shop } from "../demo/shop.ts";
import { seededRandom } from "../emulator/ids.ts";
import { eventually, testClock } from "../support/clock.ts";
import { lineEvent, lineUser, signatureOf, webhookBody } from "../support/line-events.ts";
import { freePort } from "../support/world.ts";
import { type Mortal, startMortal } from "./mortal.ts";

const Sqlite: typeof SqliteConnection = createRequire(import.meta.url)("better-sqlite3");

const seed = Number(process.env.CRASH_SEED ?? Date.now() % 1_000_000);
const random = seededRandom(seed);
const below = (end: number): number => Math.floor(random() * end);

const connections = 8;
const people = 100;
const replyToken = "0f3779fba3b349968c5d07db31eabf65";
const texts = [
  "配信停止",
  "配信再開",
  "ヘルプ",
  "店舗",
  "会員証",
  "クーポン",
  "こんにちは",
  "予約できますか",
];

test("5,000 webhooks, each sent 1 to 3 times in random order by 8 connections, with 3 deaths by SIGKILL, end as one after the other", async () => {
  const folder = mkdtempSync(join(tmpdir(), "goen-crash-"));
  const file = join(folder, "goen.db");
  try {
    const before = openSqlite(file);
    await withoutSending(before);
    await before.close();
    const told = events(5_000);
    const server = await startServer(file);
    await deliverAll(told, [server], 3);
    await worked([server], () => waitingInFile(file));
    const database = openSqlite(file);
    await compare(database, told);
    await database.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 300_000);

test("2,000 webhooks to two processes on PostgreSQL, of which one or the other dies 3 times, end as one after the other", async () => {
  const engine = await migratedEngine("postgres");
  try {
    const place = engine.connectionString ?? "";
    await withoutSending(engine.database);
    const told = events(2_000);
    // One after the other: the first sets the shop up.
    const servers = [await startServer(place), await startServer(place)];
    await deliverAll(told, servers, 3);
    await worked(servers, async () => Number(await value(engine.database, waiting)));
    await compare(engine.database, told);
  } finally {
    await engine.close();
  }
}, 300_000);

const waiting = "SELECT count(*) FROM line_event WHERE status = 'waiting'";

function waitingInFile(file: string): number {
  const db = new Sqlite(file, { readonly: true });
  const count = Number(db.prepare(waiting).pluck().get());
  db.close();
  return count;
}

interface Server {
  readonly mortal: Mortal;
  readonly origin: string;
}

async function startServer(file: string): Promise<Server> {
  const port = await freePort();
  const mortal = await startMortal({ file, port, emulatorOrigin: nowhere });
  return { mortal, origin: `http://127.0.0.1:${port}` };
}

/** Whether an answer reaches LINE is another test's question; here none is sent. */
const nowhere = "http://127.0.0.1:9";

async function withoutSending(database: Database): Promise<void> {
  await database.migrate();
  const stop = planStopSending(benchDeps(database, testClock(Date.now())), { by: "system:test", note: "" });
  await database.commit(housekeeping("a test", stop));
}

interface Webhook {
  readonly atMs: number;
  readonly body: string;
}

/** What a hundred people do within a minute, in the order in which they do it. Many things happen in the same millisecond. */
function events(count: number): readonly Webhook[] {
  console.log(`inbox crash test: CRASH_SEED=${seed}`);
  const startMs = Date.now() - 30_000;
  const times = Array.from({ length: count }, () => startMs + below(30_000)).sort((a, b) => a - b);
  return times.map((atMs, n) => ({ atMs, body: webhookBody(somethingAt(atMs, n)) }));
}

function somethingAt(atMs: number, n: number): object {
  const told = { n, atMs, userId: lineUser(below(people)) };
  const chance = random();
  if (chance < 0.25) return lineEvent({ ...told, type: "follow", more: { replyToken } });
  if (chance < 0.45) return lineEvent({ ...told, type: "unfollow" });
  if (chance < 0.5) return lineEvent({ n, atMs, type: "somethingNew" });
  if (chance < 0.55)
    return lineEvent({ ...told, type: "unsend", more: { unsend: { messageId: `5${below(n + 1)}` } } });
  if (chance < 0.65) {
    return lineEvent({ ...told, type: "postback", more: { replyToken, postback: { data: "ask:stop" } } });
  }
  const message = { type: "text", id: `5${n}`, text: texts[below(texts.length)] };
  return lineEvent({ ...told, type: "message", more: { replyToken, message } });
}

/** Every webhook one to three times, in random order, again until it is answered 200; the servers die meanwhile. */
async function deliverAll(
  told: readonly Webhook[],
  servers: readonly Server[],
  deaths: number,
): Promise<void> {
  const sendings = shuffled(told.flatMap((webhook) => Array.from({ length: 1 + below(3) }, () => webhook)));
  const each = Math.floor(sendings.length / deaths);
  const killsAt = new Set(Array.from({ length: deaths }, (_, nth) => nth * each + below(each)));
  let next = 0;
  const connection = async (nth: number): Promise<void> => {
    for (let at = next++; at < sendings.length; at = next++) {
      const server = servers[(nth + at) % servers.length];
      const webhook = sendings[at];
      if (server === undefined || webhook === undefined) return;
      if (killsAt.has(at)) void server.mortal.dieAndRise();
      await deliver(server, webhook.body);
    }
  };
  await Promise.all(Array.from({ length: connections }, (_, nth) => connection(nth)));
}

function shuffled<T>(items: readonly T[]): readonly T[] {
  return items
    .map((item) => ({ item, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}

async function deliver({ mortal, origin }: Server, body: string): Promise<void> {
  const headers = { "x-line-signature": signatureOf(body) };
  for (;;) {
    await mortal.listening();
    const answered = await fetch(`${origin}/line/webhook`, { method: "POST", headers, body }).catch(
      () => null,
    );
    await answered?.arrayBuffer().catch(() => null);
    if (answered?.status === 200) return;
    // Nothing but the server's death is an excuse.
    expect(answered?.status).toBeUndefined();
  }
}

/** Waits until all is worked on: whoever rises is a minute later, when the leases of the dead have run out. */
async function worked(servers: readonly Server[], left: () => number | Promise<number>): Promise<void> {
  await Promise.all(servers.map(({ mortal }) => mortal.listening()));
  await eventually(async () => (await left()) === 0, "nothing waits in the inbox", 60_000);
  for (const { mortal } of servers) await mortal.stop();
}

/** The same, told once each, in order, and worked on before the next comes. */
async function compare(database: Database, told: readonly Webhook[]): Promise<void> {
  // It writes 15,000 times and outlives nothing, so it need not wait for a disk.
  const folder = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "goen-plain-"));
  const plain = openSqlite(join(folder, "plain.db"));
  try {
    await tellInOrder(plain, told);
    for (const [what, text] of Object.entries(state)) {
      expect([what, await read(database, text)]).toEqual([what, await read(plain, text)]);
    }
  } finally {
    await plain.close();
    rmSync(folder, { recursive: true, force: true });
  }
  const greeted = await read(database, "SELECT dedupe_key FROM outbox WHERE reason = 'greeting'");
  const follows = await read(database, "SELECT webhook_event_id FROM line_event WHERE type = 'follow'");
  // Whether a follow is still news when it is worked on depends on the order; that it is greeted once does not.
  expect(greeted.length).toBeGreaterThan(0);
  expect(follows).toEqual(expect.arrayContaining(greeted.map((key) => key.replace("greeting:", ""))));
}

async function tellInOrder(plain: Database, told: readonly Webhook[]): Promise<void> {
  await plain.migrate();
  const clock = testClock(0);
  const deps = benchDeps(plain, clock);
  await setUpShop(deps, shop.stores);
  for (const { atMs, body } of told) {
    clock.setTo(atMs);
    await receive(deps, new Uint8Array(Buffer.from(body)), signatureOf(body));
    await workInbox(deps, atMs + 1);
  }
}

/** What must not depend on how often, when and in what order something came, nor on who died when. */
const state = {
  friends: "SELECT line_user_id, following, changed_at_ms FROM line_friend ORDER BY line_user_id",
  offers: "SELECT line_user_id, topic, wanted, chosen_at_ms FROM topic_state ORDER BY line_user_id, topic",
  choices:
    "SELECT choice_id, topic, line_user_id, wanted, text_version, chosen_at_ms FROM topic_choice ORDER BY choice_id, topic",
  events: "SELECT webhook_event_id, type, status, attempts, body FROM line_event ORDER BY webhook_event_id",
  answers:
    "SELECT dedupe_key, line_user_id, messages FROM outbox WHERE reason = 'answer' ORDER BY dedupe_key",
};

/** Rows as text, because one engine's integers are not another's. */
async function read(database: Database, text: string): Promise<readonly string[]> {
  return (await rows(database, text)).map((row) => Object.values(row).map(String).join(" | "));
}
