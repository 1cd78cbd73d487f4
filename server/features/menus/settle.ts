import type { Deps } from "../../deps.ts";
import { housekeeping } from "../../platform/database/plan.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import type { Due } from "./people.ts";
import * as store from "./store.ts";

/** What became of a person's turn. */
export type Outcome = { readonly due: Due } & (
  | { readonly kind: "done" }
  /** LINE does it later. */
  | { readonly kind: "asked"; readonly menuId: string }
  | { readonly kind: "failed" }
  /** The menu is not there any more. */
  | { readonly kind: "gone" }
);

/** LINE says seconds; then each is asked about, and linked alone where it was not done. */
const askAboutAfterMs = 15_000;
const againMaxMs = 3_600_000;

/** Ends a worker's lease: who is done with is out of the queue, unless there was another reason meanwhile. */
export async function settle(deps: Deps, worker: string, outcomes: readonly Outcome[]): Promise<void> {
  const nowMs = deps.clock.nowMs();
  const of = (kind: Outcome["kind"]): readonly Due[] =>
    outcomes.filter((outcome) => outcome.kind === kind).map(({ due }) => due);
  const statements = [
    store.done.with({ worker, userIds: idsOf(of("done")) }),
    ...askedOf(worker, outcomes, nowMs + askAboutAfterMs),
    ...failedOf(worker, [...of("failed"), ...of("gone")], nowMs),
    store.release.with({ worker }),
  ];
  await deps.database.commit(housekeeping("whose menu has been looked at", statements));
}

function askedOf(worker: string, outcomes: readonly Outcome[], dueAtMs: number): readonly Bound[] {
  const asked = new Map<string, Due[]>();
  for (const outcome of outcomes) {
    if (outcome.kind !== "asked") continue;
    asked.set(outcome.menuId, [...(asked.get(outcome.menuId) ?? []), outcome.due]);
  }
  return [...asked].map(([askedMenuId, people]) =>
    store.later.with({ worker, userIds: idsOf(people), dueAtMs, failed: 0, askedMenuId }),
  );
}

/** 5, 10, 20 … seconds, an hour at the most; there is no last try, since a link is a state that stays wrong. */
function failedOf(worker: string, people: readonly Due[], nowMs: number): readonly Bound[] {
  const byAttempts = Map.groupBy(people, ({ attempts }) => attempts);
  return [...byAttempts].map(([attempts, some]) => {
    const dueAtMs = nowMs + Math.min(5_000 * 2 ** attempts, againMaxMs);
    return store.later.with({ worker, userIds: idsOf(some), dueAtMs, failed: 1, askedMenuId: null });
  });
}

function idsOf(people: readonly Due[]): string {
  return JSON.stringify(people.map(({ lineUserId }) => lineUserId));
}
