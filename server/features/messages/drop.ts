import { Refusal } from "../../../shared/errors.ts";
import type { Dropped, MessageReason, MessageView } from "../../../shared/outbox/console.ts";
import type { Deps } from "../../deps.ts";
import type { Actor } from "../../platform/auth/actor.ts";
import { audited } from "../../platform/database/plan.ts";
import { isCampaign, planDrop, planDropAll } from "../../platform/outbox/index.ts";
import { messageView } from "./one.ts";
import * as store from "./store.ts";

/** What the shop has to say may be dropped as a whole; what somebody waits for, such as receipts, only one by one. */
export function mayDropAll(reason: MessageReason): boolean {
  return isCampaign(reason) || reason === "test";
}

/**
 * A message that waits is not sent at all.
 * @throws Refusal message.not_found, or message.not_droppable for one that is on its way or done.
 */
export async function dropMessage(deps: Deps, actor: Actor, messageId: string): Promise<MessageView> {
  const { droppable } = await messageView(deps, messageId);
  if (!droppable) throw new Refusal("message.not_droppable");
  const nowMs = deps.clock.nowMs();
  const row = {
    ...{ auditId: deps.ids.ulid(), atMs: nowMs, actor, nodeId: null },
    ...{ action: "messages.drop", subject: `message:${messageId}` },
  };
  await deps.database.commit(audited(row, planDrop(messageId, nowMs)));
  const after = await messageView(deps, messageId);
  // A sender took it in hand in between.
  if (after.status === "waiting") throw new Refusal("message.not_droppable");
  return after;
}

/**
 * All of one reason that wait, up to the newest that the person has seen, are not sent at all; those on their way are.
 * @throws Refusal message.not_droppable for a reason of which each is somebody's own.
 */
export async function dropAllOf(
  deps: Deps,
  actor: Actor,
  reason: MessageReason,
  untilId: string,
): Promise<Dropped> {
  if (!mayDropAll(reason)) throw new Refusal("message.not_droppable");
  const { report } = deps.database;
  const fromId = await store.oldestWaiting(report, reason);
  if (fromId === null) return { messages: 0, people: 0 };
  const nowMs = deps.clock.nowMs();
  const row = {
    ...{ auditId: deps.ids.ulid(), atMs: nowMs, actor, nodeId: null },
    ...{ action: "messages.drop", subject: `reason:${reason}`, details: { untilId } },
  };
  await deps.database.commit(audited(row, planDropAll(reason, untilId, nowMs)));
  return store.droppedAt(report, reason, { fromId, untilId }, nowMs);
}
