import pg from "pg";
import type { Database, Params } from "./database.ts";
import { kyselyAsking } from "./kysely-asking.ts";
import { type MigrationTarget, migrateWith } from "./migrate.ts";
import { type MigrationStep, migrationsFor, migrationTable } from "./migrations/index.ts";
import { commitOn, queryOf, translate, translateReport } from "./postgres-commit.ts";
import { type Prepared, type SqlValue, valuesOf } from "./prepared.ts";

/** Integers of 64 bits stay below 2^53 here (yen, points, milliseconds), so they are read as numbers. */
const int8 = 20;
/** What SUM answers over them. */
const numeric = 1700;
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    oid === int8 || oid === numeric ? Number : pg.types.getTypeParser(oid, format),
};

export interface PostgresOptions {
  readonly connectionString: string;
  /** Connections of this process for sales and other quick work. */
  readonly connectionsMax?: number;
  /** A report that runs longer than this is stopped. */
  readonly reportDeadlineMs?: number;
  /** Other migrations than the product's own. */
  readonly migrations?: readonly MigrationStep[];
}

/**
 * Waiting longer than this for a connection, a lock or a quick statement helps nobody who stands at a till.
 */
const patienceMs = 10_000;

/** PostgreSQL at READ COMMITTED: the second writer of a stream waits for the first and then loses cleanly. */
export function openPostgres(options: PostgresOptions): Database {
  const { connectionString, connectionsMax = 20, reportDeadlineMs = 30_000 } = options;
  const always: pg.PoolConfig = {
    connectionString,
    types,
    keepAlive: true,
    connectionTimeoutMillis: patienceMs,
    application_name: "goen",
  };
  const sales = openPool({
    ...always,
    max: connectionsMax,
    // The statements of a plan go out together: one round trip instead of one each.
    pipeline: true,
    statement_timeout: patienceMs,
    // A process that died in mid-plan must not hold an account's lock until TCP notices.
    idle_in_transaction_session_timeout: patienceMs,
    // Now and then a new connection, so that a balancer or a failover is followed.
    maxLifetimeSeconds: 600,
  });
  const reports = openPool({
    ...always,
    max: 2,
    statement_timeout: reportDeadlineMs,
    options: "-c default_transaction_read_only=on",
  });
  const all = <P extends Params, R>(query: Prepared<P, R>, params: P): Promise<R[]> =>
    readPrepared(sales, query, params);

  return {
    engine: "postgres",
    point: kyselyAsking("postgres", (sql, values) => read(sales, sql, values, translate)),
    report: kyselyAsking("postgres", (sql, values) => read(reports, sql, values, translateReport)),
    all,
    first: async (query, params) => (await all(query, params))[0],
    commit: (plan, inTime) => commitOn(sales, plan, inTime),
    migrate: () => migrate(connectionString, options.migrations ?? migrationsFor("postgres")),
    ping: async () => void (await read(sales, "SELECT 1", [], translate)),
    async close() {
      await Promise.all([sales.end(), reports.end()]);
    },
  };
}

function openPool(config: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool(config);
  // A connection that breaks tells its query; as an event nobody listens to, it would end the process.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  return pool;
}

async function read(
  pool: pg.Pool,
  sql: string,
  values: readonly SqlValue[],
  words: (failure: unknown) => unknown,
): Promise<unknown[]> {
  try {
    return (await pool.query(sql, [...values])).rows;
  } catch (failure) {
    throw words(failure);
  }
}

/**
 * A prepared read. After a migration its old plan may be refused (0A000): then it is asked once without its
 * name.
 */
async function readPrepared<P extends Params, R>(
  pool: pg.Pool,
  query: Prepared<P, R>,
  params: P,
): Promise<R[]> {
  const named = queryOf(query.text("postgres"), params);
  try {
    return rowsAs<R>((await pool.query(named)).rows);
  } catch (failure) {
    if (!(failure instanceof pg.DatabaseError) || failure.code !== "0A000") throw translate(failure);
    return rowsAs<R>(await read(pool, named.text, valuesOf(query.text("postgres"), params), translate));
  }
}

/** pg cannot know the columns; the prepared query's type does. */
function rowsAs<R>(rows: unknown[]): R[] {
  return rows as R[];
}

/** "goen" in ASCII; any number that no other program locks in this database would do. */
const migrationLock = 0x676f656e;

/**
 * On a connection of its own, without the patience of a till; one process migrates, the others wait for it.
 */
async function migrate(
  connectionString: string,
  steps: readonly MigrationStep[],
): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString, application_name: "goen migrations" });
  client.on("error", () => {});
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [migrationLock]);
    return await migrateWith(migrationTarget(client), steps);
  } finally {
    // The lock goes with the session.
    await client.end();
  }
}

function migrationTarget(client: pg.Client): MigrationTarget {
  return {
    async applied() {
      await client.query(migrationTable("postgres"));
      const { rows } = await client.query<{ name: string }>("SELECT name FROM migration");
      return rows.map(({ name }) => name);
    },
    async apply({ statements }) {
      await client.query("BEGIN");
      try {
        for (const statement of statements) await client.query(statement);
        await client.query("COMMIT");
      } catch (failure) {
        await client.query("ROLLBACK");
        throw failure;
      }
    },
  };
}
