import { OutcomeUnknown, tooLate } from "./failures.ts";
import type { AuditedPlan } from "./plan.ts";
import { valuesOf } from "./prepared.ts";
import { type Connection, statementCache, translate } from "./sqlite-connection.ts";

/** Plans that wait together share one transaction, and so one disk sync; this many at the most. */
const groupMax = 64;

interface Waiting {
  readonly plan: AuditedPlan;
  readonly inTime: (() => boolean) | undefined;
  readonly resolve: () => void;
  readonly reject: (failure: unknown) => void;
}

export interface Committer {
  commit(plan: AuditedPlan, inTime?: () => boolean): Promise<void>;
  /** Commits everything that waits, before the connection is closed. */
  flush(): void;
}

/** Commits plans in the order they came, those that wait together in one transaction, each in a savepoint. */
export function groupCommitter(writer: Connection): Committer {
  const transaction = groupTransaction(writer);
  const waiting: Waiting[] = [];
  let scheduled = false;

  /** A turn in which nobody joined ends the wait; until then each turn may bring more, and they share one disk sync. */
  const whenNobodyJoins = (before: number): void => {
    setImmediate(() => {
      if (waiting.length > before && waiting.length < groupMax) {
        whenNobodyJoins(waiting.length);
        return;
      }
      scheduled = false;
      settle(transaction, waiting.splice(0, groupMax));
      // One group a turn: between two groups the process answers those who were committed, and reads.
      if (waiting.length > 0) schedule();
    });
  };

  const schedule = (): void => {
    if (scheduled) return;
    scheduled = true;
    whenNobodyJoins(waiting.length);
  };

  return {
    flush() {
      while (waiting.length > 0) settle(transaction, waiting.splice(0, groupMax));
    },
    commit(plan, inTime) {
      return new Promise((resolve, reject) => {
        waiting.push({ plan, inTime, resolve, reject });
        schedule();
      });
    },
  };
}

type GroupTransaction = (group: readonly Waiting[]) => ReadonlyMap<Waiting, unknown>;

function settle(transaction: GroupTransaction, group: readonly Waiting[]): void {
  if (group.length === 0) return;
  try {
    const refused = transaction(group);
    for (const item of group) {
      if (refused.has(item)) item.reject(translate(refused.get(item)));
      else item.resolve();
    }
  } catch (failure) {
    for (const item of group) item.reject(translate(failure));
  }
}

/**
 * Runs a group in one transaction; the plans that were refused, with why. Throws when the whole group failed.
 */
function groupTransaction(writer: Connection): GroupTransaction {
  const statements = statementCache(writer);
  const begin = writer.prepare("BEGIN IMMEDIATE");
  const commit = writer.prepare("COMMIT");
  const rollback = writer.prepare("ROLLBACK");
  const savepoint = writer.prepare("SAVEPOINT plan");
  const release = writer.prepare("RELEASE plan");
  const undo = writer.prepare("ROLLBACK TO plan");

  const runPlan = ({ plan, inTime }: Waiting): void => {
    // From here to the COMMIT nothing waits: this is the last moment to ask.
    if (inTime?.() === false) throw tooLate();
    for (const { prepared, params } of plan.statements) {
      const compiled = prepared.text("sqlite");
      statements.run(compiled.sql, valuesOf(compiled, params));
    }
  };

  const runGuarded = (item: Waiting, refused: Map<Waiting, unknown>): void => {
    savepoint.run();
    try {
      runPlan(item);
    } catch (failure) {
      // A full disk or the like ends the whole transaction, not this plan alone.
      if (!writer.inTransaction) throw failure;
      undo.run();
      refused.set(item, failure);
    }
    release.run();
  };

  const finish = (): void => {
    try {
      commit.run();
    } catch (failure) {
      // When the sync failed, what is already in the log may or may not be found there after a restart.
      throw new OutcomeUnknown(failure);
    }
  };

  return (group) => {
    const refused = new Map<Waiting, unknown>();
    begin.run();
    try {
      for (const item of group) runGuarded(item, refused);
      finish();
    } finally {
      if (writer.inTransaction) rollback.run();
    }
    return refused;
  };
}
