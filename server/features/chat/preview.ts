import { chatProblems } from "../../../shared/chat/check.ts";
import type { ChatPreview, ChatPreviewAsked } from "../../../shared/chat/schema.ts";
import { type Topic, topics } from "../../../shared/chat/topics.ts";
import { addDays, dateAt } from "../../../shared/dates.ts";
import { Refusal } from "../../../shared/errors.ts";
import type { LineMessage } from "../../../shared/messages/types.ts";
import type { Deps } from "../../deps.ts";
import { openStores } from "../stores/index.ts";
import { shopOf } from "./answers.ts";
import { type Asking, answerOf, greetingOf, type Standing } from "./compose.core.ts";

/**
 * What a draft would say: to a member with sample figures, and to a guest. The messages are those that would be sent.
 * @throws Refusal request.invalid naming the fields.
 */
export async function previewWords(
  deps: Deps,
  { words, language }: ChatPreviewAsked,
): Promise<ChatPreview<LineMessage>> {
  const problems = chatProblems(words);
  if (problems.length > 0) throw new Refusal("request.invalid", { fields: problems });
  const shop = shopOf(deps, words);
  const stores = (await openStores(deps)).map(({ name }) => name);
  const today = dateAt(deps.clock.nowMs(), deps.settings.timeZone);
  const member: Asking = { language, who: "member", standing: sample(today), stores };
  const guest: Asking = { ...member, who: "guest", standing: null };
  return {
    answers: byTopic((topic) => answerOf(topic, shop, member)),
    guest: answerOf("balance", shop, guest),
    greeting: {
      newcomer: greetingOf(false, shop, guest),
      returning: greetingOf(true, shop, member),
    },
  };
}

/** Points with something in every field that an answer can show, but for debt, which few have. */
function sample(today: string): Standing {
  const lapsing = [
    { points: 120, expiresOn: addDays(today, 30) },
    { points: 900, expiresOn: addDays(today, 180) },
    { points: 260, expiresOn: addDays(today, 365) },
  ];
  return {
    lapsing,
    points: {
      balance: 1_280,
      pending: [{ points: 45, activatesOn: addDays(today, 7), waitsFor: null }],
      held: 0,
      debt: 0,
      nextExpiry: lapsing[0] ?? null,
    },
    rank: null,
  };
}

function byTopic(messages: (topic: Topic) => LineMessage[]): Record<Topic, LineMessage[]> {
  const all: Partial<Record<Topic, LineMessage[]>> = {};
  for (const topic of topics) all[topic] = messages(topic);
  return complete(all);
}

/** Every topic was filled in above; the loop does not tell the compiler. */
function complete(all: Partial<Record<Topic, LineMessage[]>>): Record<Topic, LineMessage[]> {
  return all as Record<Topic, LineMessage[]>;
}
