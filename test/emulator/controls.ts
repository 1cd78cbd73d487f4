import type {
  ApiCall,
  ArmedFault,
  ChatMessage,
  Delivery,
  EmulatedUser,
  EmulatorSettings,
  Fault,
  IssueIdToken,
  NewUser,
  OpenLiff,
  RawWebhook,
  WebhookAttempt,
} from "./control.ts";
import { seededUserId } from "./ids.ts";
import type { JsonObject } from "./json.ts";
import { signIdToken } from "./login/id-token.ts";
import { openingAddress } from "./login/opening.ts";
import { block, follow, type Postback, postback, say, unblock, unsend, userById } from "./people.ts";
import { addToChat, type Platform } from "./platform.ts";
import type { Recorder } from "./record/recorder.ts";

/** What a test in the same process may do to a running emulator. Unknown user ids throw `UnknownUser`. */
export interface Controls {
  /** Aborts when the emulator closes. */
  readonly closing: AbortSignal;
  users(): EmulatedUser[];
  addUser(user: NewUser): EmulatedUser;
  follow(userId: string): void;
  block(userId: string): void;
  unblock(userId: string): void;
  say(userId: string, text: string): ChatMessage;
  postback(userId: string, tapped: Postback): void;
  /** False where the person has no such message. */
  unsend(userId: string, messageId: string): boolean;
  chat(userId: string): readonly ChatMessage[];
  writeAsManager(userId: string, message: JsonObject): ChatMessage;
  deliveries(userId?: string): Delivery[];
  /** All calls of LINE's API, or those of one path. */
  calls(path?: string): ApiCall[];
  /** What was delivered to whom, how often. */
  readonly recorder: Recorder;
  addFault(fault: Fault): ArmedFault;
  faults(): readonly ArmedFault[];
  /** False where there is no such fault. */
  removeFault(id: string): boolean;
  clearFaults(): void;
  webhooks(): WebhookAttempt[];
  sendRawWebhook(raw: RawWebhook): Promise<WebhookAttempt>;
  /** Resolves once no webhook waits or is on its way. */
  webhooksIdle(): Promise<void>;
  setWebhookUrl(url: string | null): void;
  changeSettings(changes: Partial<EmulatorSettings>): EmulatorSettings;
  /** Moves LINE's clock forward and tells what it shows now. */
  advanceClock(ms: number): number;
  issueIdToken(wanted: IssueIdToken): Promise<string>;
  /** The address a phone opens for a LIFF URL; null when it is none of this emulator's apps. */
  openLiff(wanted: OpenLiff): string | null;
}

export function controlsOf(platform: Platform, closing: AbortSignal): Controls {
  return { closing, ...phoneControls(platform), ...recordControls(platform), ...tuningControls(platform) };
}

type PhoneControl = "users" | "addUser" | "follow" | "block" | "unblock" | "say" | "postback" | "unsend";
type PhoneControls = Pick<Controls, PhoneControl | "chat" | "writeAsManager" | "openLiff">;

function phoneControls(platform: Platform): PhoneControls {
  const { state } = platform;
  return {
    users: () => [...state.users.values()],
    addUser: (user) => addUser(platform, user),
    follow: (userId) => follow(platform, userId),
    block: (userId) => block(platform, userId),
    unblock: (userId) => unblock(platform, userId),
    say: (userId, text) => say(platform, userId, text),
    postback: (userId, tapped) => postback(platform, userId, tapped),
    unsend: (userId, messageId) => unsend(platform, userId, messageId),
    chat: (userId) => state.chats.get(userById(platform, userId).userId) ?? [],
    writeAsManager: (userId, message) =>
      addToChat(platform, userById(platform, userId), { from: "account", message, via: "manager" }),
    openLiff: (wanted) => openingAddress(platform, wanted),
  };
}

function addUser(platform: Platform, user: NewUser): EmulatedUser {
  const { users } = platform.state;
  const userId = user.userId ?? seededUserId(platform.options.seed, `${users.size}:${user.displayName}`);
  const added: EmulatedUser = { language: "ja", friend: "none", ...user, userId };
  users.set(userId, added);
  platform.changed({ kind: "friend", userId });
  return added;
}

type RecordControl = "recorder" | "deliveries" | "calls" | "webhooks" | "sendRawWebhook" | "webhooksIdle";

function recordControls(platform: Platform): Pick<Controls, RecordControl> {
  return {
    recorder: platform.recorder,
    deliveries: (userId) => platform.recorder.deliveries(userId),
    calls: (path) => platform.recorder.calls(path),
    webhooks: () => [...platform.webhooks.attempts],
    sendRawWebhook: (raw) => platform.webhooks.sendRaw(raw),
    webhooksIdle: () => platform.webhooks.idle(),
  };
}

type TuningControl =
  | "addFault"
  | "faults"
  | "removeFault"
  | "clearFaults"
  | "setWebhookUrl"
  | "changeSettings"
  | "advanceClock"
  | "issueIdToken";

function tuningControls(platform: Platform): Pick<Controls, TuningControl> {
  const { state, live, faults } = platform;
  return {
    addFault(fault) {
      const armed = faults.add(fault);
      platform.changed({ kind: "fault" });
      return armed;
    },
    faults: () => faults.list(),
    removeFault(id) {
      const found = faults.remove(id);
      platform.changed({ kind: "fault" });
      return found;
    },
    clearFaults() {
      faults.clear();
      platform.changed({ kind: "fault" });
    },
    setWebhookUrl(url) {
      state.webhookUrl = url;
      platform.changed();
    },
    changeSettings(changes) {
      live.settings = { ...live.settings, ...changes };
      return live.settings;
    },
    advanceClock(ms) {
      state.clockOffsetMs += ms;
      platform.changed();
      return platform.nowMs();
    },
    async issueIdToken({ userId, channelId, overrides = {} }) {
      const user = userById(platform, userId);
      return signIdToken(platform, { user, channelId, scopes: ["openid", "profile"], overrides });
    },
  };
}
