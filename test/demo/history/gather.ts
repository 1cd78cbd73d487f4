import type { Database } from "../../../server/platform/database/database.ts";
import type { AuditedPlan } from "../../../server/platform/database/plan.ts";

export interface Gathering {
  readonly database: Database;
  /** Runs one of the works that go on at once; each has at most one commit under way. */
  during<T>(work: () => Promise<T>): Promise<T>;
}

interface Held {
  readonly plan: AuditedPlan;
  readonly settle: (outcome: Promise<void>) => void;
}

/**
 * Holds commits back until every work that goes on waits for one, so that they share a transaction and its disk sync:
 * thousands of visits then cost some hundred syncs, each still as durable as any other.
 */
export function gathering(database: Database): Gathering {
  let working = 0;
  let held: Held[] = [];
  const letGo = (): void => {
    if (held.length < working) return;
    const group = held;
    held = [];
    for (const { plan, settle } of group) settle(database.commit(plan));
  };
  const commit = (plan: AuditedPlan): Promise<void> =>
    new Promise((settle) => {
      held.push({ plan, settle });
      letGo();
    });
  return {
    database: { ...database, commit },
    async during(work) {
      working += 1;
      try {
        return await work();
      } finally {
        working -= 1;
        letGo();
      }
    },
  };
}
