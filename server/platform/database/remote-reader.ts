import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";
import type { SqlValue } from "./prepared.ts";
import type { Tables } from "./tables.ts";

/** Runs one read somewhere else and answers its rows. */
export type Ask = (sql: string, parameters: readonly SqlValue[]) => Promise<unknown[]>;

/** A Kysely whose queries in SQLite's dialect are answered by `ask`. It has no transactions and needs none. */
export function kyselyAsking(ask: Ask): Kysely<Tables> {
  return new Kysely<Tables>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new AskingDriver(ask),
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  });
}

class AskingDriver implements Driver {
  readonly #connection: DatabaseConnection;

  constructor(ask: Ask) {
    this.#connection = {
      async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
        return { rows: rowsAs<R>(await ask(query.sql, query.parameters.map(sqlValue))) };
      },
      // biome-ignore lint/correctness/useYield: the interface wants a generator, and there is nothing to stream.
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
