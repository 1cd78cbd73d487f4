import { clipped, nameOf } from "./count.ts";
import { bubble, flex, line, mainButton, small, thread, uri } from "./family.ts";
import { limits } from "./limits.ts";
import { withReplies } from "./text.ts";
import type { FlexBox, LineMessage } from "./types.ts";
import { type Language, type Words, wordsOf } from "./words.ts";

export type HelpTopic = keyof Words["help"]["topics"];

export interface HelpTold {
  /** What can be asked, in this order: each topic with the word that asks it. */
  readonly topics: readonly { readonly topic: HelpTopic; readonly word: string }[];
  readonly shopName: string;
  readonly cardUrl: string;
  /** Whether they have a card: who does not is shown how to get one. True where it is left out. */
  readonly member?: boolean;
  /** The shop's own sentence. */
  readonly said?: string | undefined;
}

/** ヘルプ: the words that are answered; a touch on one says it. */
export function helpMessages(
  { topics, shopName, cardUrl, member = true, said }: HelpTold,
  language: Language,
): LineMessage[] {
  const w = wordsOf(language);
  const named = topics
    .map(({ topic, word }) => ({ topic, word: nameOf(word, 60) }))
    .filter(({ word }) => word !== "")
    .slice(0, limits.quickReplies);
  const help = bubble({
    over: nameOf(shopName),
    title: w.help.title,
    said: said ?? w.help.said,
    parts: named.length === 0 ? [] : [line(), ...named.map(({ topic, word }) => ask(w, topic, word))],
    buttons: [mainButton(uri(member ? w.openCard : w.becomeMember, cardUrl))],
  });
  const words = named.map(({ word }) => word);
  return withReplies([flex(words.length === 0 ? w.help.title : w.help.alt(w.list(words)), help)], words);
}

/** A row that says its word when it is touched. */
function ask(w: Words, topic: HelpTopic, word: string): FlexBox {
  const label = clipped(word, limits.flexLabelGraphemes, "graphemes");
  return {
    type: "box",
    layout: "horizontal",
    spacing: "md",
    alignItems: "center",
    paddingTop: "6px",
    paddingBottom: "6px",
    action: { type: "message", label, text: clipped(word, limits.messageTextGraphemes, "graphemes") },
    contents: [
      { type: "text", text: word, size: "sm", weight: "bold", color: thread, flex: 4, wrap: true },
      { ...small(w.help.topics[topic]), flex: 5 },
    ],
  };
}
