/** What the recorder's doors (`/_/record…`) say. */

/**
 * `everything` keeps bodies to look at, the newest 200,000; `counts` keeps numbers and fingerprints alone, for
 * a million sends: calls, deliveries and what people type are then not listed, and keys can be asked for but
 * not listed.
 */
export type Keep = "everything" | "counts";

/** `POST /_/record/reset`: forgets all that was recorded. What is left out stays as it was. */
export interface RecorderSettings {
  readonly keep?: Keep;
  /**
   * A regular expression; the first group, or the whole match, in the JSON of a request's messages is its
   * content key. Tests put a tag such as `#key=receipt-17` into a text, which the default finds.
   */
  readonly contentKey?: string;
}

/** How often keys were counted: `byCount["2"]` is the number of keys that were counted twice. */
export interface Spread {
  readonly distinct: number;
  readonly byCount: Readonly<Record<string, number>>;
}

/** `GET /_/record` */
export interface RecordSummary {
  readonly keep: Keep;
  readonly contentKey: string;
  readonly sinceMs: number;
  readonly calls: number;
  /** One for each person that one accepted request reached. */
  readonly deliveries: number;
  readonly people: number;
  /** Answers by `METHOD /path/template`, then by status; `dropped` where none was given. */
  readonly byEndpoint: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Strikes of faults by their kind. */
  readonly byFault: Readonly<Record<string, number>>;
  /** Requests to endpoints that take a retry key and came without one, by endpoint. */
  readonly withoutRetryKey: Readonly<Record<string, number>>;
  /** Requests by retry key, and those of them that were accepted: never more than once a day for a key. */
  readonly requestsByRetryKey: Spread;
  readonly acceptedByRetryKey: Spread;
  readonly deliveriesByContentKey: Spread;
  /** The same content key counted for each person apart. */
  readonly deliveriesByPersonAndContentKey: Spread;
  /** Deliveries beyond the first of the very same messages to the same person. */
  readonly duplicates: number;
}

/** `GET /_/record/duplicates`: the first thousand. */
export interface Duplicate {
  readonly userId: string;
  readonly contentKey: string | null;
  /** The retry key of the delivery that repeated. */
  readonly retryKey: string | null;
  readonly requestId: string;
  readonly atMs: number;
  /** Which delivery of the same messages this was: 2, 3, … */
  readonly nth: number;
}

/** `POST /_/record/counts` */
export interface CountsWanted {
  readonly userIds?: readonly string[];
  readonly retryKeys?: readonly string[];
  readonly contentKeys?: readonly string[];
}

/** The answer: a number for each key asked for, in the same order. */
export interface Counts {
  readonly userIds: readonly number[];
  readonly retryKeys: readonly { readonly requests: number; readonly accepted: number }[];
  readonly contentKeys: readonly number[];
}
