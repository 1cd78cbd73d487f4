import { type Finder, found, inside, type Problem } from "./finder.ts";
import { flexProblems } from "./flex-problems.ts";
import { limits, pictureSchemes } from "./limits.ts";
import { actionProblems, plainText, quickReplyAction, urlProblems } from "./parts-problems.ts";
import type { LineMessage, QuickReply } from "./types.ts";

export type { Problem } from "./finder.ts";

/**
 * Why LINE would refuse these messages as one send; empty for what it takes. Counts in LINE's own units and asks for nothing but
 * the messages, so it stands before every row of the outbox. Who has the messages' JSON already says its length (`jsonUnits`):
 * then most need not be written a second time to know their bytes.
 */
export function problemsOf(
  messages: readonly LineMessage[],
  jsonUnits: number = Number.POSITIVE_INFINITY,
): readonly Problem[] {
  // No UTF-16 code unit takes more than three bytes, and no bubble is longer than all of the messages.
  const mayBeLarge = jsonUnits * 3 > limits.bubbleBytes;
  const problems: Problem[] = [];
  const find: Finder = { problems, up: null, key: "messages" };
  const count = messages.length;
  if (count < 1) found(find, null, "too_few", 1, count);
  if (count > limits.messages) found(find, null, "too_many", limits.messages, count);
  for (let at = 0; at < count; at += 1) {
    const message = messages[at];
    if (message !== undefined) messageProblems(inside(find, at), message, mayBeLarge);
  }
  return problems;
}

function messageProblems(find: Finder, message: LineMessage, mayBeLarge: boolean): void {
  switch (message.type) {
    case "text":
      plainText(find, "text", message.text, limits.textUnits, "units");
      break;
    case "image":
      urlProblems(find, "originalContentUrl", message.originalContentUrl, limits.urlUnits, pictureSchemes);
      urlProblems(find, "previewImageUrl", message.previewImageUrl, limits.urlUnits, pictureSchemes);
      break;
    case "flex":
      plainText(find, "altText", message.altText, limits.altTextUnits, "units");
      flexProblems(inside(find, "contents"), message.contents, mayBeLarge);
      break;
  }
  if (message.quickReply !== undefined) quickReplyProblems(inside(find, "quickReply"), message.quickReply);
}

function quickReplyProblems(find: Finder, { items }: QuickReply): void {
  if (items.length < 1) found(find, "items", "too_few", 1, 0);
  if (items.length > limits.quickReplies) {
    found(find, "items", "too_many", limits.quickReplies, items.length);
  }
  const within = inside(find, "items");
  items.forEach(({ action, imageUrl }, at) => {
    const item = inside(within, at);
    if (imageUrl !== undefined) urlProblems(item, "imageUrl", imageUrl, limits.urlUnits, pictureSchemes);
    actionProblems(inside(item, "action"), action, quickReplyAction);
  });
}
