import type { Reached, StampDraft, StampEntry, StampState } from "../../../shared/stamps/state.ts";
import type { Deps } from "../../deps.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import type { MemberStampTable, StampEntryTable } from "../../platform/database/tables/stamps.ts";
import * as store from "./store.ts";

/** Who stamps, where, when and for what. */
export interface Stamping {
  readonly memberId: number;
  /** As the ledger has it: `staff:ID`, `key:ID`, `system:nightly`. */
  readonly actor: string;
  /** Number of the store; null where it is done at none. */
  readonly storeId: number | null;
  readonly purchaseId: string | null;
  readonly nowMs: number;
  readonly reason?: string | null;
}

export function stateOf(row: MemberStampTable): StampState {
  return {
    cardId: row.card_id,
    seq: row.seq,
    round: row.round,
    version: row.version,
    count: row.stamps,
    reached: row.reached,
    status: row.status,
    firstOn: row.first_on,
    lastOn: row.last_on,
    untilOn: row.until_on,
    earnedOn: row.earned_on,
  };
}

export function entryOf(row: StampEntryTable): StampEntry {
  return {
    cardId: row.card_id,
    seq: row.seq,
    entryId: row.entry_id,
    round: row.round,
    version: row.version,
    kind: row.kind,
    stamps: row.stamps,
    countAfter: row.count_after,
    reached: row.reached,
    status: row.status,
    purchaseId: row.purchase_id,
    on: row.business_date,
  };
}

/** Entries, cards as they are then, and rewards that wait for staff to hand them over. */
export function planDraft(
  deps: Pick<Deps, "ids">,
  draft: StampDraft,
  { memberId, actor, storeId, purchaseId, nowMs, reason = null }: Stamping,
): Bound[] {
  const entries = draft.steps.map(({ on, ...step }) =>
    store.insertEntry.with({
      ...step,
      ...{ memberId, actor, storeId, purchaseId, nowMs, reason },
      businessDate: on,
      entryId: deps.ids.ulid(),
    }),
  );
  const touched = new Set(draft.steps.map(({ cardId }) => cardId));
  const states = [...draft.states.values()]
    .filter(({ cardId }) => touched.has(cardId))
    .map(({ count, ...state }) => store.keepState.with({ ...state, memberId, stamps: count }));
  const on = draft.steps.at(-1)?.on ?? "";
  return [...entries, ...states, ...planRewards(deps, draft.reached, { memberId, purchaseId, on })];
}

function planRewards(
  deps: Pick<Deps, "ids">,
  reached: readonly Reached[],
  { memberId, purchaseId, on }: { memberId: number; purchaseId: string | null; on: string },
): Bound[] {
  return reached.flatMap(({ cardId, round, at, seq, benefit }) =>
    benefit.kind !== "reward"
      ? []
      : [
          store.insertReward.with({
            rewardId: deps.ids.ulid(),
            name: JSON.stringify(benefit.name),
            earnedOn: on,
            ...{ memberId, cardId, round, at, seq, purchaseId },
          }),
        ],
  );
}
