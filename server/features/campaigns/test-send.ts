import type { TestSendAsked, TestSent } from "../../../shared/campaigns/console.ts";
import { wordsOf } from "../../../shared/messages/words.ts";
import type { Deps } from "../../deps.ts";
import type { Session } from "../../platform/auth/sessions.ts";
import { Duplicate } from "../../platform/database/failures.ts";
import { audited } from "../../platform/database/plan.ts";
import { queued } from "../../platform/outbox/index.ts";
import { mayReceive } from "../members/index.ts";
import { mainProgramme } from "../points/index.ts";
import type { ConsoleStaff } from "../stores/index.ts";
import { wordsIn } from "./rendered.ts";
import { speechOf } from "./speech.ts";
import { factsByLineUser } from "./store-facts.ts";
import * as store from "./store-verbs.ts";
import { messagesOf } from "./words.ts";

/**
 * Sends one variant to the very person who asks, marked as a trial: by the LINE id of their session, as somebody waits for it,
 * so that neither caps nor quiet hours hold it and no campaign counts it. Its blanks are filled with their own facts where they
 * are a member. Asked twice with one key, it is one message.
 */
export async function testSend(
  deps: Deps,
  staff: ConsoleStaff,
  session: Session,
  asked: TestSendAsked & { readonly key: string },
): Promise<TestSent> {
  const { document, variant, language } = asked;
  const words = wordsIn(asked);
  const [speech, facts] = await Promise.all([
    speechOf(deps, document),
    deps.database.first(factsByLineUser, { lineUserId: session.lineUserId, programmeId: mainProgramme }),
  ]);
  const mark = wordsOf(language).campaign.trial;
  const told =
    words.title === ""
      ? { ...words, text: `${mark}\n${words.text}` }
      : { ...words, title: `${mark}${words.title}` };
  const dedupeKey = `test:${staff.publicId}:${asked.key}`;
  const { lineUserId } = session;
  const messages = messagesOf(deps, told, null, language, speech, facts);
  const statement = queued(deps, { dedupeKey, lineUserId, memberId: null, reason: "test", messages });
  const audit = {
    ...{
      auditId: deps.ids.ulid(),
      atMs: deps.clock.nowMs(),
      actor: staff.actor,
      action: "campaigns.test_send",
    },
    ...{ subject: `staff:${staff.publicId}`, nodeId: null, details: { name: document.name, variant } },
  };
  try {
    await deps.database.commit(audited(audit, [statement]));
  } catch (failure) {
    if (!(failure instanceof Duplicate)) throw failure;
  }
  const row = await deps.database.first(store.messageIdByKey, { dedupeKey });
  return { messageId: row?.message_id ?? "", follows: await mayReceive(deps, lineUserId) };
}
