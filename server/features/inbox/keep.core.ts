import { wordUnitsMax } from "../../../shared/chat/schema.ts";

/** What a JSON object is to code that looks at a few of its fields and keeps the rest as it came. */
export type Fields = Readonly<Record<string, unknown>>;

/**
 * What people write and send, by its field in a message. None of it means anything to this server, so none is kept: the
 * humans who chat read it in LINE.
 */
const content = [
  "emojis",
  "mention",
  "quoteToken",
  "markAsReadToken",
  "contentProvider",
  "fileName",
  "title",
  "address",
  "latitude",
  "longitude",
  "keywords",
] as const;

/**
 * An event as it is stored: as it came, unknown fields too, but without what people wrote. Only a text that is short enough
 * to be one of the shop's words stays, until it has been looked at.
 */
export function keptEvent(event: Fields): Fields {
  const message = fieldsIn(event.message);
  if (message === null) return event;
  const kept: Record<string, unknown> = { ...message };
  for (const field of content) delete kept[field];
  if (!mayBeWord(event, message)) delete kept.text;
  return { ...event, message: kept };
}

/** The same after it was worked on, without any text; null where there is none. */
export function withoutText(event: Fields): Fields | null {
  const message = fieldsIn(event.message);
  if (message?.text === undefined) return null;
  const { text: _, ...rest } = message;
  return { ...event, message: rest };
}

function mayBeWord(event: Fields, message: Fields): boolean {
  const { type, text } = message;
  return (
    event.type === "message" && type === "text" && typeof text === "string" && text.length <= wordUnitsMax
  );
}

export function fieldsIn(value: unknown): Fields | null {
  return isFields(value) ? value : null;
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const lineId = /[UCR][0-9a-f]{32}/g;
const secrets = new Set(["replyToken", "quoteToken", "markAsReadToken", "nonce"]);

/** An event as the console shows it: LINE ids cut to their first letter, and no token that somebody could use. */
export function redacted(value: unknown): unknown {
  if (typeof value === "string") return value.replace(lineId, (id) => `${id.slice(0, 1)}…`);
  if (Array.isArray(value)) return value.map(redacted);
  if (!isFields(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, secrets.has(name) ? "…" : redacted(inner)]),
  );
}
