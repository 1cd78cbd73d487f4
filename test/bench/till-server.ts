/** A server to be measured, in a process of its own: `sale DATABASE PORT` or `floor DATABASE PORT`. */
import { createRequire } from "node:module";
import { serve } from "@hono/node-server";
import type SqliteConnection from "better-sqlite3";
import { Hono } from "hono";
import { serveNode } from "../../server/entry/serve.ts";
import { openSqlite } from "../../server/platform/database/sqlite.ts";
import { demoSettings } from "../demo/settings.ts";
import { silentLog, testCardKeys } from "../support/world.ts";

const Sqlite: typeof SqliteConnection = createRequire(import.meta.url)("better-sqlite3");
const [mode = "", path = "", portText = ""] = process.argv.slice(2);
const port = Number(portText);

/** The least a durable answer costs: the same server, one prepared INSERT a request, the same pragmas. */
function serveFloor(): void {
  const db = new Sqlite(path);
  db.pragma("journal_mode = WAL");
  db.pragma("synchronous = FULL");
  db.exec("CREATE TABLE IF NOT EXISTS sale (id INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT");
  const insert = db.prepare("INSERT INTO sale (body) VALUES (?)");
  const app = new Hono().post("/sale", async (c) => {
    const { lastInsertRowid } = insert.run(await c.req.text());
    return c.json({ id: Number(lastInsertRowid) }, 201);
  });
  serve({ fetch: app.fetch, port, hostname: "127.0.0.1" }, () => process.send?.("ready"));
}

if (mode === "floor") serveFloor();
else {
  await serveNode({
    settings: demoSettings(`http://127.0.0.1:${port}`, "http://127.0.0.1:9", testCardKeys),
    database: openSqlite(path),
    port,
    hostname: "127.0.0.1",
    assetsDir: "dist/demo",
    log: silentLog,
    // Receipts are queued with each sale; who sends them is another question, and another process may.
    ticks: false,
  });
  process.send?.("ready");
}
