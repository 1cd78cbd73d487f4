/** The process that reads reports: one connection that cannot write, one query at a time, until its parent is gone. */
import { createRequire } from "node:module";
import type SqliteConnection from "better-sqlite3";
import type { SqlValue } from "./prepared.ts";

const Sqlite: typeof SqliteConnection = createRequire(import.meta.url)("better-sqlite3");

const path = process.argv[2];
if (path === undefined) throw new Error("the path of the database is missing");

const connection = new Sqlite(path, { readonly: true });
connection.pragma("query_only = ON");
connection.pragma("busy_timeout = 5000");
connection.pragma("temp_store = MEMORY");

process.on("message", ({ id, sql, parameters }: { id: number; sql: string; parameters: SqlValue[] }) => {
  try {
    process.send?.({ id, rows: connection.prepare(sql).all(...parameters) });
  } catch (failure) {
    process.send?.({ id, failure: failure instanceof Error ? failure.message : String(failure) });
  }
});
process.on("disconnect", () => process.exit(0));
