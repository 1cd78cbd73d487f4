import { join } from "node:path";
import pg from "pg";
import type { Database, Engine } from "../../server/platform/database/database.ts";
import { housekeeping } from "../../server/platform/database/plan.ts";
import { openWriter } from "../../server/platform/database/sqlite-connection.ts";
import { raw } from "../databases/rows.ts";
import { startPostgres } from "../support/postgres-server.ts";
import { openPlace } from "./ledger-shop.ts";

/** One UPDATE for a message, done when it is durable. */
export interface Floor {
  settle(index: number, requestId: string): Promise<void>;
}

export interface Places {
  readonly product: string;
  readonly floor: Floor;
  close(): Promise<void>;
}

const farMs = 4_102_444_800_000;
const padded = (index: number, width: number): string => String(index).padStart(width, "0");
const messages = JSON.stringify([
  {
    type: "flex",
    altText: "ご利用ありがとうございます 1,280円",
    contents: {
      type: "bubble",
      body: {
        type: "box",
        layout: "vertical",
        contents: Array.from({ length: 6 }, (_, n) => ({ type: "text", text: `貯まったポイント ${n}` })),
      },
    },
  },
]);

/** The rows of both, which are the same: receipts of a kilobyte. */
export const fillOutbox = {
  retryKey: (index: number): string => `00000000-0000-4000-8000-${padded(index, 12)}`,
  userId: (index: number): string => `U${padded(index, 32)}`,
  body: (index: number): string => `{"to":"${fillOutbox.userId(index)}","messages":${messages}}`,
  /** Makes so many of those that are not due yet due. */
  /** Makes so many of those that are not due yet due: the time that goes by. */
  letIn: (database: Database, count: number): Promise<void> =>
    database.commit(
      housekeeping("the bench's time goes by", [
        raw(`UPDATE outbox SET due_at_ms = 1 WHERE message_id IN (SELECT message_id FROM outbox
          WHERE status = 'waiting' AND lane = 10 AND due_at_ms = ${farMs} LIMIT ${count})`),
      ]),
    ),
};

const columns =
  "message_id, dedupe_key, line_user_id, reason, lane, messages, retry_key, status, queued_at_ms, due_at_ms";
const valuesOf = (number: (width: number) => string): string =>
  `'01JA' || ${number(22)}, 'k' || ${number(12)}, 'U' || ${number(32)}, 'receipt', 10, '${messages}',
   '00000000-0000-4000-8000-' || ${number(12)}, 'waiting', 1, ${farMs}`;

export async function openFloors(
  engine: Engine,
  folder: string,
  size: { readonly rows: number; readonly floorRows: number },
): Promise<Places> {
  return engine === "sqlite" ? sqlitePlaces(folder, size) : postgresPlaces(size);
}

async function sqlitePlaces(folder: string, size: { rows: number; floorRows: number }): Promise<Places> {
  const [product, floorPath] = [join(folder, "product.db"), join(folder, "floor.db")];
  for (const [path, count] of [
    [product, size.rows],
    [floorPath, size.floorRows],
  ] as const) {
    const database = openPlace(path);
    await database.migrate();
    await database.close();
    const db = openWriter(path);
    db.pragma("synchronous = OFF");
    db.exec(`WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${count - 1})
      INSERT INTO outbox (${columns}) SELECT ${valuesOf((width) => `printf('%0${width}d', i)`)} FROM n`);
    db.pragma("wal_checkpoint(TRUNCATE)");
    db.close();
  }
  const db = openWriter(floorPath);
  const update = db.prepare(
    "UPDATE outbox SET status = 'sent', settled_at_ms = ?, line_status = 200, line_request_id = ? WHERE message_id = ?",
  );
  const [begin, commit] = [db.prepare("BEGIN IMMEDIATE"), db.prepare("COMMIT")];
  const waiting: { readonly values: readonly unknown[]; readonly done: () => void }[] = [];
  // Those that wait together share one disk sync, as the product's do.
  const drain = (before: number): void => {
    setImmediate(() => {
      if (waiting.length > before && waiting.length < 64) return drain(waiting.length);
      const group = waiting.splice(0, 64);
      begin.run();
      for (const { values } of group) update.run(...values);
      commit.run();
      for (const { done } of group) done();
      if (waiting.length > 0) drain(waiting.length);
    });
  };
  const floor: Floor = {
    settle: (index, requestId) =>
      new Promise((done) => {
        waiting.push({ values: [Date.now(), requestId, `01JA${padded(index, 22)}`], done });
        if (waiting.length === 1) drain(1);
      }),
  };
  return { product, floor, close: async () => void db.close() };
}

async function postgresPlaces(size: { rows: number; floorRows: number }): Promise<Places> {
  const server = await startPostgres({ durable: true });
  const addressOf = (name: string): string => {
    const address = new URL(server.connectionString);
    address.pathname = name;
    return address.href;
  };
  const admin = new pg.Client({ connectionString: server.connectionString });
  await admin.connect();
  for (const [name, count] of [
    ["product", size.rows],
    ["floor", size.floorRows],
  ] as const) {
    await admin.query(`CREATE DATABASE ${name}`);
    const database = openPlace(addressOf(name));
    await database.migrate();
    await database.close();
    const client = new pg.Client({ connectionString: addressOf(name) });
    await client.connect();
    await client.query("SET synchronous_commit = off");
    await client.query(`INSERT INTO outbox (${columns})
      SELECT ${valuesOf((width) => `lpad(i::text, ${width}, '0')`)} FROM generate_series(0, ${count - 1}) AS n (i)`);
    await client.query("VACUUM ANALYZE");
    await client.query("CHECKPOINT");
    await client.end();
  }
  await admin.end();
  const pool = new pg.Pool({ connectionString: addressOf("floor"), max: 20 });
  const text =
    "UPDATE outbox SET status = 'sent', settled_at_ms = $1, line_status = 200, line_request_id = $2 WHERE message_id = $3";
  const floor: Floor = {
    settle: async (index, requestId) => {
      await pool.query({ name: "settle", text, values: [Date.now(), requestId, `01JA${padded(index, 22)}`] });
    },
  };
  return {
    product: addressOf("product"),
    floor,
    async close() {
      await pool.end();
      await server.stop();
    },
  };
}
