import type { Deps } from "../../deps.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import { fieldsIn, withoutText } from "./keep.core.ts";
import * as store from "./store.ts";

/**
 * Takes the text of a message that its writer took back out of what is stored. Of messages that were worked on nothing is
 * stored any more, so only those that wait or lie dead can hold one.
 */
export async function planUnsend(deps: Deps, messageId: string): Promise<Bound[]> {
  const pattern = `%"id":${JSON.stringify(messageId).replace(/[\\%_]/g, "_")}%`;
  const rows = await Promise.all(
    (["waiting", "dead"] as const).map((status) =>
      deps.database.all(store.messagesLike, { status, pattern }),
    ),
  );
  return rows.flat().flatMap(({ webhook_event_id: id, body }) => {
    const event = fieldsIn(JSON.parse(body));
    // The pattern finds a little more than the message itself.
    if (event === null || fieldsIn(event.message)?.id !== messageId) return [];
    const after = withoutText(event);
    return after === null ? [] : [store.rewriteBody.with({ id, body: JSON.stringify(after) })];
  });
}
