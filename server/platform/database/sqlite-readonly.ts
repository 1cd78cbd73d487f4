import { existsSync } from "node:fs";
import type { Database } from "./database.ts";
import { kyselyAsking } from "./kysely-asking.ts";
import { openReader, statementCache } from "./sqlite-connection.ts";

/**
 * An SQLite file that is only read, beside the server that writes it: no lock is taken and nothing can be changed.
 * @throws when there is no such file.
 */
export function openSqliteReadonly(path: string): Database {
  if (!existsSync(path)) throw new Error(`there is no database at ${path}`);
  const reader = openReader(path);
  const reads = statementCache(reader);
  const kysely = kyselyAsking("sqlite", async (sql, values) => reader.prepare(sql).all(...values));
  const refuse = async (): Promise<never> => {
    throw new TypeError(`${path} is open for reading alone`);
  };
  return {
    engine: "sqlite",
    point: kysely,
    report: kysely,
    all: async (query, params) => reads.all(query, params),
    first: async (query, params) => reads.all(query, params)[0],
    commit: refuse,
    migrate: refuse,
    ping: async () => void reader.prepare("SELECT 1").get(),
    close: async () => void reader.close(),
  };
}
