import type { Database, Params } from "./database.ts";
import {
  constraintFailure,
  constraintInMessage,
  OutcomeUnknown,
  Overloaded,
  TooSlow,
  tooLate,
} from "./failures.ts";
import { kyselyAsking } from "./kysely-asking.ts";
import { type MigrationTarget, migrateWith } from "./migrate.ts";
import { type MigrationStep, migrationsFor, migrationTable } from "./migrations/index.ts";
import { type Prepared, type SqlValue, valuesOf } from "./prepared.ts";

/** The part of Cloudflare's D1 binding that is used (Workers docs, "D1 Worker API"). */
export interface D1Binding {
  prepare(sql: string): D1Statement;
  batch(statements: D1Statement[]): Promise<unknown[]>;
}

export interface D1Statement {
  bind(...values: SqlValue[]): D1Statement;
  all(): Promise<{ results: unknown[] }>;
}

export interface D1Options {
  /** Other migrations than the product's own. */
  readonly migrations?: readonly MigrationStep[];
}

/** Cloudflare D1: one batch is one transaction, and there is no other kind. */
export function openD1(binding: D1Binding, options: D1Options = {}): Database {
  const ask = async (sql: string, parameters: readonly SqlValue[]): Promise<unknown[]> => {
    try {
      const { results } = await binding
        .prepare(sql)
        .bind(...parameters)
        .all();
      return results;
    } catch (failure) {
      throw translate(failure, "read");
    }
  };
  const kysely = kyselyAsking("sqlite", ask);
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
    async commit(plan, inTime) {
      const statements = plan.statements.map(({ prepared, params }) => {
        const compiled = prepared.text("d1");
        return binding.prepare(compiled.sql).bind(...valuesOf(compiled, params));
      });
      if (inTime?.() === false) throw tooLate();
      // An empty batch is an error to D1.
      if (statements.length > 0) await batch(binding, statements);
    },
    migrate: () => migrateWith(migrationTarget(binding), options.migrations ?? migrationsFor("d1")),
    ping: async () => void (await ask("SELECT 1", [])),
    async close() {},
  };
}

async function batch(binding: D1Binding, statements: D1Statement[]): Promise<void> {
  try {
    await binding.batch(statements);
  } catch (failure) {
    throw translate(failure, "write");
  }
}

function migrationTarget(binding: D1Binding): MigrationTarget {
  return {
    async applied() {
      await batch(binding, [binding.prepare(migrationTable("d1"))]);
      const { results } = await binding.prepare("SELECT name FROM migration").all();
      return rowsAs<{ name: string }>(results).map(({ name }) => name);
    },
    apply: ({ statements }) =>
      batch(
        binding,
        statements.map((statement) => binding.prepare(statement)),
      ),
  };
}

/** D1 answers plain objects; the prepared query's type knows their columns. */
function rowsAs<R>(rows: unknown[]): R[] {
  return rows as R[];
}

/** D1 has no codes, only words (Workers docs, "Debug D1", the list of D1_ERRORs). */
const busy = /overloaded|too many requests queued/i;
const slow = /exceeded timeout|exceeded its cpu time limit/i;
const lost =
  /connection lost|disconnected|transient issue|reset because|object to be reset|was reset|internal error/i;

function translate(failure: unknown, doing: "read" | "write"): unknown {
  if (!(failure instanceof Error)) return failure;
  const constraint = constraintInMessage(failure.message);
  if (constraint !== null) return constraintFailure(constraint, failure);
  if (busy.test(failure.message)) return new Overloaded(failure);
  if (doing === "read" && slow.test(failure.message)) return new TooSlow(failure);
  if (!slow.test(failure.message) && !lost.test(failure.message)) return failure;
  return doing === "write" ? new OutcomeUnknown(failure) : new Overloaded(failure);
}
