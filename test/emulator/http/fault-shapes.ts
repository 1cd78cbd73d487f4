/** What the fault switchboard's doors (`/_/faults`) say; the phone's panel reads it too. */

/**
 * What goes wrong. "Before" strikes before the request has any effect; "after" when it took effect and only
 * the answer is spoilt, so that a retry with the same key must get 409.
 */
export const faultKinds = [
  /** The connection ends without a byte. */
  "drop_before",
  "drop_after",
  /** The request waits `delayMs` before it takes effect: whoever gave up meanwhile is surprised later. */
  "delay_before",
  /** Accepted at once, and the answer waits `delayMs`: the slow accept. */
  "delay",
  "error_500",
  "error_500_after",
  /** 502 and 503 with the HTML body of a proxy. */
  "error_502",
  "error_502_after",
  "error_503",
  "error_503_after",
  /** The four 429s (Messaging API reference, Status codes), told apart only by their text. */
  "rate_429",
  "monthly_429",
  "audience_429",
  "flood_429",
  "unauthorized_401",
  /** Accepted, but answered as if an earlier request with this retry key had been. */
  "conflict_409_after",
  /** A 2xx with HTML where JSON is promised. */
  "html_200_after",
  /** A 2xx whose JSON stops in the middle, in a response that is otherwise whole. */
  "half_json_after",
  /** The connection ends in the middle of the body. */
  "cut_body_after",
  /** Properties nobody has heard of, in every object of the answer. */
  "extra_fields_after",
] as const;

export type FaultKind = (typeof faultKinds)[number];

/**
 * `POST /_/faults` adds one. The first that matches, has strikes left and is drawn is used, so several may
 * share an endpoint.
 */
export interface Fault {
  /** `METHOD /path/template`, e.g. `POST /v2/bot/message/push`; `*` for every call of LINE's API. */
  readonly endpoint: string;
  /** The person a request is for: the recipient, one of them, or the bearer of the token. Absent: anyone. */
  readonly userId?: string;
  readonly kind: FaultKind;
  /** Instead of `kind` alone: what each matching call meets in turn, `pass` being nothing. Then it is over. */
  readonly steps?: readonly (FaultKind | "pass")[];
  /** How many matching calls pass before the first strike: `skip: 2, times: 3` is calls 3 to 5. */
  readonly skip?: number;
  /** How often it strikes; absent: until cleared. */
  readonly times?: number;
  /** For how long it may strike, from now on, by LINE's clock. */
  readonly forMs?: number;
  /** 0 to 1, drawn from a generator of its own, seeded by the emulator's seed; absent: 1. */
  readonly probability?: number;
  /** For the delays (default 1,000); with `delayUpToMs` drawn between the two. */
  readonly delayMs?: number;
  readonly delayUpToMs?: number;
  /** The `message` of an error instead of the usual words, which LINE may change at any time. */
  readonly text?: string;
}

/** `GET /_/faults`; `DELETE /_/faults/{id}` takes one away, `DELETE /_/faults` all. */
export interface ArmedFault extends Fault {
  readonly id: string;
  /** Calls that were meant by it, and those it struck. */
  readonly matched: number;
  readonly struck: number;
  /** It will not strike again. */
  readonly spent: boolean;
}
