import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";
import type { SqlValue } from "./prepared.ts";
import type { Tables } from "./tables.ts";

/** Runs one read on an engine and answers its rows. */
export type Ask = (sql: string, parameters: readonly SqlValue[]) => Promise<unknown[]>;

/**
 * A Kysely whose queries are answered by `ask`. It has no transactions and needs none: a write is one plan.
 */
export function kyselyAsking(dialect: "sqlite" | "postgres", ask: Ask): Kysely<Tables> {
  const createDriver = () => new AskingDriver(ask);
  return new Kysely<Tables>({
    dialect:
      dialect === "sqlite"
        ? {
            createAdapter: () => new UnqueuedSqliteAdapter(),
            createDriver,
            createIntrospector: (db) => new SqliteIntrospector(db),
            createQueryCompiler: () => new SqliteQueryCompiler(),
          }
        : {
            createAdapter: () => new PostgresAdapter(),
            createDriver,
            createIntrospector: (db) => new PostgresIntrospector(db),
            createQueryCompiler: () => new PostgresQueryCompiler(),
          },
  });
}

/** Kysely would let SQLite's queries through one at a time; whoever is asked here keeps order for itself. */
class UnqueuedSqliteAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

const writes: ReadonlySet<string> = new Set([
  "InsertQueryNode",
  "UpdateQueryNode",
  "DeleteQueryNode",
  "MergeQueryNode",
]);

class AskingDriver implements Driver {
  readonly #connection: DatabaseConnection;

  constructor(ask: Ask) {
    this.#connection = {
      async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
        if (writes.has(query.query.kind)) throw new Error("this is for reading; a write is one plan");
        return { rows: rowsAs<R>(await ask(query.sql, query.parameters.map(sqlValue))) };
      },
      // biome-ignore lint/correctness/useYield: the interface wants a generator, nothing is streamed.
      async *streamQuery(): AsyncIterableIterator<never> {
        throw new Error("this reader does not stream");
      },
    };
  }

  async init(): Promise<void> {}
  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection;
  }
  async beginTransaction(): Promise<void> {
    throw new Error("reads here have no transaction; a write is one plan");
  }
  async commitTransaction(): Promise<void> {}
  async rollbackTransaction(): Promise<void> {}
  async releaseConnection(): Promise<void> {}
  async destroy(): Promise<void> {}
}

function sqlValue(value: unknown): SqlValue {
  if (value === null || typeof value === "string" || typeof value === "number") return value;
  throw new TypeError(`a ${typeof value} cannot be bound; use a string, a number or null`);
}

/** What comes back over the wire has the columns that Kysely's query type says. */
function rowsAs<R>(rows: unknown[]): R[] {
  return rows as R[];
}
