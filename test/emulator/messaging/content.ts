import { type Answer, type Call, type Endpoint, ok, param, refuse } from "../http/call.ts";
import { randomToken } from "../ids.ts";
import { raiseMessage, userById } from "../people.ts";
import { addToChat, type Platform } from "../platform.ts";
import type { StoredContent } from "./state.ts";

/**
 * What people send besides text (Messaging API reference, Get content and its neighbours): their contents wait
 * on the data host, and those of videos and sounds are being prepared for a while.
 */

const one = "/v2/bot/message/{messageId}/content";
const data = { host: "api-data.line.me", auth: "channel", body: "none" } as const;

export const contentEndpoints: readonly Endpoint[] = [
  { route: `GET ${one}`, ...data, handle: content },
  { route: `GET ${one}/transcoding`, ...data, handle: transcoding },
  { route: `GET ${one}/preview`, ...data, handle: preview },
];

/** `POST /_/phone/{userId}/media`: what a person picks in the phone's gallery. */
export interface SentMedia {
  readonly type: StoredContent["type"];
  readonly contentType: string;
  readonly base64: string;
  /** Milliseconds, of a video or sound. */
  readonly duration?: number;
  readonly fileName?: string;
}

/** Sends it; returns the message's id. */
export function sendMedia(platform: Platform, userId: string, media: SentMedia): string {
  const user = userById(platform, userId);
  const { type, contentType, base64, duration, fileName } = media;
  const message =
    type === "file" ? { type, fileName, fileSize: Buffer.from(base64, "base64").length } : { type };
  const { id } = addToChat(platform, user, { from: "user", message, via: "user" });
  const isPrepared = type === "video" || type === "audio";
  const readyAtMs = platform.nowMs() + (isPrepared ? platform.live.switches.contentDelayMs : 0);
  const stored: StoredContent = { userId, type, contentType, base64, readyAtMs, unsent: false };
  platform.state.contents.set(id, stored);
  const provided = type === "file" ? {} : { contentProvider: { type: "line" } };
  const lasting = duration === undefined ? {} : { duration };
  const quoted = type === "image" || type === "video" ? { quoteToken: randomToken(24) } : {};
  raiseMessage(platform, userId, { ...message, id, ...provided, ...lasting, ...quoted });
  return id;
}

function storedOf(call: Call): StoredContent {
  const stored = call.platform.state.contents.get(param(call, "messageId"));
  if (!stored) refuse(404, "Not found");
  if (stored.unsent) refuse(410, "The content is gone");
  return stored;
}

function isReady({ nowMs }: Platform, { readyAtMs }: StoredContent): boolean {
  return readyAtMs <= nowMs();
}

/** 202 with nothing in it while a video or sound is being prepared. */
function content(call: Call): Answer {
  const stored = storedOf(call);
  return isReady(call.platform, stored) ? bytesOf(stored) : { status: 202 };
}

function bytesOf({ base64, contentType }: StoredContent): Answer {
  return { status: 200, bytes: Buffer.from(base64, "base64"), contentType };
}

function transcoding(call: Call): Answer {
  const stored = storedOf(call);
  if (stored.type !== "video" && stored.type !== "audio")
    refuse(400, "The message is neither video nor audio");
  return ok({ status: isReady(call.platform, stored) ? "succeeded" : "processing" });
}

/** A grey point, for the emulator does not look into videos. */
const greyPoint =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGOoBwAAgQCAYEXJ+QAAAABJRU5ErkJggg==";

/** Pictures are their own preview. */
function preview(call: Call): Answer {
  const stored = storedOf(call);
  if (stored.type === "image") return bytesOf(stored);
  if (stored.type !== "video") refuse(400, "The message is neither image nor video");
  if (!isReady(call.platform, stored)) return { status: 202 };
  return { status: 200, bytes: Buffer.from(greyPoint, "base64"), contentType: "image/png" };
}
