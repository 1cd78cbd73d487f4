import { Refusal } from "../../../shared/errors.ts";
import { problemsOf } from "../../../shared/messages/problems.ts";
import type { SentTrial } from "../../../shared/outbox/console.ts";
import type { Deps } from "../../deps.ts";
import type { Session } from "../../platform/auth/sessions.ts";
import { Duplicate } from "../../platform/database/failures.ts";
import { audited } from "../../platform/database/plan.ts";
import { queued } from "../../platform/outbox/index.ts";
import { mayReceive } from "../members/index.ts";
import type { ConsoleStaff } from "../stores/index.ts";
import * as store from "./store.ts";

/**
 * Sends a text to the very person who asks, to see that sending works: by their own LINE id, from their session. Asked
 * twice with one key, it is one message.
 * @throws Refusal request.invalid naming the field, where LINE would not take it.
 */
export async function sendTrial(
  deps: Deps,
  staff: ConsoleStaff,
  session: Session,
  asked: { readonly text: string; readonly key: string },
): Promise<SentTrial> {
  const messages = [{ type: "text" as const, text: asked.text }];
  const [problem] = problemsOf(messages);
  if (problem !== undefined) {
    throw new Refusal("request.invalid", { fields: [{ field: "text", problem: problem.code }] });
  }
  const dedupeKey = `test:${staff.publicId}:${asked.key}`;
  const { lineUserId } = session;
  const statement = queued(deps, { dedupeKey, lineUserId, memberId: null, reason: "test", messages });
  const audit = {
    auditId: deps.ids.ulid(),
    atMs: deps.clock.nowMs(),
    actor: staff.actor,
    action: "messages.test",
    subject: `staff:${staff.publicId}`,
    nodeId: null,
  };
  try {
    await deps.database.commit(audited(audit, [statement]));
  } catch (failure) {
    if (!(failure instanceof Duplicate)) throw failure;
  }
  const row = await deps.database.first(store.messageIdByKey, { dedupeKey });
  return { messageId: row?.message_id ?? "", follows: await mayReceive(deps, lineUserId) };
}
