import pg from "pg";
import { Conflict, constraintFailure, OutcomeUnknown, Overloaded, TooSlow, tooLate } from "./failures.ts";
import type { AuditedPlan } from "./plan.ts";
import { type Compiled, type SqlValue, valuesOf } from "./prepared.ts";

/**
 * One transaction in two round trips: BEGIN and every statement together, then COMMIT when all of them went
 * well. In between, the answers are read, because a COMMIT that is sent blindly behind a failed statement
 * rolls back silently.
 */
export async function commitOn(
  pool: pg.Pool,
  plan: AuditedPlan,
  inTime: () => boolean = always,
): Promise<void> {
  // Before a connection is taken: a value that cannot be bound is a bug of the caller and no transaction of
  // ours.
  const queries = plan.statements.map(({ prepared, params }) => queryOf(prepared.text("postgres"), params));
  const client = await pool.connect().catch((failure: unknown) => {
    throw new Overloaded(failure);
  });
  let refused: unknown;
  let committing = false;
  try {
    const sent = [client.query("BEGIN"), ...queries.map((query) => client.query(query))];
    const outcomes = await Promise.allSettled(sent);
    refused = outcomes.find((outcome) => outcome.status === "rejected")?.reason;
    // A statement may have waited for a lock: whether it is too late is known only now.
    if (refused === undefined && !inTime()) refused = tooLate();
    committing = refused === undefined;
    await client.query(committing ? "COMMIT" : "ROLLBACK");
  } catch (failure) {
    client.release(true);
    throw committing ? translateCommit(failure) : translate(refused ?? failure);
  }
  client.release();
  if (refused !== undefined) throw translate(refused);
}

const always = (): boolean => true;

export function queryOf(compiled: Compiled, params: Readonly<Record<string, SqlValue>>): pg.QueryConfig {
  return { name: nameOf(compiled), text: compiled.sql, values: valuesOf(compiled, params) };
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

/** A COMMIT that did not answer may have happened; one that was answered with a refusal did not. */
function translateCommit(failure: unknown): unknown {
  return failure instanceof pg.DatabaseError && !isAway(failure)
    ? translate(failure)
    : new OutcomeUnknown(failure);
}

/** What a failure means where nothing was committed (PostgreSQL manual, appendix A, "Error Codes"). */
export function translate(failure: unknown): unknown {
  if (failure instanceof Conflict) return failure;
  // Anything but the server's own words is the connection: refused, reset, or no answer in time.
  if (!(failure instanceof pg.DatabaseError)) return new Overloaded(failure);
  const { code = "", constraint, table, column } = failure;
  if (code === "23502") return constraintFailure(`not_null ${table}.${column}`, failure);
  if (code === "23503") return constraintFailure("foreign_key", failure);
  if (constraint !== undefined) return constraintFailure(constraint, failure);
  // Text or a fraction where an integer belongs, or more than 64 bits of it.
  if (code === "22P02" || code === "22003") return constraintFailure("datatype", failure);
  // Serialization failure, deadlock: somebody else was first.
  if (code === "40001" || code === "40P01") return new Conflict("serialization");
  return isAway(failure) || code === "55P03" || code === "57014" ? new Overloaded(failure) : failure;
}

/** The same for a report, whose deadline the server keeps. */
export function translateReport(failure: unknown): unknown {
  const stopped = failure instanceof pg.DatabaseError && failure.code === "57014";
  return stopped ? new TooSlow(failure) : translate(failure);
}

/** Shutting down, starting up, out of connections or memory, or a broken connection. */
function isAway({ code = "" }: pg.DatabaseError): boolean {
  return /^(08|53|57P0|25P03)/.test(code);
}
