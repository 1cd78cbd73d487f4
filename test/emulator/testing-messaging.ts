import { insight, manageAudience, messagingApi } from "@line/bot-sdk";
import type { Emulator, MessagingOptions } from "./index.ts";
import { sample, startSample } from "./testing.ts";

/** An emulator with a token that outlives any move of the clock, and all of LINE's own clients for it. */
export interface Messaging {
  readonly emulator: Emulator;
  readonly line: messagingApi.MessagingApiClient;
  readonly blob: messagingApi.MessagingApiBlobClient;
  readonly insight: insight.InsightClient;
  readonly audience: manageAudience.ManageAudienceClient;
  readonly audienceBlob: manageAudience.ManageAudienceBlobClient;
  /** A request without the SDK, for what the SDK never sends. */
  readonly ask: (method: string, path: string, init?: RequestInit) => Promise<Response>;
}

const token = "a-long-lived-token";

export async function startMessaging(changes: Partial<MessagingOptions> = {}): Promise<Messaging> {
  const messaging = { ...sample.messaging, longLivedToken: token, ...changes };
  const emulator = await startSample({ messaging });
  const config = { channelAccessToken: token, baseURL: emulator.origin };
  return {
    emulator,
    line: new messagingApi.MessagingApiClient(config),
    blob: new messagingApi.MessagingApiBlobClient(config),
    insight: new insight.InsightClient(config),
    audience: new manageAudience.ManageAudienceClient(config),
    audienceBlob: new manageAudience.ManageAudienceBlobClient(config),
    ask: (method, path, init = {}) => {
      const headers = { authorization: `Bearer ${token}`, ...Object.fromEntries(new Headers(init.headers)) };
      return fetch(emulator.origin + path, { ...init, method, headers });
    },
  };
}

/** `count` more friends; their ids. */
export function addFriends(emulator: Emulator, count: number): string[] {
  return Array.from({ length: count }, (_none, index) => {
    return emulator.addUser({ displayName: `友だち${index}`, friend: "friend" }).userId;
  });
}

export const hello: messagingApi.TextMessage = { type: "text", text: "こんにちは" };
export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;

/** `yyyyMMdd` in Japan, `days` from today on LINE's clock. */
export function dayOf(emulator: Emulator, days = 0): string {
  const nowMs = emulator.advanceClock(0);
  return new Date(nowMs + 9 * hourMs + days * dayMs).toISOString().slice(0, 10).replaceAll("-", "");
}

/** The header of a PNG, which is all that LINE's checks look at. */
export function png(width: number, height: number): Blob {
  const bytes = new DataView(new ArrayBuffer(24));
  bytes.setUint32(0, 0x89504e47);
  bytes.setUint32(16, width);
  bytes.setUint32(20, height);
  return new Blob([bytes.buffer], { type: "image/png" });
}

/** A JPEG's start, an APP0 segment and the frame with its size. */
export function jpeg(width: number, height: number): Blob {
  const bytes = new DataView(new ArrayBuffer(40));
  bytes.setUint16(0, 0xffd8);
  bytes.setUint16(2, 0xffe0);
  bytes.setUint16(4, 16);
  bytes.setUint16(20, 0xffc0);
  bytes.setUint16(22, 11);
  bytes.setUint16(25, height);
  bytes.setUint16(27, width);
  return new Blob([bytes.buffer], { type: "image/jpeg" });
}
