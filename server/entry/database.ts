import { mkdirSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Database } from "../platform/database/database.ts";

/** The database that the environment names: PostgreSQL by DATABASE_URL, else the SQLite file of DATABASE_PATH. */
export async function openDatabase(env: NodeJS.ProcessEnv): Promise<Database> {
  if (env.DATABASE_URL !== undefined) {
    const { openPostgres } = await import("../platform/database/postgres.ts");
    return openPostgres({ connectionString: env.DATABASE_URL });
  }
  const { openSqlite } = await import("../platform/database/sqlite.ts");
  const path = resolve(env.DATABASE_PATH ?? "data/goen.db");
  mkdirSync(dirname(path), { recursive: true });
  return openSqlite(path);
}

/** The same to be read alone: an SQLite file beside the server that writes it. */
export async function openForReading(env: NodeJS.ProcessEnv): Promise<Database> {
  if (env.DATABASE_URL !== undefined) return openDatabase(env);
  const { openSqliteReadonly } = await import("../platform/database/sqlite-readonly.ts");
  return openSqliteReadonly(resolve(env.DATABASE_PATH ?? "data/goen.db"));
}
