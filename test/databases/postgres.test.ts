import { createServer, connect as dial, type Server, type Socket } from "node:net";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Database } from "../../server/platform/database/database.ts";
import { Conflict, OutcomeUnknown, Overloaded, TooSlow } from "../../server/platform/database/failures.ts";
import { openPostgres } from "../../server/platform/database/postgres.ts";
import { prepare } from "../../server/platform/database/prepared.ts";
import { migratedEngine, type OpenedEngine } from "./engines.ts";
import { commit, entry, insert, memberWith, newId, outboxRow, raw, rows, shop, value } from "./rows.ts";

let engine: OpenedEngine;
let database: Database;
let address: string;
const stray: unknown[] = [];
const onStray = (reason: unknown): void => void stray.push(reason);
beforeAll(async () => {
  process.on("unhandledRejection", onStray);
  process.on("uncaughtException", onStray);
  engine = await migratedEngine("postgres");
  database = engine.database;
  address = engine.connectionString ?? "";
  await commit(database, ...shop());
});
afterAll(async () => {
  await engine?.close();
  process.off("unhandledRejection", onStray);
  process.off("uncaughtException", onStray);
  expect(stray).toEqual([]);
});

describe("a pipelined plan on PostgreSQL", () => {
  test("that is refused at its 2nd of 5 statements fails with that statement's reason", async () => {
    const id = await memberWith(database, 10);
    const refused = commit(database, outboxRow(newId()), entry(id, 1), outboxRow(newId()), ...good(3));
    await expect(refused).rejects.toEqual(new Conflict("entry_stream"));
  });

  test("refused 30 times on 1 connection leaves it usable, with its prepared statements", async () => {
    const single = openPostgres({ connectionString: address, connectionsMax: 1 });
    try {
      const id = await memberWith(single, 10);
      const pid = await value(single, "SELECT pg_backend_pid()");
      for (let n = 0; n < 30; n++) {
        await expect(commit(single, entry(id, 1), ...good(2))).rejects.toBeInstanceOf(Conflict);
        await commit(single, ...good(2));
      }
      expect(await value(single, "SELECT pg_backend_pid()")).toBe(pid);
      expect(
        await value(
          single,
          "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in%'",
        ),
      ).toBe(0);
    } finally {
      await single.close();
    }
  });

  test("of 10 statements on a line of 100 ms takes 2 round trips and not 12", async () => {
    const wire = await proxy(address);
    const over = openPostgres({ connectionString: wire.address, connectionsMax: 1 });
    try {
      await commit(over, ...good(10));
      wire.delayAnswers(100);
      const started = performance.now();
      await commit(over, ...good(10));
      const tookMs = performance.now() - started;
      expect(tookMs).toBeGreaterThan(195);
      expect(tookMs).toBeLessThan(800);
    } finally {
      await over.close();
      wire.close();
    }
  });

  test("of two accounts locked in opposite orders: one wins, the other is a Conflict", async () => {
    const [a, b] = [await memberWith(database, 10), await memberWith(database, 10)];
    const visit = (id: number) => raw(`UPDATE account SET visits = visits + 1 WHERE account_id = ${id}`);
    const pause = raw("SELECT pg_sleep(0.3)");
    const outcomes = await Promise.allSettled([
      commit(database, visit(a), pause, visit(b)),
      commit(database, visit(b), pause, visit(a)),
    ]);
    const reasons = outcomes.map((outcome) => (outcome.status === "rejected" ? outcome.reason : null));
    expect(reasons).toContainEqual(new Conflict("serialization"));
    expect(reasons).toContain(null);
  });
});

describe("a connection to PostgreSQL", () => {
  test("lost before the COMMIT is Overloaded: nothing was written, the next plan finds another", async () => {
    const key = newId();
    const suicide = raw("SELECT pg_terminate_backend(pg_backend_pid())");
    await expect(commit(database, outboxRow(key), suicide)).rejects.toBeInstanceOf(Overloaded);
    expect(await value(database, `SELECT count(*) FROM outbox WHERE dedupe_key = '${key}'`)).toBe(0);
    await commit(database, outboxRow(key));
  });

  test.each([
    "before",
    "after",
  ])("lost while a COMMIT is on its way, %s it happened, is OutcomeUnknown", async (when) => {
    const wire = await proxy(address);
    const over = openPostgres({ connectionString: wire.address, connectionsMax: 1 });
    const key = newId();
    try {
      await commit(over, outboxRow(newId()));
      wire.cutAtCommit(when === "before" ? "request" : "answer");
      await expect(commit(over, outboxRow(key))).rejects.toBeInstanceOf(OutcomeUnknown);
      const there = `SELECT count(*) FROM outbox WHERE dedupe_key = '${key}'`;
      expect(await value(database, there)).toBe(when === "before" ? 0 : 1);
      // The same write again, with the same id, says which it was.
      const again = await commit(over, outboxRow(key)).catch((failure) => failure.name);
      expect(again).toBe(when === "before" ? undefined : "Duplicate");
    } finally {
      await over.close();
      wire.close();
    }
  });

  test("that cannot be had is Overloaded, for a plan and for a read", async () => {
    const away = openPostgres({ connectionString: "postgresql://goen@127.0.0.1:1/none" });
    await expect(commit(away, outboxRow(newId()))).rejects.toBeInstanceOf(Overloaded);
    await expect(away.ping()).rejects.toBeInstanceOf(Overloaded);
    await expect(away.point.selectFrom("node").selectAll().execute()).rejects.toBeInstanceOf(Overloaded);
    await away.close();
  });

  test("killed by the server while it is idle or reads does not end this process", async () => {
    const other = await engine.another();
    await other.ping();
    const reading = sql`SELECT pg_sleep(30)`.execute(other.point).catch((failure) => failure);
    const others = "pid <> pg_backend_pid() AND datname = current_database()";
    await vi.waitUntil(async () =>
      value(
        database,
        `SELECT count(*)::int FROM pg_stat_activity WHERE ${others} AND query LIKE '%pg_sleep(30)'`,
      ),
    );
    await rows(database, `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE ${others}`);
    expect(await reading).toBeInstanceOf(Overloaded);
    await vi.waitUntil(() =>
      other.ping().then(
        () => true,
        () => false,
      ),
    );
    await database.ping();
  });
});

test("a prepared read goes on after a migration added a column to its table", async () => {
  const everything = prepare<{ id: number }>()((db, p) =>
    db.selectFrom("programme").selectAll().where("programme_id", "=", p.id),
  );
  const single = openPostgres({ connectionString: address, connectionsMax: 1 });
  try {
    expect(await single.first(everything, { id: 1 })).toEqual({ programme_id: 1, name: "points" });
    await commit(single, raw("ALTER TABLE programme ADD COLUMN note TEXT"));
    expect(await single.first(everything, { id: 1 })).toEqual({
      programme_id: 1,
      name: "points",
      note: null,
    });
    await commit(single, insert("programme", { programme_id: 77, name: "x" }));
  } finally {
    await single.close();
  }
});

test("a report on PostgreSQL is stopped at its deadline of 200 ms and cannot write", async () => {
  const hasty = openPostgres({ connectionString: address, reportDeadlineMs: 200 });
  try {
    await expect(sql`SELECT pg_sleep(30)`.execute(hasty.report)).rejects.toBeInstanceOf(TooSlow);
    const write = sql`UPDATE programme SET name = 'y'`.execute(hasty.report);
    await expect(write).rejects.toThrow("read-only transaction");
  } finally {
    await hasty.close();
  }
});

function good(count: number) {
  return Array.from({ length: count }, () => outboxRow(newId()));
}

interface Wire {
  readonly address: string;
  /** How long an answer takes from now on. */
  delayAnswers(ms: number): void;
  /** Cuts the line when the client sends COMMIT, or when the server has answered it. */
  cutAtCommit(where: "request" | "answer"): void;
  close(): void;
}

/** A cable between a pool and the server, that can be made long and be cut at an exact place. */
async function proxy(target: string): Promise<Wire> {
  const { hostname, port } = new URL(target);
  let delayMs = 0;
  let cut: "request" | "answer" | null = null;
  const server: Server = createServer((client: Socket) => {
    const upstream = dial(Number(port), hostname);
    let committing = false;
    const hangUp = (): void => {
      cut = null;
      client.destroy();
      upstream.destroy();
    };
    client.on("data", (data) => {
      committing = data.includes("COMMIT");
      if (committing && cut === "request") hangUp();
      else upstream.write(data);
    });
    upstream.on("data", (data) => {
      if (committing && cut === "answer") hangUp();
      else setTimeout(() => client.write(data), delayMs);
    });
    client.on("error", () => {}).on("close", () => upstream.destroy());
    upstream.on("error", () => {}).on("close", () => client.destroy());
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const bound = server.address();
  if (bound === null || typeof bound === "string") throw new Error("the proxy has no port");
  const url = new URL(target);
  url.port = String(bound.port);
  return {
    address: url.href,
    delayAnswers(ms) {
      delayMs = ms;
    },
    cutAtCommit(where) {
      cut = where;
    },
    close: () => void server.close(),
  };
}
