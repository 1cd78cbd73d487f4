import { Refusal } from "../../../shared/errors.ts";
import { problemsOf } from "../../../shared/messages/problems.ts";
import type { SentTrial } from "../../../shared/outbox/console.ts";
import type { Deps } from "../../deps.ts";
import type { Session } from "../../platform/auth/sessions.ts";
import { sendTrial as tryOut } from "../reach/index.ts";
import type { ConsoleStaff } from "../stores/index.ts";

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
  return tryOut(deps, session, { staff, action: "messages.test", key: asked.key, messages });
}
