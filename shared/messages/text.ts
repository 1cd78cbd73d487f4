import { cleaned, clipped } from "./count.ts";
import { limits } from "./limits.ts";
import type { Action, LineMessage, QuickReply, QuickReplyItem } from "./types.ts";

/** One plain text; none at all where there is nothing to see in it. */
export function textMessages(text: string): LineMessage[] {
  const said = clipped(cleaned(text), limits.textUnits);
  return said === "" ? [] : [{ type: "text", text: said }];
}

/** The same messages with suggestions under the last: words that a touch says. More than LINE shows are left out. */
export function withReplies(messages: readonly LineMessage[], words: readonly string[]): LineMessage[] {
  const items = words.flatMap((word) => {
    const said = cleaned(word);
    return said === "" ? [] : [saying(said)];
  });
  const last = messages.at(-1);
  if (items.length === 0 || last === undefined) return [...messages];
  const quickReply: QuickReply = { items: items.slice(0, limits.quickReplies) };
  return [...messages.slice(0, -1), { ...last, quickReply }];
}

function saying(word: string): QuickReplyItem {
  const action: Action = {
    type: "message",
    label: clipped(word.replace(/\s+/g, " "), limits.quickReplyLabelGraphemes, "graphemes"),
    text: clipped(word, limits.messageTextGraphemes, "graphemes"),
  };
  return { type: "action", action };
}
