import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { inject } from "vitest";
import { openD1 } from "../../server/platform/database/d1.ts";
import type { Database, Engine } from "../../server/platform/database/database.ts";
import type { MigrationStep } from "../../server/platform/database/migrations/index.ts";
import { openPostgres } from "../../server/platform/database/postgres.ts";
import { openSqlite } from "../../server/platform/database/sqlite.ts";
import { startD1 } from "../support/d1.ts";

export const engines: readonly Engine[] = ["sqlite", "d1", "postgres"];

/** An empty database on a real engine, in a place of its own. */
export interface OpenedEngine {
  readonly database: Database;
  /**
   * A further way in to the same data: a second pool on PostgreSQL, a second binding on D1. SQLite has one
   * writer in one process, so there it is the same object, and the concurrency is that of the callers.
   */
  another(): Promise<Database>;
  /** PostgreSQL's address, for a test that does what only that engine can. */
  readonly connectionString?: string;
  close(): Promise<void>;
}

export interface EngineOptions {
  readonly migrations?: readonly MigrationStep[];
}

export async function openEngine(name: Engine, options: EngineOptions = {}): Promise<OpenedEngine> {
  if (name === "sqlite") return sqliteEngine(options);
  return name === "d1" ? d1Engine(options) : postgresEngine(options);
}

/** The same with the product's schema in it. */
export async function migratedEngine(name: Engine): Promise<OpenedEngine> {
  const engine = await openEngine(name);
  await engine.database.migrate();
  return engine;
}

function sqliteEngine(options: EngineOptions): OpenedEngine {
  const directory = mkdtempSync(join(tmpdir(), "goen-sqlite-"));
  const database = openSqlite(join(directory, "goen.db"), options);
  return {
    database,
    another: async () => database,
    async close() {
      await database.close();
      rmSync(directory, { recursive: true });
    },
  };
}

async function d1Engine(options: EngineOptions): Promise<OpenedEngine> {
  const local = await startD1();
  const database = openD1(local.binding(), options);
  return {
    database,
    another: async () => openD1(local.binding(), options),
    close: () => local.dispose(),
  };
}

/**
 * A database of its own on the run's server, created in Japanese as a chain's might be, so that nothing
 * depends on the collation somebody chose.
 */
async function postgresEngine(options: EngineOptions): Promise<OpenedEngine> {
  const server = await serverAddress();
  const name = `goen_${randomUUID().replaceAll("-", "")}`;
  await onServer(server, `CREATE DATABASE ${name} TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'ja-JP'`);
  const address = new URL(server);
  address.pathname = name;
  const connectionString = address.href;
  const opened: Database[] = [];
  const another = (): Database => {
    const database = openPostgres({ connectionString, ...options });
    opened.push(database);
    return database;
  };
  return {
    database: another(),
    another: async () => another(),
    connectionString,
    async close() {
      await Promise.all(opened.map((database) => database.close()));
      await onServer(server, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

/** The run's PostgreSQL server: it starts with the first question. */
async function serverAddress(): Promise<string> {
  const answer = await fetch(inject("postgres"));
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  return text;
}

async function onServer(connectionString: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
