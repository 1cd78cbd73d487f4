import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import type { Database, Params } from "./database.ts";
import { constraintFailure, OutcomeUnknown, Overloaded } from "./failures.ts";
import { migrateWith } from "./migrate.ts";
import type { AuditedPlan } from "./plan.ts";
import { type Compiled, type Prepared, valuesOf } from "./prepared.ts";
import type { Tables } from "./tables.ts";

/** Integers of 64 bits stay below 2^53 here (yen, points, milliseconds), so they are read as numbers. */
const int8 = 20;
const numeric = 1700;
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    oid === int8 || oid === numeric ? Number : pg.types.getTypeParser(oid, format),
};

const reportDeadlineMs = 30_000;

export interface PostgresOptions {
  readonly connectionString: string;
  /** Connections of this process for sales and other quick work. */
  readonly connectionsMax?: number;
}

/** PostgreSQL at READ COMMITTED: the second writer of a stream waits for the first and then loses cleanly. */
export function openPostgres(options: PostgresOptions): Database {
  const pool = new pg.Pool({
    connectionString: options.connectionString,
    max: options.connectionsMax ?? 20,
    types,
    // The statements of a plan go out together: one round trip instead of one each.
    pipeline: true,
  });
  const reports = new pg.Pool({
    connectionString: options.connectionString,
    max: 2,
    types,
    statement_timeout: reportDeadlineMs,
    options: "-c default_transaction_read_only=on",
  });
  // An idle connection may be closed by the server; the pool opens another, and nothing was lost.
  pool.on("error", () => {});
  reports.on("error", () => {});

  const point = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  const report = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: reports }) });
  const all = async <P extends Params, R>(query: Prepared<P, R>, params: P): Promise<R[]> => {
    const compiled = query.text("postgres");
    const result = await pool.query({
      name: nameOf(compiled),
      text: compiled.sql,
      values: valuesOf(compiled, params),
    });
    return rowsAs<R>(result.rows);
  };

  return {
    engine: "postgres",
    point,
    report,
    all,
    first: async (query, params) => (await all(query, params))[0],
    commit: (plan) => commitOn(pool, plan),
    migrate: () => migrateWith(point, "postgres"),
    ping: async () => void (await pool.query("SELECT 1")),
    async close() {
      await Promise.all([pool.end(), reports.end()]);
    },
  };
}

async function commitOn(pool: pg.Pool, plan: AuditedPlan): Promise<void> {
  const client = await pool.connect().catch((failure: unknown) => {
    throw new Overloaded(failure);
  });
  let failed: unknown;
  try {
    const sent = [
      client.query("BEGIN"),
      ...plan.statements.map(({ prepared, params }) => {
        const compiled = prepared.text("postgres");
        return client.query({
          name: nameOf(compiled),
          text: compiled.sql,
          values: valuesOf(compiled, params),
        });
      }),
    ];
    const outcomes = await Promise.allSettled(sent);
    failed = outcomes.find((outcome) => outcome.status === "rejected")?.reason;
    if (failed === undefined) await client.query("COMMIT");
    else await client.query("ROLLBACK");
  } catch (failure) {
    client.release(true);
    throw translate(failed ?? failure, true);
  }
  client.release();
  if (failed !== undefined) throw translate(failed, false);
}

const names = new Map<string, string>();

/** A short name per text, so that each connection plans a statement once. */
function nameOf({ sql }: Compiled): string {
  const known = names.get(sql);
  if (known !== undefined) return known;
  const name = `goen_${names.size}`;
  names.set(sql, name);
  return name;
}

/** pg cannot know the columns; the prepared query's type does. */
function rowsAs<R>(rows: unknown[]): R[] {
  return rows as R[];
}

/** `lost`: whether the connection broke while a COMMIT may have been on its way. */
function translate(failure: unknown, lost: boolean): unknown {
  if (failure instanceof pg.DatabaseError) {
    if (failure.constraint !== undefined) return constraintFailure(failure.constraint, failure);
    // Serialization failure, deadlock: somebody else was first.
    if (failure.code === "40001" || failure.code === "40P01")
      return constraintFailure("entry_stream", failure);
    if (failure.code === "53300") return new Overloaded(failure);
    return failure;
  }
  return lost ? new OutcomeUnknown(failure) : failure;
}
