import type { Database, Params } from "./database.ts";
import { constraintFailure, constraintInMessage, OutcomeUnknown, Overloaded } from "./failures.ts";
import { migrateWith } from "./migrate.ts";
import { type Prepared, type SqlValue, valuesOf } from "./prepared.ts";
import { kyselyAsking } from "./remote-reader.ts";

/** The part of Cloudflare's D1 binding that is used (Workers docs, "D1 Worker API"). */
export interface D1Binding {
  prepare(sql: string): D1Statement;
  batch(statements: D1Statement[]): Promise<unknown[]>;
}

export interface D1Statement {
  bind(...values: SqlValue[]): D1Statement;
  all(): Promise<{ results: unknown[] }>;
}

/** Cloudflare D1: one batch is one transaction, and there is no other kind. */
export function openD1(binding: D1Binding): Database {
  const ask = async (sql: string, parameters: readonly SqlValue[]): Promise<unknown[]> => {
    const { results } = await binding
      .prepare(sql)
      .bind(...parameters)
      .all();
    return results;
  };
  const kysely = kyselyAsking(ask);
  const all = async <P extends Params, R>(query: Prepared<P, R>, params: P): Promise<R[]> => {
    const compiled = query.text("d1");
    return rowsAs<R>(await ask(compiled.sql, valuesOf(compiled, params)));
  };
  return {
    engine: "d1",
    point: kysely,
    report: kysely,
    all,
    first: async (query, params) => (await all(query, params))[0],
    async commit(plan) {
      const statements = plan.statements.map(({ prepared, params }) => {
        const compiled = prepared.text("d1");
        return binding.prepare(compiled.sql).bind(...valuesOf(compiled, params));
      });
      try {
        await binding.batch(statements);
      } catch (failure) {
        throw translate(failure);
      }
    },
    migrate: () => migrateWith(kysely, "d1"),
    ping: async () => void (await ask("SELECT 1", [])),
    async close() {},
  };
}

/** D1 answers plain objects; the prepared query's type knows their columns. */
function rowsAs<R>(rows: unknown[]): R[] {
  return rows as R[];
}

function translate(failure: unknown): unknown {
  if (!(failure instanceof Error)) return failure;
  const constraint = constraintInMessage(failure.message);
  if (constraint !== null) return constraintFailure(constraint, failure);
  if (/overloaded|too many requests queued/i.test(failure.message)) return new Overloaded(failure);
  if (/network connection lost|code was updated|storage caused object to be reset/i.test(failure.message)) {
    return new OutcomeUnknown(failure);
  }
  return failure;
}
