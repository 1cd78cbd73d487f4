import type { TestSendAsked, TestSent } from "../../../shared/campaigns/console.ts";
import { wordsOf } from "../../../shared/messages/words.ts";
import type { Deps } from "../../deps.ts";
import type { Session } from "../../platform/auth/sessions.ts";
import { mainProgramme } from "../points/index.ts";
import { sendTrial } from "../reach/index.ts";
import type { ConsoleStaff } from "../stores/index.ts";
import { wordsIn } from "./rendered.ts";
import { speechOf } from "./speech.ts";
import { factsByLineUser } from "./store-facts.ts";
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
  return sendTrial(deps, session, {
    ...{ staff, action: "campaigns.test_send", key: asked.key },
    details: { name: document.name, variant },
    messages: messagesOf(deps, told, null, language, speech, facts),
  });
}
