import type { TestSendAsked, TestSent } from "../../../shared/campaigns/console.ts";
import { Refusal } from "../../../shared/errors.ts";
import { wordsOf } from "../../../shared/messages/words.ts";
import type { Deps } from "../../deps.ts";
import type { Session } from "../../platform/auth/sessions.ts";
import { wordsInForce } from "../chat/index.ts";
import { sendTrial } from "../reach/index.ts";
import type { ConsoleStaff } from "../stores/index.ts";
import { messagesOf } from "./words.ts";

/**
 * Sends one variant to the very person who asks, marked as a trial: by the LINE id of their session, as somebody waits for it,
 * so that neither caps nor quiet hours hold it and no campaign counts it. Asked twice with one key, it is one message.
 */
export async function testSend(
  deps: Deps,
  staff: ConsoleStaff,
  session: Session,
  asked: TestSendAsked & { readonly key: string },
): Promise<TestSent> {
  const { document, variant, language } = asked;
  const words = document.variants[variant]?.[language] ?? document.variants[variant]?.ja;
  if (words === undefined) {
    throw new Refusal("request.invalid", {
      fields: [{ field: "variant", problem: "there is no such variant" }],
    });
  }
  const { words: said } = await wordsInForce(deps);
  const stopWord = said.answers.stop.words[language][0] ?? null;
  const mark = wordsOf(language).campaign.trial;
  const told =
    words.title === ""
      ? { ...words, text: `${mark}\n${words.text}` }
      : { ...words, title: `${mark}${words.title}` };
  return sendTrial(deps, session, {
    ...{ staff, action: "campaigns.test_send", key: asked.key },
    details: { name: document.name, variant },
    messages: messagesOf(deps, told, null, language, stopWord),
  });
}
