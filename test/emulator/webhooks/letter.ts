import { createHmac } from "node:crypto";
import { withExtraFields } from "../http/faults.ts";
import { isJsonObject } from "../json.ts";
import type { ForgedKind, HeaderCase, LetterStyle } from "./shapes.ts";

/** One webhook request as it goes out. */
export interface Letter {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * JSON as LINE writes it: characters beyond the basic plane arrive as `\uXXXX\uXXXX`, so a receiver that
 * signs what it parsed and wrote again gets another signature (line-bot-sdk-nodejs issue 922).
 */
export function webhookJson(body: unknown, space = 0): string {
  return JSON.stringify(body, null, space).replace(/[\u{10000}-\u{10FFFF}]/gu, (character) =>
    [...Array(character.length).keys()]
      .map((index) => `\\u${character.charCodeAt(index).toString(16).toUpperCase().padStart(4, "0")}`)
      .join(""),
  );
}

/** Base64 of HMAC-SHA256 over the exact bytes, keyed with the channel secret as text. */
export function webhookSignature(channelSecret: string, body: string): string {
  return createHmac("sha256", channelSecret).update(body).digest("base64");
}

/** Writes and signs `envelope`; `secret` is the channel's where the style names none. */
export function written(envelope: unknown, style: LetterStyle, secret: string, random: () => number): Letter {
  const extended = style.extraFields ? withExtraFields(envelope) : envelope;
  const ordered = style.shuffleProperties ? shuffled(extended, random) : extended;
  const space = style.shuffleProperties ? Math.floor(random() * 3) : 0;
  const body = style.escapeEmoji ? webhookJson(ordered, space) : JSON.stringify(ordered, null, space);
  const signature = webhookSignature(style.signingSecret ?? secret, body);
  return { body, headers: { [signatureHeader(style.headerCase)]: signature } };
}

/** A letter nobody should believe, made from one that is true. */
export function forged(letter: Letter, kind: Exclude<ForgedKind, "empty_events">, oldSecret: string): Letter {
  const [name = "x-line-signature"] = Object.keys(letter.headers);
  switch (kind) {
    case "tampered_body":
      return { ...letter, body: letter.body.replace("{", "{ ") };
    case "wrong_signature":
      return { ...letter, headers: { [name]: webhookSignature("another secret", letter.body) } };
    case "missing_signature":
      return { ...letter, headers: {} };
    case "old_secret":
      return { ...letter, headers: { [name]: webhookSignature(oldSecret, letter.body) } };
  }
}

/** "The header name's case may change without notice" (Messaging API reference, Request headers). */
function signatureHeader(headerCase: HeaderCase): string {
  const names = { lower: "x-line-signature", title: "X-Line-Signature", upper: "X-LINE-SIGNATURE" };
  return headerCase === "mixed" ? "x-LINE-Signature" : names[headerCase];
}

function shuffled(value: unknown, random: () => number): unknown {
  if (Array.isArray(value)) return value.map((each) => shuffled(each, random));
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).map(([name, inner]) => {
    return { place: random(), entry: [name, shuffled(inner, random)] as const };
  });
  entries.sort((one, other) => one.place - other.place);
  return Object.fromEntries(entries.map(({ entry }) => entry));
}
