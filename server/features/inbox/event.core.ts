import { z } from "zod";
import { type Fields, withoutText } from "./keep.core.ts";

/** What an event says, as far as it means something here. */
export type What =
  | { readonly kind: "follow"; readonly isUnblocked: boolean }
  | { readonly kind: "unfollow" }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "postback"; readonly data: string }
  | { readonly kind: "unsend"; readonly messageId: string }
  /** Understood, and nothing follows from it: a picture, a video watched to its end, a linked account. */
  | { readonly kind: "noted" };

export interface LineEvent {
  readonly eventId: string;
  readonly lineUserId: string;
  /** LINE's own time of it: the order in which things happened, whatever the order in which they came. */
  readonly occurredAtMs: number;
  /** When it came to us for the first time. */
  readonly receivedAtMs: number;
  /** Null where nothing may be sent in answer: another system has the chat (standby), or LINE gave none. */
  readonly replyToken: string | null;
  readonly what: What;
  /** What is stored of it once it was worked on; null: what is stored already. */
  readonly bodyAfter: string | null;
}

/** An event as it lies in the inbox. */
export interface StoredEvent {
  readonly webhook_event_id: string;
  readonly type: string;
  readonly occurred_at_ms: number;
  readonly received_at_ms: number;
  readonly body: string;
}

const userId = z.string().regex(/^U[0-9a-f]{32}$/);
const common = z.object({
  // Other types, and fields we do not know, come without notice (LINE's development guidelines).
  mode: z.string().default("active"),
  source: z.object({ type: z.string(), userId: z.string().optional() }).optional(),
  replyToken: z.string().min(1).max(500).optional(),
});

const shapes = {
  follow: z.object({ follow: z.object({ isUnblocked: z.boolean().default(false) }).optional() }),
  unfollow: z.object({}),
  message: z.object({ message: z.object({ type: z.string(), text: z.string().optional() }) }),
  postback: z.object({ postback: z.object({ data: z.string() }) }),
  unsend: z.object({ unsend: z.object({ messageId: z.string().regex(/^[\x21-\x7e]{1,100}$/) }) }),
  accountLink: z.object({}),
  videoPlayComplete: z.object({}),
} as const;
type Known = keyof typeof shapes;

/**
 * Reads a stored event. Null: a type that we do not know, or nobody's, or a group's, in which nothing of a member is said.
 * @throws where it is one of those we know and not of their shape; it is tried again and then lies dead, to be looked at.
 */
export function readEvent(stored: StoredEvent): LineEvent | null {
  if (!isKnown(stored.type)) return null;
  const fields = fieldsOf(stored.body);
  const { mode, source, replyToken } = common.parse(fields);
  if (source?.type !== "user" || source.userId === undefined) return null;
  const after = withoutText(fields);
  return {
    eventId: stored.webhook_event_id,
    lineUserId: userId.parse(source.userId),
    occurredAtMs: stored.occurred_at_ms,
    receivedAtMs: stored.received_at_ms,
    replyToken: mode === "active" ? (replyToken ?? null) : null,
    what: whatOf(stored.type, fields),
    bodyAfter: after === null ? null : JSON.stringify(after),
  };
}

function whatOf(type: Known, fields: Fields): What {
  switch (type) {
    case "follow":
      return { kind: type, isUnblocked: shapes.follow.parse(fields).follow?.isUnblocked ?? false };
    case "unfollow":
      return { kind: type };
    case "message": {
      const { message } = shapes.message.parse(fields);
      const { text } = message;
      return message.type === "text" && text !== undefined ? { kind: "text", text } : { kind: "noted" };
    }
    case "postback":
      return { kind: type, data: shapes.postback.parse(fields).postback.data };
    case "unsend":
      return { kind: type, messageId: shapes.unsend.parse(fields).unsend.messageId };
    default:
      return { kind: "noted" };
  }
}

function isKnown(type: string): type is Known {
  return Object.hasOwn(shapes, type);
}

/** What `keptEvent` left of the event, read back. */
function fieldsOf(body: string): Fields {
  return JSON.parse(body) as Fields;
}
