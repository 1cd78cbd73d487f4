import { hash } from "node:crypto";
import type { ApiCall, Delivery } from "../control.ts";
import type { Counts, CountsWanted, Duplicate, Keep, RecorderSettings, RecordSummary } from "./shapes.ts";
import { Tally } from "./tally.ts";

const bodiesKept = 200_000;
const duplicatesKept = 1_000;
const defaultContentKey = "#key=([\\w:.-]+)";

/** One request as it ended, with what only the pipeline knows of it. */
export interface FinishedCall extends ApiCall {
  /** The endpoint takes retry keys. */
  readonly retryable: boolean;
  /** It took effect, whatever the caller was told. */
  readonly accepted: boolean;
}

interface Content {
  readonly fingerprint: string;
  readonly contentKey: string | null;
}

function tallies(byName: boolean) {
  return {
    people: new Tally(true),
    requestsByRetryKey: new Tally(byName),
    acceptedByRetryKey: new Tally(byName),
    byContentKey: new Tally(byName),
    byPersonAndContentKey: new Tally(byName),
    sameContent: new Tally(false),
  };
}

/**
 * What was delivered to whom, how often, and what LINE was asked. It lives as long as the emulator, so a
 * server under test may be killed and started again meanwhile.
 */
export class Recorder {
  readonly #nowMs: () => number;
  readonly #afterDelivery = new Set<(delivery: Delivery) => void>();
  #keep: Keep = "everything";
  #contentKey = new RegExp(defaultContentKey);
  #sinceMs = 0;
  #counted = tallies(true);
  #calls: ApiCall[] = [];
  #deliveries: Delivery[] = [];
  #duplicates: Duplicate[] = [];
  #callCount = 0;
  #deliveryCount = 0;
  #duplicateCount = 0;
  #byEndpoint = new Map<string, Map<string, number>>();
  #byFault = new Map<string, number>();
  #withoutRetryKey = new Map<string, number>();
  /** One request's messages reach many people: their text is made once. */
  #last: (Content & { readonly messages: Delivery["messages"] }) | null = null;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  get keep(): Keep {
    return this.#keep;
  }

  /** Starts over. Throws `SyntaxError` where the content key is no regular expression. */
  reset(settings: RecorderSettings = {}): void {
    if (settings.contentKey !== undefined) this.#contentKey = new RegExp(settings.contentKey);
    this.#keep = settings.keep ?? this.#keep;
    this.#counted = tallies(this.#keep === "everything");
    [this.#calls, this.#deliveries, this.#duplicates] = [[], [], []];
    [this.#callCount, this.#deliveryCount, this.#duplicateCount] = [0, 0, 0];
    this.#byEndpoint = new Map();
    this.#byFault = new Map();
    this.#withoutRetryKey = new Map();
    this.#sinceMs = this.#nowMs();
    this.#last = null;
  }

  called({ retryable, accepted, ...call }: FinishedCall): void {
    this.#callCount += 1;
    const statuses = this.#byEndpoint.get(call.endpoint) ?? new Map<string, number>();
    this.#byEndpoint.set(call.endpoint, statuses);
    countIn(statuses, call.status === 0 ? "dropped" : String(call.status));
    if (call.fault !== null) countIn(this.#byFault, call.fault);
    if (call.retryKey !== null) {
      this.#counted.requestsByRetryKey.add(call.retryKey);
      if (accepted) this.#counted.acceptedByRetryKey.add(call.retryKey);
    } else if (retryable) {
      countIn(this.#withoutRetryKey, call.endpoint);
    }
    if (this.#keep === "everything") keepNewest(this.#calls, call);
  }

  delivered(delivery: Delivery): void {
    const { fingerprint, contentKey } = this.#contentOf(delivery.messages);
    const { userId, retryKey, requestId, atMs } = delivery;
    this.#deliveryCount += 1;
    this.#counted.people.add(userId);
    if (contentKey !== null) {
      this.#counted.byContentKey.add(contentKey);
      this.#counted.byPersonAndContentKey.add(`${userId} ${contentKey}`);
    }
    const nth = this.#counted.sameContent.add(`${userId} ${fingerprint}`);
    if (nth > 1) {
      this.#duplicateCount += 1;
      const duplicate = { userId, contentKey, retryKey, requestId, atMs, nth };
      if (this.#duplicates.length < duplicatesKept) this.#duplicates.push(duplicate);
    }
    if (this.#keep === "everything") keepNewest(this.#deliveries, delivery);
    for (const listener of this.#afterDelivery) listener(delivery);
  }

  /** Tells `listener` of every delivery from now on; the answer ends that. */
  onDelivery(listener: (delivery: Delivery) => void): () => void {
    this.#afterDelivery.add(listener);
    return () => void this.#afterDelivery.delete(listener);
  }

  calls(path?: string): ApiCall[] {
    return this.#calls.filter((call) => path === undefined || call.path === path);
  }

  deliveries(userId?: string): Delivery[] {
    return this.#deliveries.filter((each) => userId === undefined || each.userId === userId);
  }

  duplicates(): readonly Duplicate[] {
    return this.#duplicates;
  }

  summary(): RecordSummary {
    const { people, ...counted } = this.#counted;
    const byEndpoint = [...this.#byEndpoint].map(([endpoint, statuses]) => {
      return [endpoint, Object.fromEntries(statuses)] as const;
    });
    return {
      ...{ keep: this.#keep, contentKey: this.#contentKey.source, sinceMs: this.#sinceMs },
      ...{ calls: this.#callCount, deliveries: this.#deliveryCount, people: people.spread().distinct },
      byEndpoint: Object.fromEntries(byEndpoint),
      byFault: Object.fromEntries(this.#byFault),
      withoutRetryKey: Object.fromEntries(this.#withoutRetryKey),
      requestsByRetryKey: counted.requestsByRetryKey.spread(),
      acceptedByRetryKey: counted.acceptedByRetryKey.spread(),
      deliveriesByContentKey: counted.byContentKey.spread(),
      deliveriesByPersonAndContentKey: counted.byPersonAndContentKey.spread(),
      duplicates: this.#duplicateCount,
    };
  }

  /** Deliveries by person. */
  byUser(): Readonly<Record<string, number>> {
    return this.#counted.people.entries() ?? {};
  }

  /** Deliveries by content key; null where only counts are kept. */
  byContentKey(): Readonly<Record<string, number>> | null {
    return this.#counted.byContentKey.entries();
  }

  /** Accepted requests by retry key; null where only counts are kept. */
  byRetryKey(): Readonly<Record<string, number>> | null {
    return this.#counted.acceptedByRetryKey.entries();
  }

  counts({ userIds = [], retryKeys = [], contentKeys = [] }: CountsWanted): Counts {
    const { people, requestsByRetryKey, acceptedByRetryKey, byContentKey } = this.#counted;
    return {
      userIds: userIds.map((userId) => people.count(userId)),
      retryKeys: retryKeys.map((key) => {
        return { requests: requestsByRetryKey.count(key), accepted: acceptedByRetryKey.count(key) };
      }),
      contentKeys: contentKeys.map((key) => byContentKey.count(key)),
    };
  }

  #contentOf(messages: Delivery["messages"]): Content {
    if (this.#last?.messages !== messages) {
      const text = JSON.stringify(messages);
      const found = this.#contentKey.exec(text);
      const contentKey = found?.[1] ?? found?.[0] ?? null;
      this.#last = { messages, fingerprint: hash("sha1", text), contentKey };
    }
    return this.#last;
  }
}

function countIn(map: Map<string, number>, key: string): void {
  map.set(key, (map.get(key) ?? 0) + 1);
}

/** Drops the oldest tenth when there are too many: taking them away one by one would move all the others. */
function keepNewest<T>(list: T[], added: T): void {
  list.push(added);
  if (list.length > bodiesKept) list.splice(0, bodiesKept / 10);
}
