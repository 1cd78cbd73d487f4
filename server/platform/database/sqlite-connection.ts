import { existsSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import type SqliteConnection from "better-sqlite3";
import type { Params } from "./database.ts";
import { constraintFailure, constraintInMessage, Overloaded } from "./failures.ts";
import { type Prepared, type SqlValue, valuesOf } from "./prepared.ts";

// better-sqlite3 is CommonJS and only the Node entry may load it, so it is required here and nowhere else.
const Sqlite: typeof SqliteConnection = createRequire(import.meta.url)("better-sqlite3");

export type Connection = SqliteConnection.Database;

/** WAL with `synchronous=FULL`: an acknowledged write survives a killed process and a lost power supply. */
export function openWriter(path: string): Connection {
  const connection = new Sqlite(path);
  connection.pragma("journal_mode = WAL");
  connection.pragma("synchronous = FULL");
  connection.pragma("foreign_keys = ON");
  // Without this, INSERT OR REPLACE would delete a row of an append-only table unseen by its trigger.
  connection.pragma("recursive_triggers = ON");
  connection.pragma("cell_size_check = ON");
  connection.pragma("journal_size_limit = 67108864");
  shared(connection);
  return connection;
}

/** A connection that cannot write; opened after the writer, which makes the file. */
export function openReader(path: string): Connection {
  const connection = new Sqlite(path, { readonly: true });
  connection.pragma("query_only = ON");
  // A segment is one pass over accounts: read where the system has them, without a copy of each page.
  connection.pragma("mmap_size = 2147483648");
  shared(connection);
  return connection;
}

function shared(connection: Connection): void {
  connection.pragma("busy_timeout = 5000");
  connection.pragma("temp_store = MEMORY");
  connection.pragma("cache_size = -65536");
  connection.pragma("trusted_schema = OFF");
}

/**
 * One process writes. The lock is an exclusive transaction on a file beside the database: the system lets go
 * of it when the process ends, however it ends.
 */
export function lockFile(path: string): () => void {
  // By its real name, so that a symbolic link is no second database.
  const lock = new Sqlite(`${existsSync(path) ? realpathSync(path) : path}.lock`, { timeout: 0 });
  try {
    lock.pragma("journal_mode = DELETE");
    lock.exec("BEGIN EXCLUSIVE");
  } catch (cause) {
    lock.close();
    if (!isBusy(cause)) throw cause;
    throw new Error(`another process is already using ${path}; SQLite has one writer`, { cause });
  }
  return () => lock.close();
}

/** Compiles each text once for a connection. */
export function statementCache(connection: Connection) {
  const cache = new Map<string, SqliteConnection.Statement>();
  const statementOf = (text: string): SqliteConnection.Statement => {
    const cached = cache.get(text) ?? connection.prepare(text);
    cache.set(text, cached);
    return cached;
  };
  return {
    run(text: string, values: readonly SqlValue[]): void {
      statementOf(text).run(...values);
    },
    all<P extends Params, R>(query: Prepared<P, R>, params: P): R[] {
      const compiled = query.text("sqlite");
      const statement = statementOf(compiled.sql);
      if (!statement.readonly) throw new TypeError("a prepared read must not write; a write is one plan");
      return rowsAs<R>(statement.all(...valuesOf(compiled, params)));
    },
  };
}

/** better-sqlite3 cannot know the columns; the prepared query's type does. */
function rowsAs<R>(rows: unknown[]): R[] {
  return rows as R[];
}

export function translate(failure: unknown): unknown {
  if (!(failure instanceof Error)) return failure;
  const constraint = constraintInMessage(failure.message);
  if (constraint !== null) return constraintFailure(constraint, failure);
  return isBusy(failure) ? new Overloaded(failure) : failure;
}

function isBusy(failure: unknown): boolean {
  return failure instanceof Error && "code" in failure && String(failure.code).startsWith("SQLITE_BUSY");
}
