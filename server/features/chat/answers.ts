import { matched } from "../../../shared/chat/match.ts";
import { type Topic, topicOfPostback } from "../../../shared/chat/topics.ts";
import type { Language } from "../../../shared/errors.ts";
import type { LineMessage } from "../../../shared/messages/types.ts";
import { type MessageTopic, messageTopics } from "../../../shared/topics/topics.ts";
import type { Deps } from "../../deps.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import { queued, queuedReply } from "../../platform/outbox/index.ts";
import { type Member, membersAmong } from "../members/index.ts";
import { openStores } from "../stores/index.ts";
import { planTopics, type TopicChoice } from "../topics/index.ts";
import { type Asking, answerOf, greetingOf, type Shop } from "./compose.core.ts";
import { couponsFor } from "./coupons.ts";
import { standingOf } from "./standing.ts";
import { type Asked, wayOf } from "./timing.core.ts";
import { type Words, wordsInForce } from "./words.ts";

/** Something that a person did in the chat. */
export interface ChatEvent extends Asked {
  readonly eventId: string;
  readonly lineUserId: string;
  /** Null where nothing may be sent. What is told about kinds of messages is kept all the same. */
  readonly replyToken: string | null;
  readonly did:
    | { readonly kind: "text"; readonly text: string }
    | { readonly kind: "postback"; readonly data: string }
    | { readonly kind: "follow"; readonly returning: boolean };
}

/** An event that is answered: with a topic, or, where that is null, with a greeting. */
interface Answered {
  readonly event: ChatEvent;
  readonly topic: Topic | null;
  /** What 配信停止 and 配信再開 speak of where the word named one kind of messages; null: all of them. */
  readonly about: MessageTopic | null;
  /** Of the list that the word stands in; null for buttons and follows, which have none. */
  readonly wordLanguage: Language | null;
}

/**
 * The statements that answer what people did in the chat, each event once: rows of the outbox, and what they chose about
 * kinds of messages. Nothing for what is left to the humans who chat.
 */
export async function planAnswers(deps: Deps, events: readonly ChatEvent[]): Promise<readonly Bound[]> {
  if (events.length === 0) return [];
  const words = await wordsInForce(deps);
  const answered = events.flatMap((event) => answeredIn(words, event));
  if (answered.length === 0) return [];
  const ids = [...new Set(answered.map(({ event }) => event.lineUserId))];
  const members = await membersAmong(deps, ids);
  const replies = await Promise.all(
    answered.map((one) => planAnswer(deps, words, one, members.get(one.event.lineUserId) ?? null)),
  );
  return [...planTopics(choicesIn(words, answered), deps.clock.nowMs()), ...replies.flat()];
}

function answeredIn({ index, words }: Words, event: ChatEvent): Answered[] {
  const { did } = event;
  if (did.kind === "follow") return [{ event, topic: null, about: null, wordLanguage: null }];
  if (did.kind === "text") {
    const found = matched(index, did.text);
    return found === null ? [] : [{ event, ...found, wordLanguage: found.language }];
  }
  const topic = topicOfPostback(did.data);
  return topic === null || !words.answers[topic].on
    ? []
    : [{ event, topic, about: null, wordLanguage: null }];
}

function choicesIn({ words }: Words, answered: readonly Answered[]): TopicChoice[] {
  return answered.flatMap(({ event, topic, about }) => {
    if (topic !== "stop" && topic !== "resume") return [];
    return (about === null ? messageTopics : [about]).map((named) => ({
      ...{ choiceId: event.eventId, lineUserId: event.lineUserId, topic: named, wanted: topic === "resume" },
      ...{ textVersion: `chat:${words.version}`, source: "chat" as const, chosenAtMs: event.askedAtMs },
    }));
  });
}

async function planAnswer(
  deps: Deps,
  { words }: Words,
  answered: Answered,
  member: Member | null,
): Promise<Bound[]> {
  const { event, topic } = answered;
  const { eventId, lineUserId, replyToken } = event;
  if (replyToken === null) return [];
  // A greeting that comes late greets nobody, so it is never worth a push.
  const way = wayOf(event, topic === null ? 0 : words.pushForMinutes, deps.clock.nowMs());
  if (way.kind === "silence") return [];
  const messages = await messagesFor(deps, shopOf(deps, words), answered, member);
  if (messages.length === 0) return [];
  const reason = topic === null ? ("greeting" as const) : ("answer" as const);
  const memberId = member?.memberId ?? null;
  const row = { dedupeKey: `${reason}:${eventId}`, lineUserId, memberId, reason, messages };
  if (way.kind === "push") return [queued(deps, row)];
  return [queuedReply(deps, { ...row, replyToken, replyUntilMs: way.untilMs, late: way.late })];
}

async function messagesFor(
  deps: Deps,
  shop: Shop,
  { event, topic, about, wordLanguage }: Answered,
  member: Member | null,
): Promise<LineMessage[]> {
  const language = member?.language ?? wordLanguage ?? "ja";
  const who = member === null ? "guest" : member.status === "active" ? "member" : "suspended";
  if (topic === null) {
    const returning = member !== null || (event.did.kind === "follow" && event.did.returning);
    return greetingOf(returning, shop, { language, who });
  }
  const asksPoints = topic === "balance" || topic === "expiry";
  const asking: Asking = {
    ...{ language, who, about },
    standing: asksPoints && member !== null && who === "member" ? await standingOf(deps, member) : null,
    coupons: topic === "coupons" && who !== "suspended" ? await couponsFor(deps, member, language) : [],
    stores: topic === "stores" ? (await openStores(deps)).map(({ name }) => name) : [],
  };
  return answerOf(topic, shop, asking);
}

export function shopOf(deps: Deps, words: Shop["words"]): Shop {
  const { shopName, line } = deps.settings;
  return { words, shopName, cardUrl: `https://liff.line.me/${line.liffIdCard}` };
}
