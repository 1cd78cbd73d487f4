import { Refusal } from "../../../shared/errors.ts";
import type { MessageView } from "../../../shared/outbox/console.ts";
import type { Deps } from "../../deps.ts";
import { readSending } from "../../platform/outbox/index.ts";
import { againOf, withoutIds } from "./answer.core.ts";
import { messageFound } from "./list.ts";
import { messagesIn, outcomeIn } from "./rows.ts";
import * as store from "./store.ts";

export type OneRow = NonNullable<typeof store.messageById.row>;

/** @throws Refusal message.not_found. */
export async function oneRow(deps: Deps, messageId: string): Promise<OneRow> {
  const row = await deps.database.first(store.messageById, { messageId });
  if (row === undefined) throw new Refusal("message.not_found");
  return row;
}

/**
 * One message with its whole story.
 * @throws Refusal message.not_found.
 */
export async function messageView(deps: Deps, messageId: string): Promise<MessageView> {
  const row = await oneRow(deps, messageId);
  const [sending, sentAgainAs] = await Promise.all([readSending(deps), sentInItsPlace(deps, messageId)]);
  return {
    ...messageFound(row, sending),
    messages: messagesIn(row.messages),
    attempts: row.attempts,
    triedAtMs: row.tried_at_ms,
    dueAtMs: row.status === "waiting" ? row.due_at_ms : null,
    lineStatus: row.line_status,
    lineRequestId: row.line_accepted_request_id ?? row.line_request_id,
    lineAnswer: withoutIds(row.line_answer),
    sentAgainAs,
    insteadOf: /^again:(.+)$/.exec(row.dedupe_key)?.[1] ?? null,
    again: againOfRow(row, sentAgainAs),
    droppable: row.status === "waiting" && row.leased_until_ms < deps.clock.nowMs(),
  };
}

export function againOfRow(row: OneRow, sentAgainAs: string | null): MessageView["again"] {
  return againOf({
    status: row.status,
    outcome: outcomeIn(row.outcome),
    kind: row.kind,
    hasAddressee: row.line_user_id !== "",
    sentAgain: sentAgainAs !== null,
  });
}

/** One message is sent again once: the key of the second says of which. */
export function keyOfAgain(messageId: string): string {
  return `again:${messageId}`;
}

export async function sentInItsPlace(deps: Deps, messageId: string): Promise<string | null> {
  const row = await deps.database.first(store.messageIdByKey, { dedupeKey: keyOfAgain(messageId) });
  return row?.message_id ?? null;
}
