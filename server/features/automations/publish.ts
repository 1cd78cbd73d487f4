import type { Automation } from "../../../shared/automations/schema.ts";
import { addDays, dateAt } from "../../../shared/dates.ts";
import { Refusal } from "../../../shared/errors.ts";
import type { Deps } from "../../deps.ts";
import type { Actor } from "../../platform/auth/actor.ts";
import { Conflict } from "../../platform/database/failures.ts";
import { audited } from "../../platform/database/plan.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import { planDropAutomation } from "../../platform/outbox/index.ts";
import { givable } from "../coupons/index.ts";
import { hasSegment } from "../segments/index.ts";
import { automationsInForce } from "./read.ts";
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
  if (row.status === "archived") throw new Refusal("automations.archived");
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
 * Switches it on or off; off at once: what waits and speaks of nothing else is not sent.
 * @throws Refusal automations.not_found, automations.archived, automations.segment_unknown.
 */
export async function switchAutomation(
  deps: Deps,
  actor: Actor,
  automationId: string,
  on: boolean,
): Promise<void> {
  const row = await deps.database.first(store.automationById, { automationId });
  if (row === undefined) throw new Refusal("automations.not_found");
  if (row.status === "archived") throw new Refusal("automations.archived");
  if ((row.status === "on") === on) return;
  if (!on) return end(deps, actor, automationId, "off");
  const inForce = (await automationsInForce(deps)).find((one) => one.automationId === automationId);
  if (inForce !== undefined) await checked(deps, inForce.automation);
  const nowMs = deps.clock.nowMs();
  await write(deps, actor, "automations.on", automationId, {}, [
    store.switchOn.with({ automationId, nowMs }),
  ]);
}

/**
 * Puts it away, on or off: nothing of it is sent any more, and its record stays. Taken out again it is off.
 * @throws Refusal automations.not_found.
 */
export async function archiveAutomation(
  deps: Deps,
  actor: Actor,
  automationId: string,
  archived: boolean,
): Promise<void> {
  const row = await deps.database.first(store.automationById, { automationId });
  if (row === undefined) throw new Refusal("automations.not_found");
  if ((row.status === "archived") !== archived) {
    await end(deps, actor, automationId, archived ? "archived" : "off");
  }
}

/** Messages of days before these were sent, or given up. */
const daysWaiting = 3;

async function end(
  deps: Deps,
  actor: Actor,
  automationId: string,
  status: "off" | "archived",
): Promise<void> {
  const nowMs = deps.clock.nowMs();
  const sinceOn = addDays(dateAt(nowMs, deps.settings.timeZone), -daysWaiting);
  const action = status === "off" ? "automations.off" : "automations.archive";
  await write(deps, actor, action, automationId, {}, [
    store.switchOff.with({ automationId, status }),
    ...planDropAutomation(automationId, sinceOn, nowMs),
  ]);
}

/** @throws Refusal automations.segment_unknown; automations.coupon_not_given where its coupon is not one that may be given. */
async function checked(deps: Deps, { couponId, segmentId }: Automation): Promise<void> {
  if (segmentId !== null && !(await hasSegment(deps, segmentId))) {
    throw new Refusal("automations.segment_unknown");
  }
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
