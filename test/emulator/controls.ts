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
  SharedByLiff,
  WebhookAttempt,
} from "./control.ts";
import { seededUserId } from "./ids.ts";
import type { JsonObject } from "./json.ts";
import { liffClosed } from "./login/grants.ts";
import { signIdToken } from "./login/id-token.ts";
import { openingAddress } from "./login/opening.ts";
import { block, follow, type Postback, postback, say, unblock, unsend, userById } from "./people.ts";
import { addToChat, type Platform } from "./platform.ts";
import type { Recorder } from "./record/recorder.ts";
import { eventOf } from "./webhooks/events.ts";
import { blockAfter } from "./webhooks/script.ts";
import type { BlockAfter, EventsToSend, MadeEvent, WebhookFaults } from "./webhooks/shapes.ts";

/** What a test in the same process may do to a running emulator. Unknown user ids throw `UnknownUser`. */
export interface Controls {
  /** Aborts when the emulator closes. */
  readonly closing: AbortSignal;
  users(): EmulatedUser[];
  addUser(user: NewUser): EmulatedUser;
  follow(userId: string): void;
  block(userId: string): void;
  unblock(userId: string): void;
  /** The person blocks the account once so much was delivered from now on. */
  blockAfter(userId: string, when: BlockAfter): void;
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
  /** Sends requests of one's own making, in order, past the queue. */
  sendEvents(wanted: EventsToSend): Promise<WebhookAttempt[]>;
  /** Lets events leave as all others do, with all their faults; answers their ids. */
  enqueueEvents(events: readonly MadeEvent[]): string[];
  webhookFaults(): WebhookFaults;
  changeWebhookFaults(changes: Partial<WebhookFaults>): WebhookFaults;
  setWebhookUrl(url: string | null): void;
  changeSettings(changes: Partial<EmulatorSettings>): EmulatorSettings;
  /** Moves LINE's clock forward and tells what it shows now. */
  advanceClock(ms: number): number;
  issueIdToken(wanted: IssueIdToken): Promise<string>;
  /** The person closes the LIFF app they had open; with `revokeOnClose` its access tokens end. */
  closeLiff(userId: string): void;
  /** What people shared by the target picker. */
  shares(): readonly SharedByLiff[];
  /** The address a phone opens for a LIFF URL; null when it is none of this emulator's apps. */
  openLiff(wanted: OpenLiff): string | null;
}

export function controlsOf(platform: Platform, closing: AbortSignal): Controls {
  return { closing, ...phoneControls(platform), ...recordControls(platform), ...tuningControls(platform) };
}

type PhoneControl =
  | "users"
  | "addUser"
  | "follow"
  | "block"
  | "unblock"
  | "blockAfter"
  | "say"
  | "postback"
  | "unsend";
type PhoneControls = Pick<
  Controls,
  PhoneControl | "chat" | "writeAsManager" | "openLiff" | "closeLiff" | "shares"
>;

function phoneControls(platform: Platform): PhoneControls {
  const { state } = platform;
  return {
    users: () => [...state.users.values()],
    addUser: (user) => addUser(platform, user),
    follow: (userId) => follow(platform, userId),
    block: (userId) => block(platform, userId),
    unblock: (userId) => unblock(platform, userId),
    blockAfter: (userId, when) => blockAfter(platform, userId, when),
    say: (userId, text) => say(platform, userId, text),
    postback: (userId, tapped) => postback(platform, userId, tapped),
    unsend: (userId, messageId) => unsend(platform, userId, messageId),
    chat: (userId) => state.chats.get(userById(platform, userId).userId) ?? [],
    writeAsManager: (userId, message) =>
      addToChat(platform, userById(platform, userId), { from: "account", message, via: "manager" }),
    openLiff: (wanted) => openingAddress(platform, wanted),
    closeLiff: (userId) => liffClosed(platform, userId),
    shares: () => platform.shares,
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

type WebhookControl = "sendRawWebhook" | "sendEvents" | "enqueueEvents" | "webhooksIdle" | "setWebhookUrl";
type RecordControl =
  | "recorder"
  | "deliveries"
  | "calls"
  | "webhooks"
  | "webhookFaults"
  | "changeWebhookFaults";

function recordControls(platform: Platform): Pick<Controls, RecordControl | WebhookControl> {
  return {
    recorder: platform.recorder,
    deliveries: (userId) => platform.recorder.deliveries(userId),
    calls: (path) => platform.recorder.calls(path),
    webhooks: () => [...platform.webhooks.attempts],
    sendRawWebhook: (raw) => platform.webhooks.sendRaw(raw),
    webhooksIdle: () => platform.webhooks.idle(),
    sendEvents: (wanted) => platform.webhooks.sendEvents(wanted),
    enqueueEvents(events) {
      const whole = events.map((made) => eventOf(platform, made));
      platform.webhooks.enqueue(...whole);
      return whole.map(({ webhookEventId }) => webhookEventId);
    },
    webhookFaults: () => platform.webhooks.faults,
    changeWebhookFaults(changes) {
      const faults = platform.webhooks.changeFaults(changes);
      platform.changed({ kind: "fault" });
      return faults;
    },
    setWebhookUrl: (url) => platform.webhooks.setUrl(url),
  };
}

type TuningControl =
  | "addFault"
  | "faults"
  | "removeFault"
  | "clearFaults"
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
    changeSettings(changes) {
      live.settings = { ...live.settings, ...changes };
      return live.settings;
    },
    advanceClock(ms) {
      state.clockOffsetMs += ms;
      platform.jobs.runDue();
      platform.changed();
      return platform.nowMs();
    },
    async issueIdToken({ userId, channelId, overrides = {} }) {
      const user = userById(platform, userId);
      return signIdToken(platform, { user, channelId, scopes: ["openid", "profile"], overrides });
    },
  };
}
