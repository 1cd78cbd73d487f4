/** A server to be measured, in a process of its own: `inbox DATABASE PORT` or `floor DATABASE PORT`. */
import { createHmac, timingSafeEqual } from "node:crypto";
import { createRequire } from "node:module";
import { setTimeout as pause } from "node:timers/promises";
import { serve } from "@hono/node-server";
import type SqliteConnection from "better-sqlite3";
import { Hono } from "hono";
import { serveNode } from "../../server/entry/serve.ts";
import { workInbox } from "../../server/features/inbox/index.ts";
import { openSqlite } from "../../server/platform/database/sqlite.ts";
import { demoSettings } from "../demo/settings.ts";
import { shop } from "../demo/shop.ts";
import { silentLog, testCardKeys } from "../support/world.ts";

const Sqlite: typeof SqliteConnection = createRequire(import.meta.url)("better-sqlite3");
const [mode = "", path = "", portText = ""] = process.argv.slice(2);
const port = Number(portText);

interface Event {
  readonly webhookEventId: string;
}

/**
 * The least that a durable answer costs: the signature, the body's JSON, an INSERT for each event, and one transaction for
 * all bodies that wait together, because the disk's sync is the dearest part of it.
 */
function serveFloor(): void {
  const db = new Sqlite(path);
  db.pragma("journal_mode = WAL");
  db.pragma("synchronous = FULL");
  db.exec("CREATE TABLE IF NOT EXISTS event (id TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID, STRICT");
  const insert = db.prepare("INSERT OR IGNORE INTO event (id, body) VALUES (?, ?)");
  const waiting: { readonly events: readonly Event[]; kept(): void }[] = [];
  const flush = db.transaction((bodies: readonly { readonly events: readonly Event[] }[]) => {
    for (const { events } of bodies) {
      for (const event of events) insert.run(event.webhookEventId, JSON.stringify(event));
    }
  });
  const keep = (events: readonly Event[]): Promise<void> =>
    new Promise((kept) => {
      waiting.push({ events, kept });
      if (waiting.length > 1) return;
      setImmediate(() => {
        const bodies = waiting.splice(0);
        flush(bodies);
        for (const body of bodies) body.kept();
      });
    });
  const app = new Hono().post("/line/webhook", async (c) => {
    const bytes = Buffer.from(await c.req.arrayBuffer());
    const expected = createHmac("sha256", shop.messaging.channelSecret).update(bytes).digest();
    const given = Buffer.from(c.req.header("x-line-signature") ?? "", "base64");
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return c.json({}, 401);
    await keep(JSON.parse(bytes.toString("utf8")).events);
    return c.json({});
  });
  serve({ fetch: app.fetch, port, hostname: "127.0.0.1" }, () => process.send?.("ready"));
}

/** Works whenever there is something to do, as the tick does; what is answered stays in the outbox. */
async function serveInbox(): Promise<void> {
  const { deps } = await serveNode({
    settings: demoSettings(`http://127.0.0.1:${port}`, "http://127.0.0.1:9", testCardKeys),
    database: openSqlite(path),
    port,
    hostname: "127.0.0.1",
    assetsDir: "dist/demo",
    log: silentLog,
    ticks: false,
  });
  process.send?.("ready");
  for (;;) {
    if ((await workInbox(deps, deps.clock.nowMs() + 1_000)) === 0) await pause(20);
  }
}

if (mode === "floor") serveFloor();
else await serveInbox();
