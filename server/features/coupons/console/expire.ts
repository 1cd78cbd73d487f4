import { dateAt } from "../../../../shared/dates.ts";
import type { Deps } from "../../../deps.ts";
import { Conflict } from "../../../platform/database/failures.ts";
import { housekeeping } from "../../../platform/database/plan.ts";
import { othersFirst } from "../../../platform/turns.ts";
import { turnMs } from "./issue-lists.ts";
import * as store from "./store-many.ts";

const atOnce = 200;

/**
 * Writes what the clock has said already: coupons whose last day is past, or whose countdown is at zero, have expired. Any number of processes may do it at
 * once: the coupon's own stream lets one of them write, and what is left is found again.
 */
export async function expireCoupons(deps: Deps, untilMs: number): Promise<number> {
  const until = Math.min(untilMs, deps.clock.nowMs() + turnMs[deps.database.engine]);
  for (let done = 0; ; ) {
    const nowMs = deps.clock.nowMs();
    const today = dateAt(nowMs, deps.settings.timeZone);
    const rows = await overNow(deps, today, nowMs);
    if (rows.length === 0) return done;
    const changes = rows.map((row) => [
      ...[row.member_coupon_id, row.nth + 1, "expired", row.coupon_id, row.member_id],
      ...["system:expiry", 0, 0, today, nowMs],
    ]);
    const states = rows.map((row) => [row.member_coupon_id, row.nth + 1]);
    const plan = [store.insertChanges.with(changes), store.markExpired.with(states)];
    try {
      await deps.database.commit(housekeeping("coupons end by their own last day or countdown", plan));
    } catch (failure) {
      if (failure instanceof Conflict) return done + 1;
      throw failure;
    }
    done += rows.length;
    if (rows.length < atOnce || deps.clock.nowMs() >= until) return done;
    if (deps.database.engine === "sqlite") await othersFirst();
  }
}

/** One may be both, and is written once. */
async function overNow(deps: Pick<Deps, "database">, today: string, nowMs: number) {
  const [byDay, byCountdown] = await Promise.all([
    deps.database.all(store.heldOver, { today, limit: atOnce }),
    deps.database.all(store.timeOver, { nowMs, limit: atOnce }),
  ]);
  const rows = new Map([...byDay, ...byCountdown].map((row) => [row.member_coupon_id, row]));
  return [...rows.values()].slice(0, atOnce);
}
