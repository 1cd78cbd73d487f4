import type { Automation } from "../../../shared/automations/schema.ts";
import { dateAt } from "../../../shared/dates.ts";
import { Refusal } from "../../../shared/errors.ts";
import type { Deps } from "../../deps.ts";
import type { Actor } from "../../platform/auth/actor.ts";
import { Conflict } from "../../platform/database/failures.ts";
import { audited } from "../../platform/database/plan.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import { givable } from "../coupons/index.ts";
import * as store from "./store.ts";

/** Makes an automation; it is off until somebody switches it on. `automationId` is the client's. */
export async function makeAutomation(
  deps: Deps,
  actor: Actor,
  automationId: string,
  automation: Automation,
): Promise<void> {
  await checked(deps, automation);
  const nowMs = deps.clock.nowMs();
  const madeBy = `${actor.kind}:${actor.id}`;
  const text = JSON.stringify(automation);
  await write(deps, actor, "automations.make", automationId, { kind: automation.trigger.kind }, [
    store.insertAutomation.with({ automationId, nowMs, madeBy }),
    store.insertVersion.with({ automationId, version: 1, automation: text, nowMs, madeBy }),
  ]);
}

/**
 * Changes what it says or when. What was sent stays as it was said.
 * @throws Refusal automations.not_found; automations.stale where it was changed by another in between.
 */
export async function changeAutomation(
  deps: Deps,
  actor: Actor,
  automationId: string,
  version: number,
  automation: Automation,
): Promise<number> {
  await checked(deps, automation);
  const row = await deps.database.first(store.automationById, { automationId });
  if (row === undefined) throw new Refusal("automations.not_found");
  if (row.version !== version) throw new Refusal("automations.stale", { version: row.version });
  const next = version + 1;
  const nowMs = deps.clock.nowMs();
  const madeBy = `${actor.kind}:${actor.id}`;
  const text = JSON.stringify(automation);
  await write(deps, actor, "automations.change", automationId, { version: next }, [
    store.insertVersion.with({ automationId, version: next, automation: text, nowMs, madeBy }),
    store.setVersion.with({ automationId, version: next }),
  ]);
  return next;
}

/**
 * Switches it on or off; at once: what is not sent yet is not sent.
 * @throws Refusal automations.not_found.
 */
export async function switchAutomation(
  deps: Deps,
  actor: Actor,
  automationId: string,
  on: boolean,
): Promise<void> {
  const row = await deps.database.first(store.automationById, { automationId });
  if (row === undefined) throw new Refusal("automations.not_found");
  if ((row.status === "on") === on) return;
  const nowMs = deps.clock.nowMs();
  const statement = on
    ? store.switchOn.with({ automationId, nowMs })
    : store.switchOff.with({ automationId });
  await write(deps, actor, on ? "automations.on" : "automations.off", automationId, {}, [statement]);
}

/** @throws Refusal automations.coupon_not_given where its coupon is not one that may be given. */
async function checked(deps: Deps, { couponId }: Automation): Promise<void> {
  if (couponId === null) return;
  const today = dateAt(deps.clock.nowMs(), deps.settings.timeZone);
  const found = await givable(deps, couponId, today);
  if (found === null || found.coupon.issue.to !== "given") throw new Refusal("automations.coupon_not_given");
}

async function write(
  deps: Deps,
  actor: Actor,
  action: string,
  automationId: string,
  details: Readonly<Record<string, string | number>>,
  statements: readonly Bound[],
): Promise<void> {
  const atMs = deps.clock.nowMs();
  const row = {
    ...{ auditId: deps.ids.ulid(), atMs, actor, nodeId: null, action },
    ...{ subject: `automation:${automationId}`, details },
  };
  try {
    await deps.database.commit(audited(row, statements));
  } catch (failure) {
    if (failure instanceof Conflict) throw new Refusal("automations.stale");
    throw failure;
  }
}
