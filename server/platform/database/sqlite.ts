import type { Database } from "./database.ts";
import { kyselyAsking } from "./kysely-asking.ts";
import { type MigrationTarget, migrateWith } from "./migrate.ts";
import { type MigrationStep, migrationsFor, migrationTable } from "./migrations/index.ts";
import { groupCommitter } from "./sqlite-commit.ts";
import { type Connection, lockFile, openReader, openWriter, statementCache } from "./sqlite-connection.ts";
import { openReportReader } from "./sqlite-report.ts";

export interface SqliteOptions {
  /** A report that runs longer than this is stopped. */
  readonly reportDeadlineMs?: number;
  /** Other migrations than the product's own. */
  readonly migrations?: readonly MigrationStep[];
}

/**
 * SQLite on a local disk, written by this process alone.
 * @throws when another process already writes to this file.
 */
export function openSqlite(path: string, options: SqliteOptions = {}): Database {
  const releaseLock = lockFile(path);
  try {
    return openLocked(path, options, releaseLock);
  } catch (failure) {
    releaseLock();
    throw failure;
  }
}

function openLocked(path: string, options: SqliteOptions, releaseLock: () => void): Database {
  const writer = openWriter(path);
  const reader = openReader(path);
  const report = openReportReader(path, options.reportDeadlineMs);
  const committer = groupCommitter(writer);
  // Prepared reads share the writer's connection: to any other, each commit means reading every page anew.
  const reads = statementCache(writer);

  return {
    engine: "sqlite",
    point: kyselyAsking("sqlite", async (sql, values) => reader.prepare(sql).all(...values)),
    report: report.kysely,
    all: async (query, params) => reads.all(query, params),
    first: async (query, params) => reads.all(query, params)[0],
    commit: committer.commit,
    migrate: () => migrateWith(migrationTarget(writer), options.migrations ?? migrationsFor("sqlite")),
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

/** A step runs without a pause, so no plan of this process can slip into its transaction. */
function migrationTarget(writer: Connection): MigrationTarget {
  return {
    applied() {
      writer.exec(migrationTable("sqlite"));
      return namesIn(writer.prepare("SELECT name FROM migration").pluck().all());
    },
    apply: ({ statements }) =>
      writer
        .transaction(() => {
          for (const statement of statements) writer.exec(statement);
        })
        .immediate(),
  };
}

function namesIn(rows: readonly unknown[]): string[] {
  return rows.map(String);
}
