import { readFileSync } from "node:fs";
import { rename, writeFile } from "node:fs/promises";
import type { JWK } from "jose";
import type { ChatMessage, EmulatedUser } from "./control.ts";
import { randomHex } from "./ids.ts";
import type { JsonObject } from "./json.ts";
import { emptyMessagingState, type MessagingState } from "./messaging/state.ts";

export interface ChannelToken {
  readonly kind: "stateless" | "short_lived" | "v2_1" | "long_lived";
  readonly channelId: string;
  readonly expiresAtMs: number;
  readonly keyId?: string;
}

export interface UserToken {
  readonly userId: string;
  readonly channelId: string;
  readonly scopes: readonly string[];
  readonly expiresAtMs: number;
  readonly revoked: boolean;
}

export interface ReplyToken {
  readonly userId: string;
  readonly eventAtMs: number;
  /** When the webhook that carries it last went out: its minute counts from there. */
  readonly deliveredAtMs: number;
  readonly used: boolean;
}

/** What a retry key was accepted for, kept for a day. */
export interface AcceptedRequest {
  readonly requestId: string;
  readonly firstSeenMs: number;
  /** Of the body, to notice a key that comes back with another one. */
  readonly bodyHash: number;
  /** The id of the first of the request's messages, where the answer told ids; the others follow it. */
  readonly firstMessageId?: string;
}

export interface StoredRichMenu {
  readonly richMenuId: string;
  readonly body: JsonObject;
  readonly image?: { readonly contentType: string; readonly base64: string };
}

/** Everything that outlives a restart. Values are replaced, never changed in place. */
export interface State extends MessagingState {
  readonly users: Map<string, EmulatedUser>;
  readonly chats: Map<string, readonly ChatMessage[]>;
  readonly lastMessagedAtMs: Map<string, number>;
  /** Scopes a person granted, by `{channelId}:{userId}`. */
  readonly consents: Map<string, readonly string[]>;
  readonly channelTokens: Map<string, ChannelToken>;
  readonly userTokens: Map<string, UserToken>;
  readonly replyTokens: Map<string, ReplyToken>;
  readonly accepted: Map<string, AcceptedRequest>;
  readonly richMenus: Map<string, StoredRichMenu>;
  readonly userRichMenus: Map<string, string>;
  /** People reached by counted messages, by month (`yyyy-mm` in Japan). */
  readonly monthlyUsage: Map<string, number>;
  /** People reached, by `{method}:{yyyyMMdd}` in Japan. */
  readonly dailySends: Map<string, number>;
  readonly aggregationUnits: Map<string, readonly string[]>;
  defaultRichMenu: string | null;
  webhookUrl: string | null;
  lastMessageId: string;
  clockOffsetMs: number;
  signingKey: JWK | null;
}

export function emptyState(): State {
  return {
    ...emptyMessagingState(randomHex(32)),
    users: new Map(),
    chats: new Map(),
    lastMessagedAtMs: new Map(),
    consents: new Map(),
    channelTokens: new Map(),
    userTokens: new Map(),
    replyTokens: new Map(),
    accepted: new Map(),
    richMenus: new Map(),
    userRichMenus: new Map(),
    monthlyUsage: new Map(),
    dailySends: new Map(),
    aggregationUnits: new Map(),
    defaultRichMenu: null,
    webhookUrl: null,
    lastMessageId: "0",
    clockOffsetMs: 0,
    signingKey: null,
  };
}

const dayMs = 24 * 3_600_000;

/** Drops what can no longer matter at `nowMs`: old retry keys, reply tokens and tokens of people. */
export function forgetOld(state: State, nowMs: number): void {
  for (const [key, { firstSeenMs }] of state.accepted) {
    if (nowMs - firstSeenMs >= dayMs) state.accepted.delete(key);
  }
  for (const [key, { eventAtMs }] of state.replyTokens) {
    if (nowMs - eventAtMs >= dayMs) state.replyTokens.delete(key);
  }
  for (const [key, { expiresAtMs }] of state.userTokens) {
    if (nowMs - expiresAtMs >= dayMs) state.userTokens.delete(key);
  }
}

/** Reads `file`, or starts empty where there is none. Throws when the file is not ours. */
export function loadState(file: string | undefined): State {
  if (file === undefined) return emptyState();
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return emptyState();
    throw error;
  }
  return { ...emptyState(), ...trustedState(text) };
}

/** The file is only ever written by `StateFile`, so its shape is taken on trust. */
function trustedState(text: string): Partial<State> {
  return JSON.parse(text, (_key, value: unknown) => {
    if (typeof value === "object" && value !== null && "$map" in value && Array.isArray(value.$map)) {
      return new Map(value.$map);
    }
    return value;
  }) as Partial<State>;
}

function serialized(state: State): string {
  return JSON.stringify(state, (_key, value: unknown) =>
    value instanceof Map ? { $map: [...value.entries()] } : value,
  );
}

/**
 * Writes the state some moments after it changed, whole and by rename, so a kill never leaves half a file.
 */
export class StateFile {
  readonly #file: string | undefined;
  readonly #state: State;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(file: string | undefined, state: State) {
    this.#file = file;
    this.#state = state;
  }

  changed(): void {
    if (this.#file === undefined || this.#timer !== undefined) return;
    this.#timer = setTimeout(() => {
      this.write().catch((error: unknown) => console.error("The emulator's state is not kept:", error));
    }, 250);
    this.#timer.unref();
  }

  /** Resolves when everything known now is on disk. */
  write(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const before = this.#writing.catch(() => undefined);
    this.#writing = before.then(() => this.#replaceFile());
    return this.#writing;
  }

  async #replaceFile(): Promise<void> {
    if (this.#file === undefined) return;
    const temporary = `${this.#file}.writing`;
    await writeFile(temporary, serialized(this.#state));
    await rename(temporary, this.#file);
  }
}
