import { createRequire } from "node:module";
import type SqliteConnection from "better-sqlite3";
import { Kysely, SqliteAdapter, SqliteDialect } from "kysely";
import type { Database, Params } from "./database.ts";
import { constraintFailure, constraintInMessage, Overloaded } from "./failures.ts";
import { migrateWith } from "./migrate.ts";
import type { AuditedPlan } from "./plan.ts";
import { type Prepared, type SqlValue, valuesOf } from "./prepared.ts";
import { openReportReader } from "./sqlite-report.ts";
import type { Tables } from "./tables.ts";

// better-sqlite3 is CommonJS and only the Node entry may load it, so it is required here and nowhere else.
const Sqlite: typeof SqliteConnection = createRequire(import.meta.url)("better-sqlite3");

/** Plans that wait together share one transaction, and so one disk sync; this many at the most. */
const groupMax = 64;

interface Waiting {
  readonly plan: AuditedPlan;
  readonly resolve: () => void;
  readonly reject: (failure: unknown) => void;
}

/**
 * SQLite on a local disk, written by this process alone: WAL with `synchronous=FULL`, so that an acknowledged write
 * survives a killed process and a lost power supply.
 * @throws when another process already writes to this file.
 */
export function openSqlite(path: string): Database {
  const releaseLock = lockFile(path);
  const writer = new Sqlite(path);
  pragmas(writer);
  const reader = new Sqlite(path);
  pragmas(reader);
  reader.pragma("query_only = ON");
  const point = new Kysely<Tables>({ dialect: new SqliteDialect({ database: reader }) });
  const report = openReportReader(path);
  const committer = groupCommitter(writer);
  const reads = statementCache(reader);

  return {
    engine: "sqlite",
    point,
    report: report.kysely,
    all: async (query, params) => reads.all(query, params),
    first: async (query, params) => reads.all(query, params)[0],
    commit: committer.commit,
    migrate: () =>
      migrateWith(new Kysely<Tables>({ dialect: new WriterDialect({ database: writer }) }), "sqlite"),
    ping: async () => void reader.prepare("SELECT 1").get(),
    async close() {
      committer.flush();
      await report.close();
      reader.close();
      writer.pragma("optimize");
      writer.close();
      releaseLock();
    },
  };
}

/** Kysely's own adapter says SQLite's DDL is not transactional; it is, and a half-applied migration helps nobody. */
class WriterDialect extends SqliteDialect {
  override createAdapter(): SqliteAdapter {
    return new TransactionalSqliteAdapter();
  }
}

class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

function pragmas(connection: SqliteConnection.Database): void {
  connection.pragma("journal_mode = WAL");
  connection.pragma("synchronous = FULL");
  connection.pragma("foreign_keys = ON");
  connection.pragma("busy_timeout = 5000");
  connection.pragma("temp_store = MEMORY");
  connection.pragma("cache_size = -131072");
  connection.pragma("journal_size_limit = 67108864");
  connection.pragma("trusted_schema = OFF");
}

/**
 * One process writes. The lock is an exclusive transaction on a file beside the database: the system lets go of it
 * when the process ends, however it ends.
 */
function lockFile(path: string): () => void {
  const lock = new Sqlite(`${path}.lock`, { timeout: 0 });
  try {
    lock.pragma("journal_mode = DELETE");
    lock.exec("BEGIN EXCLUSIVE");
  } catch (cause) {
    lock.close();
    throw new Error(`another process is already using ${path}; SQLite has one writer`, { cause });
  }
  return () => lock.close();
}

function statementCache(connection: SqliteConnection.Database) {
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
      return rowsAs<R>(statementOf(compiled.sql).all(...valuesOf(compiled, params)));
    },
  };
}

/** better-sqlite3 cannot know the columns; the prepared query's type does. */
function rowsAs<R>(rows: unknown[]): R[] {
  return rows as R[];
}

function groupCommitter(writer: SqliteConnection.Database) {
  const statements = statementCache(writer);
  const control = {
    begin: writer.prepare("BEGIN IMMEDIATE"),
    commit: writer.prepare("COMMIT"),
    rollback: writer.prepare("ROLLBACK"),
    savepoint: writer.prepare("SAVEPOINT plan"),
    release: writer.prepare("RELEASE plan"),
    undo: writer.prepare("ROLLBACK TO plan"),
  };
  const waiting: Waiting[] = [];
  let scheduled = false;

  const runPlan = (plan: AuditedPlan): void => {
    for (const { prepared, params } of plan.statements) {
      const compiled = prepared.text("sqlite");
      statements.run(compiled.sql, valuesOf(compiled, params));
    }
  };

  const runGroup = (group: readonly Waiting[]): void => {
    const refused = new Map<Waiting, unknown>();
    try {
      control.begin.run();
      for (const item of group) {
        control.savepoint.run();
        try {
          runPlan(item.plan);
          control.release.run();
        } catch (failure) {
          control.undo.run();
          control.release.run();
          refused.set(item, failure);
        }
      }
      control.commit.run();
    } catch (failure) {
      if (writer.inTransaction) control.rollback.run();
      for (const item of group) item.reject(translate(failure));
      return;
    }
    for (const item of group) {
      if (refused.has(item)) item.reject(translate(refused.get(item)));
      else item.resolve();
    }
  };

  const flush = (): void => {
    scheduled = false;
    while (waiting.length > 0) runGroup(waiting.splice(0, groupMax));
  };

  return {
    flush,
    commit(plan: AuditedPlan): Promise<void> {
      return new Promise((resolve, reject) => {
        waiting.push({ plan, resolve, reject });
        if (scheduled) return;
        scheduled = true;
        setImmediate(flush);
      });
    },
  };
}

function translate(failure: unknown): unknown {
  if (!(failure instanceof Error)) return failure;
  const constraint = constraintInMessage(failure.message);
  if (constraint !== null) return constraintFailure(constraint, failure);
  if ("code" in failure && String(failure.code).startsWith("SQLITE_BUSY")) return new Overloaded(failure);
  return failure;
}
