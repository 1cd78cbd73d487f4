import type { Actor } from "../auth/actor.ts";
import { type Bound, prepare } from "./prepared.ts";

/**
 * A list of statements that is committed whole or not at all, with the row that says who did it. Only
 * `audited` and `housekeeping` make one, so that a write without its audit row does not compile.
 */
export interface AuditedPlan {
  readonly statements: readonly Bound[];
  /** When it was decided, before any id in it was made; null where no row of it is read in the order of its ids. */
  readonly decidedAtMs: number | null;
  readonly [made]: true;
}

declare const made: unique symbol;

export interface AuditRow {
  /** Time-ordered id of the row. */
  readonly auditId: string;
  /** Read before the first id of the plan is made. */
  readonly atMs: number;
  readonly actor: Actor;
  /** `slice.verb`, e.g. `purchases.sell`. */
  readonly action: string;
  /** What it was done to, as `kind:id`; public ids, never names or LINE ids. */
  readonly subject: string;
  readonly nodeId: number | null;
  readonly details?: Readonly<Record<string, string | number | boolean | null>>;
}

const insertAudit = prepare<{
  auditId: string;
  atMs: number;
  actorKind: string;
  actorId: string;
  action: string;
  subject: string;
  nodeId: number | null;
  details: string | null;
}>()((db, p) =>
  db.insertInto("audit").values({
    audit_id: p.auditId,
    at_ms: p.atMs,
    actor_kind: p.actorKind,
    actor_id: p.actorId,
    action: p.action,
    subject: p.subject,
    node_id: p.nodeId,
    details: p.details,
  }),
);

/** A plan of people's doings: every one leaves who, what, to whom and when. */
export function audited(row: AuditRow, statements: readonly Bound[]): AuditedPlan {
  const audit = insertAudit.with({
    auditId: row.auditId,
    atMs: row.atMs,
    actorKind: row.actor.kind,
    actorId: row.actor.id,
    action: row.action,
    subject: row.subject,
    nodeId: row.nodeId,
    details: row.details === undefined ? null : JSON.stringify(row.details),
  });
  return brand([...statements, audit], row.atMs);
}

/**
 * A plan that changes nothing a person owns or is owed: leases, counters, last-seen times, queue states.
 * `why` stands at the call so that a reader can disagree.
 */
export function housekeeping(_why: string, statements: readonly Bound[]): AuditedPlan {
  return brand(statements, null);
}

/** The one place where the brand is put on. */
function brand(statements: readonly Bound[], decidedAtMs: number | null): AuditedPlan {
  return { statements, decidedAtMs } as AuditedPlan;
}
