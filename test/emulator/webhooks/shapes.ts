import type { JsonObject } from "../json.ts";

/** What the doors of the webhook sender (`/_/webhooks…`) say. */

/** Requests a receiver must refuse, or take without effect, sent beside the true ones. */
export const forgedKinds = [
  /** `events: []`, rightly signed: LINE's connectivity check. To be answered 200. */
  "empty_events",
  /** Rightly signed, then one byte more. The rest must be answered 401 (or any 4xx). */
  "tampered_body",
  "wrong_signature",
  "missing_signature",
  /** Signed with `oldSecret`, as before the channel secret was issued anew. */
  "old_secret",
] as const;
export type ForgedKind = (typeof forgedKinds)[number];

/** Events a receiver must ignore, put into a request among good ones. */
export const poisonKinds = ["unknown_type", "no_source", "unknown_message"] as const;
export type PoisonKind = (typeof poisonKinds)[number];

export type HeaderCase = "lower" | "title" | "upper" | "mixed";

/** How a webhook request is written. */
export interface LetterStyle {
  /** Emoji as `\uXXXX\uXXXX`, as LINE writes them (line-bot-sdk-nodejs issue 922); default true. */
  readonly escapeEmoji: boolean;
  /** Properties in any order, and space between them (LINE's development guidelines allow both). */
  readonly shuffleProperties: boolean;
  /** Unknown properties in every object. */
  readonly extraFields: boolean;
  readonly headerCase: HeaderCase;
  /** What LINE signs with; null: the channel secret of the options. */
  readonly signingSecret: string | null;
}

/** `GET /_/webhooks/faults`, `PATCH /_/webhooks/faults`. All chances are 0 to 1, drawn from the seed. */
export interface WebhookFaults extends LetterStyle {
  /** Nothing leaves; what waits goes when this is over. For a test that wants one big muddle. */
  readonly paused: boolean;
  /** How many requests may be under way at once. */
  readonly parallel: number;
  /** The chance of each further copy of an event, up to `mostCopies` in all; none is marked. */
  readonly duplicate: number;
  readonly mostCopies: number;
  /** The chance that an event is overtaken: by up to `reorderWindow` others, for up to `reorderMs`. */
  readonly reorder: number;
  readonly reorderWindow: number;
  readonly reorderMs: number;
  /** Real milliseconds an event waits before it leaves, drawn between the two. */
  readonly delayMs: number;
  readonly delayUpToMs: number;
  /** The chance that LINE never sees a 2xx that was given, and so sends again where redelivery is on. */
  readonly lostAnswer: number;
  /** Real milliseconds before each redelivery; after the last one LINE gives up. */
  readonly redeliveryDelaysMs: readonly number[];
  /** The chance that a request carries one more event, of each kind. */
  readonly poison: Readonly<Partial<Record<PoisonKind, number>>>;
  /** The chance that a request is followed by another one, of each kind. */
  readonly forged: Readonly<Partial<Record<ForgedKind, number>>>;
  readonly oldSecret: string;
  /** A module has the conversation: events come with `mode: "standby"` and no reply token. */
  readonly standby: boolean;
  /** How long the old URL goes on receiving when a new one is set; LINE says up to a minute. */
  readonly urlLagMs: number;
}

export const calmWebhooks: WebhookFaults = {
  ...{ escapeEmoji: true, shuffleProperties: false, extraFields: false, headerCase: "lower" },
  ...{ signingSecret: null, paused: false, parallel: 1, duplicate: 0, mostCopies: 2 },
  ...{ reorder: 0, reorderWindow: 10, reorderMs: 50, delayMs: 0, delayUpToMs: 0, lostAnswer: 0 },
  ...{ redeliveryDelaysMs: [1_000, 5_000, 15_000, 60_000], poison: {}, forged: {} },
  ...{ oldSecret: "the secret before this one", standby: false, urlLagMs: 0 },
};

/** An event in short: what is left out is made as LINE would. */
export interface MadeEvent {
  readonly type: string;
  /** Whose; absent: an event without a source. */
  readonly userId?: string;
  /** When it happened, for events that come late; absent: now. */
  readonly timestamp?: number;
  readonly webhookEventId?: string;
  /** The properties of this type, e.g. `{ "postback": { "data": "…" } }`. */
  readonly fields?: Readonly<JsonObject>;
}

/** `POST /_/webhooks/events`: each inner list is one request; they are sent in this order. */
export interface EventsToSend {
  readonly requests: readonly (readonly MadeEvent[])[];
  readonly isRedelivery?: boolean;
  readonly style?: Partial<LetterStyle>;
}

/** `POST /_/phone/{userId}/block-after`: the person blocks the account once so much was delivered. */
export interface BlockAfter {
  readonly deliveries: number;
  /** Whose deliveries are counted, from now on; absent: their own. */
  readonly of?: "them" | "everyone";
}
