import type { ChatWords, Topic } from "../../../shared/chat/schema.ts";
import { topics } from "../../../shared/chat/topics.ts";
import { type Language, wordsOf } from "../../../shared/errors.ts";
import { balanceMessages } from "../../../shared/messages/balance.ts";
import { cardMessages } from "../../../shared/messages/card.ts";
import { type CouponTold, couponMessages } from "../../../shared/messages/coupon.ts";
import { expiryMessages } from "../../../shared/messages/expiry.ts";
import { greetingBackMessages, greetingMessages } from "../../../shared/messages/greeting.ts";
import { type HelpTopic, helpMessages } from "../../../shared/messages/help.ts";
import { resumedMessages, stoppedMessages } from "../../../shared/messages/notices.ts";
import { storesMessages } from "../../../shared/messages/stores.ts";
import { textMessages } from "../../../shared/messages/text.ts";
import type { LineMessage } from "../../../shared/messages/types.ts";
import type { ExpiringPoints, PointsView } from "../../../shared/points/schema.ts";
import type { RankView } from "../../../shared/ranks/schema.ts";
import { type MessageTopic, messageTopics } from "../../../shared/topics/topics.ts";
import { topicNames, topicOwnWords } from "../../../shared/topics/words.ts";

/** How a member stands at the moment they are answered. */
export interface Standing {
  readonly points: PointsView;
  /** What lapses on which day, soonest first. */
  readonly lapsing: readonly ExpiringPoints[];
  /** Null where the shop has no ranks. */
  readonly rank: RankView | null;
}

/** Who asks, and what their answer needs. */
export interface Asking {
  readonly language: Language;
  readonly who: "guest" | "member" | "suspended";
  /** Of a member who asks about points; null otherwise. */
  readonly standing: Standing | null;
  /** Of who asks about coupons: what they can use, or, of a guest, what the shop gives to everyone. */
  readonly coupons?: readonly CouponTold[];
  /** Of who stops or resumes one kind of messages; null or absent: all. */
  readonly about?: MessageTopic | null;
  /** Of who asks about stores; empty otherwise. */
  readonly stores: readonly string[];
}

export interface Shop {
  readonly words: ChatWords;
  readonly shopName: string;
  readonly cardUrl: string;
}

/** What a topic is answered with: the shop's own sentence, and the figures or buttons that belong to it. */
export function answerOf(topic: Topic, shop: Shop, asking: Asking): LineMessage[] {
  const { language, who, stores, about = null } = asking;
  const { words, shopName, cardUrl } = shop;
  const said = sentence(words.answers[topic].text[language], shopName);
  const place = { shopName, cardUrl, member: who !== "guest", said };
  switch (topic) {
    case "balance":
    case "expiry":
    case "card":
      return ofMember(topic, shop, asking, said);
    case "coupons":
      return couponMessages({ ...place, coupons: asking.coupons ?? [] }, language);
    case "stores":
      return storesMessages({ ...place, stores: stores.map((name) => ({ name })) }, language);
    case "help":
      return helpMessages({ ...place, topics: askable(words, language, who) }, language);
    case "stop":
      return stoppedMessages(
        { ...offerWords(words, language, about), said: kinds(said, about, language) },
        language,
      );
    case "resume":
      return resumedMessages(
        { ...offerWords(words, language, about), said: kinds(said, about, language) },
        language,
      );
  }
}

/** What only a member has; a guest is shown how to become one. */
function ofMember(
  topic: "balance" | "expiry" | "card",
  { words, shopName, cardUrl }: Shop,
  { language, who, standing }: Asking,
  said: string,
): LineMessage[] {
  const place = { shopName, cardUrl, said };
  if (who === "suspended") return textMessages(wordsOf("member.suspended", language));
  if (who === "guest") {
    const guest = sentence(words.guest[language], shopName);
    return cardMessages({ ...place, said: guest, member: false }, language);
  }
  if (topic === "card" || standing === null) return cardMessages({ ...place, member: true }, language);
  const { points, lapsing, rank } = standing;
  return topic === "balance"
    ? balanceMessages({ ...place, points, rank }, language)
    : expiryMessages({ ...place, lots: lapsing, balance: points.balance, soon: false }, language);
}

/** The greeting on a follow; none where the shop has switched it off. */
export function greetingOf(
  returning: boolean,
  { words, shopName, cardUrl }: Shop,
  { language, who }: Pick<Asking, "language" | "who">,
): LineMessage[] {
  const { on, text } = returning ? words.greeting.returning : words.greeting.newcomer;
  if (!on) return [];
  const member = who !== "guest";
  const greeted = { shopName, cardUrl, member, said: sentence(text[language], shopName) };
  return returning ? greetingBackMessages(greeted, language) : greetingMessages(greeted, language);
}

/** Each topic that is answered, but for help itself, with the word that asks it. */
function askable(words: ChatWords, language: Language, who: Asking["who"]) {
  return topics.flatMap((topic) => {
    const word = firstWord(words, topic, language);
    if (topic === "help" || !words.answers[topic].on || word === "") return [];
    // A guest is not told of points that they have none of.
    const forMembers: readonly HelpTopic[] = ["balance", "expiry"];
    return who === "guest" && forMembers.includes(topic) ? [] : [{ topic, word }];
  });
}

/** The way out of what was resumed and back to what was stopped: of one kind of messages, its own. */
function offerWords(words: ChatWords, language: Language, about: MessageTopic | null) {
  const own = about === null ? "" : `${topicOwnWords[about][language][0] ?? ""} `;
  const word = (topic: Topic): string => own + firstWord(words, topic, language);
  return { stopWord: word("stop"), resumeWord: word("resume") };
}

/** A sentence in which `{topics}` are the kinds of messages that it speaks of. */
function kinds(said: string, about: MessageTopic | null, language: Language): string {
  const named = (about === null ? messageTopics : [about]).map((topic) => topicNames[topic][language]);
  return said.replaceAll("{topics}", () => named.join(language === "ja" ? "・" : ", "));
}

/** The first word of a topic in a language, or in the other where it has none in this; empty where it has none at all. */
function firstWord(words: ChatWords, topic: Topic, language: Language): string {
  const { ja, en } = words.answers[topic].words;
  const [first, second] = language === "ja" ? [ja, en] : [en, ja];
  return first[0] ?? second[0] ?? "";
}

/** A text of the shop's, with the shop's name in it. */
export function sentence(text: string, shopName: string): string {
  return text.replaceAll("{shop}", () => shopName);
}
