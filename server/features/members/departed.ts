import type { Deps } from "../../deps.ts";
import { housekeeping } from "../../platform/database/plan.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import { pseudonym } from "../../platform/hash.ts";
import * as store from "./store.ts";

/** The terms say how long: twelve months, in days that no calendar makes shorter. */
const keptMs = 366 * 24 * 3_600_000;

/** What is known for a while of a LINE user who left, so that leaving and joining again gains nothing. */
export interface Departed {
  /** Ids of join rules that gave something. */
  readonly rules: readonly string[];
  /** Points owed that no later membership has taken over. */
  readonly debt: number;
}

const nothing: Departed = { rules: [], debt: 0 };

/** What is known of a LINE user's earlier memberships. */
export async function departedBefore(deps: Deps, lineUserId: string): Promise<Departed> {
  let known = nothing;
  for (const who of namesOf(deps, lineUserId)) {
    const row = await deps.database.first(store.departedByWho, { who });
    if (row === undefined || row.left_at_ms < deps.clock.nowMs() - keptMs) continue;
    known = {
      rules: [...new Set([...known.rules, ...rulesIn(row.rules)])],
      debt: known.debt + row.debt,
    };
  }
  return known;
}

/** Keeps it from the moment of leaving, in place of what was known; nothing where there is nothing to keep. */
export function planDeparted(deps: Deps, lineUserId: string, { rules, debt }: Departed): Bound[] {
  const names = namesOf(deps, lineUserId);
  const who = names.at(-1) ?? "";
  const forgotten = names.map((name) => store.forgetDeparted.with({ who: name }));
  if (rules.length === 0 && debt === 0) return forgotten;
  const nowMs = deps.clock.nowMs();
  return [...forgotten, store.insertDeparted.with({ who, rules: JSON.stringify(rules), debt, nowMs })];
}

/** A new membership has taken the debt over. */
export function planDebtCarried(deps: Deps, lineUserId: string): Bound[] {
  return namesOf(deps, lineUserId).map((who) => store.clearDepartedDebt.with({ who }));
}

export async function purgeDeparted(deps: Deps): Promise<void> {
  const purged = store.purgeDeparted.with({ beforeMs: deps.clock.nowMs() - keptMs });
  await deps.database.commit(housekeeping("what the terms let us keep of members who left", [purged]));
}

/** One for each card key that is held: rows outlast a change of keys as cards do. The last is the current one. */
function namesOf(deps: Deps, lineUserId: string): readonly string[] {
  return deps.settings.cardKeys.map(({ privateKey }) =>
    pseudonym(privateKey, "goen departed member", lineUserId),
  );
}

/** What `planDeparted` wrote, read back. */
function rulesIn(text: string): readonly string[] {
  return JSON.parse(text) as readonly string[];
}
