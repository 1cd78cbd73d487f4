/**
 * What the emulator's own doors (`/_/…`) say: the phone page and tests speak these shapes, LINE's own API
 * never does. Every answer is JSON; a refusal is `{ "message": "…" }` with a 4xx.
 */
import type { FaultKind } from "./http/fault-shapes.ts";
import type { ForgedKind } from "./webhooks/shapes.ts";

export type { ArmedFault, Fault, FaultKind } from "./http/fault-shapes.ts";

/** A person with a LINE account, as the emulator knows them. */
export interface EmulatedUser {
  /** `U` and 32 hex digits, the same for every channel of the one provider. */
  readonly userId: string;
  readonly displayName: string;
  readonly pictureUrl?: string;
  readonly statusMessage?: string;
  /** BCP 47, e.g. `ja`. */
  readonly language: string;
  /** What this person is to the official account. */
  readonly friend: "none" | "friend" | "blocked";
}

/** One bubble in a chat. `message` is the LINE message object as it was sent. */
export interface ChatMessage {
  /** 18 digits, increasing. */
  readonly id: string;
  readonly from: "account" | "user";
  readonly atMs: number;
  readonly message: Record<string, unknown>;
  /** How it was sent: by which API method, or by hand in the OA Manager (greetings). */
  readonly via: "push" | "reply" | "multicast" | "broadcast" | "narrowcast" | "manager" | "liff" | "user";
  /** What openings and clicks are counted for, where LINE counts them, and the message's place in its request. */
  readonly origin?: { readonly statistics: string; readonly seq: number };
}

/**
 * The menu under a chat. Areas carry a label because the emulator draws menus made "in the OA Manager"
 * itself.
 */
export interface RichMenu {
  readonly chatBarText: string;
  readonly size: { readonly width: number; readonly height: number };
  readonly areas: readonly {
    readonly bounds: {
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
    };
    readonly label: string;
    readonly action: Record<string, unknown>;
  }[];
  /** Address of the uploaded picture; absent for menus the emulator draws from the labels. */
  readonly imageUrl?: string;
}

/** `GET /_/phone/{userId}` */
export interface PhoneState {
  readonly user: EmulatedUser;
  readonly account: { readonly displayName: string; readonly pictureUrl?: string; readonly basicId: string };
  readonly messages: readonly ChatMessage[];
  readonly richMenu: RichMenu | null;
  /** LIFF apps by id, for the title bar of an app that a link opens. */
  readonly liffApps: Readonly<
    Record<string, { readonly name: string; readonly size: "full" | "tall" | "compact" }>
  >;
}

/** `GET /_/deliveries[?userId=]`: what reached whom, in order; the newest 200,000. */
export interface Delivery {
  readonly id: string;
  readonly userId: string;
  readonly atMs: number;
  readonly via: ChatMessage["via"];
  readonly retryKey: string | null;
  readonly requestId: string;
  readonly messages: readonly Record<string, unknown>[];
}

/** `GET /_/calls[?path=]`: what LINE's API was asked, in order of the answers; the newest 200,000. */
export interface ApiCall {
  readonly atMs: number;
  readonly method: string;
  readonly host: string;
  readonly path: string;
  /** `METHOD /path/template` where the emulator knows it, else the path as it came. */
  readonly endpoint: string;
  /** 0: the connection was dropped. */
  readonly status: number;
  /** It took effect, whatever the answer said. */
  readonly accepted: boolean;
  /** The fault that struck it. */
  readonly fault: FaultKind | null;
  readonly requestId: string;
  readonly retryKey: string | null;
  readonly body: unknown;
}

/** How a phone opens a LIFF app: inside LINE, in the phone's own browser, or in LINE's in-app browser. */
export type OpenedIn = "liff" | "external" | "in_app";

/*
 * The doors. `{userId}` is a known user's id; a door that changes something answers with the new `PhoneState`
 * unless it says otherwise.
 *
 *   GET    /_/users                          → EmulatedUser[]
 *   POST   /_/users                          NewUser → EmulatedUser
 *   GET    /_/phone/{userId}                 → PhoneState
 *   GET    /_/events                         → text/event-stream of PlatformNews, one for each change
 *   POST   /_/phone/{userId}/follow          adds the account as a friend; after a block, unblocks it
 *   POST   /_/phone/{userId}/block
 *   POST   /_/phone/{userId}/unblock
 *   POST   /_/phone/{userId}/say             { text }
 *   POST   /_/phone/{userId}/postback        { data, displayText?, params? }
 *   POST   /_/phone/{userId}/unsend          { messageId }
 *   POST   /_/phone/{userId}/block-after     BlockAfter → {}: blocks the account in the middle of a campaign
 *   POST   /_/phone/{userId}/liff-closed     the person closed a LIFF app → {}
 *   GET    /_/shares                         → SharedByLiff[]
 *   POST   /_/liff/open                      OpenLiff → { url }
 *   GET    /_/browser/logout                 → a page; the asking browser is nobody's afterwards
 *   GET    /_/deliveries[?userId=]           → Delivery[]
 *   GET    /_/calls[?path=]                  → ApiCall[]
 *   GET    /_/record                         → RecordSummary
 *   POST   /_/record/reset                   RecorderSettings → RecordSummary: forgets what was recorded
 *   POST   /_/record/counts                  CountsWanted → Counts: how often, for these keys
 *   GET    /_/record/users                   → { userId: deliveries }
 *   GET    /_/record/content-keys            → { contentKey: deliveries }; 409 where only counts are kept
 *   GET    /_/record/retry-keys              → { retryKey: accepted requests }; 409 likewise
 *   GET    /_/record/duplicates              → Duplicate[]
 *   GET    /_/faults                         → ArmedFault[]
 *   POST   /_/faults                         Fault → ArmedFault
 *   DELETE /_/faults, DELETE /_/faults/{id}
 *   GET    /_/webhooks                       → WebhookAttempt[]
 *   POST   /_/webhooks/send                  RawWebhook → WebhookAttempt: exactly what is given
 *   POST   /_/webhooks/events                EventsToSend → WebhookAttempt[]: requests of one's own making
 *   POST   /_/webhooks/queue                 MadeEvent[] → { eventIds }: events that leave as all others do
 *   GET    /_/webhooks/faults, PATCH /_/webhooks/faults
 *                                            Partial<WebhookFaults> → WebhookFaults
 *   PUT    /_/webhooks/url                   { url } → {}: as the console of LINE sets it
 *   POST   /_/webhooks/idle                  answers once nothing waits to be sent → {}
 *   GET    /_/settings, PATCH /_/settings    Partial<EmulatorSettings> → EmulatorSettings
 *   POST   /_/clock                          { advanceMs } moves LINE's clock forward → { nowMs }
 *   POST   /_/id-tokens                      IssueIdToken → { idToken }
 *   POST   /_/messages                       ManagerMessage → { id }: written by hand in the OA Manager
 */

/** `POST /_/users`: what is left out is made up from the emulator's seed. */
export interface NewUser {
  readonly userId?: string;
  readonly displayName: string;
  readonly pictureUrl?: string;
  readonly statusMessage?: string;
  readonly language?: string;
  readonly friend?: EmulatedUser["friend"];
}

/**
 * `POST /_/liff/open`. `liffUrl` is `https://liff.line.me/{liffId}[/path][?query][#hash]`, or the miniapp
 * form.
 */
export interface OpenLiff {
  readonly userId: string;
  readonly liffUrl: string;
  readonly in: OpenedIn;
}

/** One line of `GET /_/events`. `userId` is absent when it concerns everybody. */
export interface PlatformNews {
  readonly kind: "chat" | "friend" | "rich_menu" | "webhook" | "fault" | "reset";
  readonly userId?: string;
}

/** One try to deliver a webhook. `reason` is null when a 2xx came back in time. */
export interface WebhookAttempt {
  readonly atMs: number;
  readonly url: string;
  readonly eventIds: readonly string[];
  readonly types: readonly string[];
  readonly isRedelivery: boolean;
  /** Events, the webhook test, a raw body, or which forgery. */
  readonly what: "events" | "test" | "raw" | ForgedKind;
  readonly status: number | null;
  readonly reason:
    | null
    | "no_endpoint"
    | "could_not_connect"
    | "request_timeout"
    | "error_status_code"
    | "unclassified";
  readonly tookMs: number;
  /** The body as sent; empty while the recorder keeps counts alone. */
  readonly body: string;
}

/** `POST /_/webhooks/send`: `body` is sent as it stands; `signature` says how (default `valid`). */
export interface RawWebhook {
  readonly body: string;
  readonly signature?: "valid" | "wrong" | "missing" | "old_secret" | "uppercase_header";
}

/** What a test or the demo may turn while the emulator runs. */
export interface EmulatorSettings {
  /** Life of an ID token in seconds (LINE: 3600). Negative: it arrives already expired. */
  readonly idTokenTtlSeconds: number;
  /** Life of a user's access token in seconds (LINE: 43200 inside LIFF). */
  readonly accessTokenTtlSeconds: number;
  /** Everyone presses "cancel" on the consent page. */
  readonly denyConsent: boolean;
  /**
   * Only `openid` is granted, so ID tokens have neither name nor picture (channel consent simplification).
   */
  readonly openidOnly: boolean;
  /** Sharing by the target picker ends in FAILURE. */
  readonly shareFails: boolean;
  /** LINE's page of a friend request answers `ADD_FRIEND_ERROR`. */
  readonly friendRequestFails: boolean;
  /** A LIFF app's access token ends when the app is closed (LINE before 15.12, or not full size). */
  readonly revokeOnClose: boolean;
  /** How far the phone's own clock is ahead of the true time. */
  readonly deviceClockSkewMs: number;
  readonly lineOs: "ios" | "android";
  /** `major.minor.patch` of the LINE app; the SDK's features ask for it. */
  readonly lineVersion: string;
  /** Send every webhook twice, the second one unmarked, as LINE's network sometimes does. */
  readonly duplicateWebhooks: boolean;
  /** How many waiting events may travel in one webhook request. */
  readonly webhookBatch: number;
  readonly redelivery: boolean;
  readonly monthlyLimit: number | null;
  /** Multiplies LINE's documented rate limits; 0 switches them off. */
  readonly rateLimitScale: number;
  /** Whether the account may list its followers. */
  readonly verifiedAccount: boolean;
}

/** `GET /_/shares`: what people shared by `liff.shareTargetPicker()`; LINE tells the app nothing of it. */
export interface SharedByLiff {
  readonly atMs: number;
  /** Who shared. */
  readonly userId: string;
  readonly liffId: string;
  /** Whom with. */
  readonly to: readonly string[];
  readonly messages: readonly Record<string, unknown>[];
}

/** `POST /_/id-tokens`: an ID token as LINE would sign it, then with `overrides` laid over its claims. */
export interface IssueIdToken {
  readonly userId: string;
  readonly channelId: string;
  readonly overrides?: Readonly<Record<string, unknown>>;
}

/** `POST /_/messages` */
export interface ManagerMessage {
  readonly userId: string;
  readonly message: Readonly<Record<string, unknown>>;
}

/** What a LIFF app in the phone's frame tells the phone, by `postMessage`. */
export type LiffFrameMessage =
  | { readonly type: "liff:close" }
  | { readonly type: "liff:openWindow"; readonly url: string; readonly external: boolean }
  /** `url` is a page of the emulator to show over the app; it says `liff:subwindowClosed` when it is done. */
  | { readonly type: "liff:subwindow"; readonly url: string }
  | { readonly type: "liff:subwindowClosed" }
  | { readonly type: "liff:title"; readonly title: string };
