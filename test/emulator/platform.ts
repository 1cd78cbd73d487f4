import type { ChatMessage, EmulatedUser, EmulatorSettings, PlatformNews, SharedByLiff } from "./control.ts";
import { FaultBoard } from "./http/fault-board.ts";
import { nextMessageId, seededRandom } from "./ids.ts";
import type { SigningKey } from "./login/id-token.ts";
import { Jobs } from "./messaging/jobs.ts";
import { firstSwitches, type MessagingSwitches } from "./messaging/switches.ts";
import type { EmulatorOptions } from "./options.ts";
import { Recorder } from "./record/recorder.ts";
import type { State, StateFile } from "./state.ts";
import { WebhookSender } from "./webhooks.ts";

/** What may be turned, or is only known, while the emulator runs. */
export interface Live {
  settings: EmulatorSettings;
  switches: MessagingSwitches;
  /** The newest warnings of the emulator's log. */
  readonly warnings: string[];
  /** What `quota/consumption` told last, and when. */
  shownUsage: { readonly atMs: number; readonly used: number } | null;
  /** When each person was pushed to within the last minute, where that is limited. */
  readonly recentPushes: Map<string, readonly number[]>;
  /** `http://127.0.0.1:{port}`, known once it listens. */
  origin: string;
}

/** What the parts below the webhook sender are given, and the sender itself. */
export interface PlatformBase {
  readonly options: EmulatorOptions;
  readonly state: State;
  readonly stateFile: StateFile;
  readonly signingKey: SigningKey;
  readonly recorder: Recorder;
  readonly shares: SharedByLiff[];
  readonly faults: FaultBoard;
  readonly listeners: Set<(news: PlatformNews) => void>;
  readonly random: () => number;
  readonly live: Live;
  readonly nowMs: () => number;
  /** Says in the emulator's log that a caller does what LINE advises against; `live.warnings` keeps them. */
  readonly warn: (text: string) => void;
  /** Says that something changed: keeps it on disk and tells the phones that watch. */
  readonly changed: (news?: PlatformNews) => void;
}

/** What every other part is given. */
export interface Platform extends PlatformBase {
  readonly jobs: Jobs;
  readonly webhooks: WebhookSender;
}

const warningsKept = 100;

export function createPlatform(
  options: EmulatorOptions,
  state: State,
  stateFile: StateFile,
  signingKey: SigningKey,
): Platform {
  const listeners = new Set<(news: PlatformNews) => void>();
  const clock = options.clock ?? { nowMs: () => Date.now() };
  const nowMs = () => clock.nowMs() + state.clockOffsetMs;
  const live = firstLive(options);
  const base: PlatformBase = {
    ...{ options, state, stateFile, signingKey, listeners, nowMs },
    recorder: new Recorder(nowMs),
    shares: [],
    faults: new FaultBoard(options.seed, nowMs),
    random: seededRandom(options.seed),
    live,
    warn: (text) => {
      live.warnings.push(text);
      if (live.warnings.length > warningsKept) live.warnings.shift();
      console.warn(text);
    },
    changed: (news) => {
      stateFile.changed();
      if (news) for (const listener of listeners) listener(news);
    },
  };
  return { ...base, webhooks: new WebhookSender(base), jobs: new Jobs(base) };
}

function firstLive(options: EmulatorOptions): Live {
  const switches = { ...firstSwitches, ...options.messaging.switches };
  const settings = firstSettings(options);
  return { settings, switches, origin: "", warnings: [], shownUsage: null, recentPushes: new Map() };
}

function firstSettings(options: EmulatorOptions): EmulatorSettings {
  return {
    idTokenTtlSeconds: 3600,
    accessTokenTtlSeconds: 12 * 3600,
    denyConsent: false,
    openidOnly: false,
    shareFails: false,
    friendRequestFails: false,
    revokeOnClose: false,
    deviceClockSkewMs: 0,
    lineOs: "ios",
    lineVersion: "26.7.0",
    duplicateWebhooks: false,
    webhookBatch: 1,
    redelivery: options.messaging.redelivery ?? false,
    monthlyLimit: options.messaging.monthlyLimit ?? null,
    rateLimitScale: 1,
    verifiedAccount: true,
  };
}

/** A chat keeps its newest bubbles; a year of campaigns need not be drawn. */
const bubblesKept = 500;
/** While only counts are recorded, a million sends leave no more than this behind. */
const bubblesKeptBesideCounts = 3;

export function addToChat(
  platform: PlatformBase,
  user: EmulatedUser,
  bubble: Omit<ChatMessage, "id" | "atMs">,
  id = newMessageId(platform),
): ChatMessage {
  const { chats } = platform.state;
  const added: ChatMessage = { id, atMs: platform.nowMs(), ...bubble };
  const before = chats.get(user.userId) ?? [];
  const kept = platform.recorder.keep === "counts" ? bubblesKeptBesideCounts : bubblesKept;
  chats.set(user.userId, [...before.slice(1 - kept), added]);
  platform.changed({ kind: "chat", userId: user.userId });
  return added;
}

export function newMessageId(platform: PlatformBase): string {
  platform.state.lastMessageId = nextMessageId(platform.state.lastMessageId, platform.nowMs());
  return platform.state.lastMessageId;
}

/** `yyyy-mm-dd` in Japan, where LINE's months and days begin. */
export function dayInJapan(ms: number): string {
  return new Date(ms + 9 * 3_600_000).toISOString().slice(0, 10);
}
