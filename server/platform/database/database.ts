import type { ExpressionBuilder, Kysely } from "kysely";
import type { AuditedPlan } from "./plan.ts";
import type { Prepared, Row, SqlValue } from "./prepared.ts";
import type { Tables } from "./tables.ts";

export type Engine = "sqlite" | "d1" | "postgres";

/**
 * What every slice is given instead of a connection. Reads are ordinary; a write is one plan, committed once,
 * all or nothing, because D1 has no interactive transaction and every engine can do this much.
 */
export interface Database {
  readonly engine: Engine;
  /** Quick reads, answered here: by key, or a bounded page. */
  readonly point: Kysely<Tables>;
  /** Long reads: elsewhere, with a deadline, so that no sale waits for a report. */
  readonly report: Kysely<Tables>;
  /** The rows of a prepared read. */
  all<P extends Params, R>(query: Prepared<P, R>, params: P): Promise<R[]>;
  /** The first row, or undefined. */
  first<P extends Params, R>(query: Prepared<P, R>, params: P): Promise<R | undefined>;
  /**
   * Commits the plan's statements, its audit row and its outbox rows together.
   * @throws Conflict when the snapshot the plan was decided on is stale: read again.
   * @throws Duplicate when this write was already done: answer as the first time.
   * @throws ConstraintFailure when any other rule of the schema refused it.
   * @throws OutcomeUnknown when the connection was lost in between: repeat with the same id.
   *
   * `inTime` is asked last, when nothing but the end of the transaction is left to do; where it says no, nothing is
   * written and the plan is a `Conflict`.
   */
  commit(plan: AuditedPlan, inTime?: () => boolean): Promise<void>;
  /** Names of the migrations that were applied by this call. */
  migrate(): Promise<readonly string[]>;
  /** Rejects when the database cannot answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

export type Params = Readonly<Record<string, SqlValue>>;
export type { Row };

/** What Kysely hands to a callback of a query on a table: for a part of a query that has a name of its own. */
export type Asking<T extends keyof Tables> = ExpressionBuilder<Tables, T>;
