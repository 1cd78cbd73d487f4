import { dateAt } from "../../../shared/dates.ts";
import { lapsed } from "../../../shared/stamps/evaluate.ts";
import { draftOfStates } from "../../../shared/stamps/state.ts";
import type { Deps } from "../../deps.ts";
import { Conflict } from "../../platform/database/failures.ts";
import { housekeeping } from "../../platform/database/plan.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import { planDraft, stateOf } from "./rows.ts";
import { lapsedStates } from "./store.ts";

const chunk = 100;

/**
 * Writes down what has lapsed by the clock already, a hundred cards at a time. Two processes at once, or a sale in between,
 * find the stream's next number taken, and what is left is found again.
 */
export async function expireStampCards(deps: Deps, untilMs: number): Promise<number> {
  let done = 0;
  while (deps.clock.nowMs() < untilMs) {
    const nowMs = deps.clock.nowMs();
    const on = dateAt(nowMs, deps.settings.timeZone);
    const rows = await deps.database.all(lapsedStates, { on, limit: chunk });
    if (rows.length === 0) return done;
    const statements = rows.flatMap((row): Bound[] => {
      const draft = lapsed(draftOfStates([stateOf(row)]), row.card_id, on);
      const doing = {
        memberId: row.member_id,
        actor: "system:expiry",
        storeId: null,
        purchaseId: null,
        nowMs,
      };
      return planDraft(deps, draft, doing);
    });
    try {
      await deps.database.commit(housekeeping("stamps lapse by their card's own rule", statements));
    } catch (failure) {
      if (failure instanceof Conflict) return done + 1;
      throw failure;
    }
    done += rows.length;
  }
  return done;
}
