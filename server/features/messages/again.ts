import { Refusal } from "../../../shared/errors.ts";
import type { SentAgain } from "../../../shared/outbox/console.ts";
import type { Deps } from "../../deps.ts";
import type { Actor } from "../../platform/auth/actor.ts";
import { Duplicate } from "../../platform/database/failures.ts";
import { audited } from "../../platform/database/plan.ts";
import { queued } from "../../platform/outbox/index.ts";
import { againOfRow, keyOfAgain, oneRow, sentInItsPlace } from "./one.ts";
import { messagesIn, reasonIn } from "./rows.ts";

/**
 * Sends a message once more, as a new one with a retry key of its own: LINE has forgotten the old key, or never took it.
 * Asked twice, it is one message.
 * @throws Refusal message.not_found, message.not_again, or message.may_arrive_twice where the person has not said that
 * they know.
 */
export async function sendMessageAgain(
  deps: Deps,
  actor: Actor,
  messageId: string,
  mayArriveTwice: boolean,
): Promise<SentAgain> {
  const row = await oneRow(deps, messageId);
  const already = await sentInItsPlace(deps, messageId);
  if (already !== null) return { messageId: already };
  const again = againOfRow(row, already);
  if (again === "no") throw new Refusal("message.not_again");
  if (again === "twice" && !mayArriveTwice) throw new Refusal("message.may_arrive_twice");
  const statement = queued(deps, {
    dedupeKey: keyOfAgain(messageId),
    lineUserId: row.line_user_id,
    memberId: row.member_id,
    reason: reasonIn(row.reason),
    messages: messagesIn(row.messages),
  });
  const audit = {
    auditId: deps.ids.ulid(),
    atMs: deps.clock.nowMs(),
    actor,
    action: "messages.again",
    subject: `message:${messageId}`,
    nodeId: null,
    details: { status: row.status, mayArriveTwice },
  };
  try {
    await deps.database.commit(audited(audit, [statement]));
  } catch (failure) {
    // Somebody else did the same meanwhile; what they sent is the answer.
    if (!(failure instanceof Duplicate)) throw failure;
  }
  return { messageId: (await sentInItsPlace(deps, messageId)) ?? messageId };
}
