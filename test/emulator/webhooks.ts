import { createHmac } from "node:crypto";
import type { RawWebhook, WebhookAttempt } from "./control.ts";
import type { JsonObject } from "./json.ts";
import type { PlatformBase } from "./platform.ts";

/** LINE waits this long for a 2xx ("Respond with HTTP status code 200 within 2 seconds"). */
const answerWithinMs = 2_000;
const defaultRedeliveryDelaysMs = [1_000, 5_000, 15_000, 60_000];
const attemptsKept = 10_000;

export interface WebhookEvent extends JsonObject {
  readonly type: string;
  readonly webhookEventId: string;
  readonly replyToken?: string;
}

interface WaitingEvent {
  readonly event: WebhookEvent;
  /** How often it was sent before. */
  readonly sentBefore: number;
}

/**
 * JSON as LINE writes it: characters beyond the basic plane arrive as `\uXXXX\uXXXX`, so a receiver that
 * signs what it parsed and wrote again gets another signature (line-bot-sdk-nodejs issue 922).
 */
export function webhookJson(body: unknown): string {
  return JSON.stringify(body).replace(/[\u{10000}-\u{10FFFF}]/gu, (character) =>
    [...Array(character.length).keys()]
      .map((index) => `\\u${character.charCodeAt(index).toString(16).toUpperCase().padStart(4, "0")}`)
      .join(""),
  );
}

/** Base64 of HMAC-SHA256 over the exact bytes, keyed with the channel secret as text. */
export function webhookSignature(channelSecret: string, body: string): string {
  return createHmac("sha256", channelSecret).update(body).digest("base64");
}

/** The queue of one Messaging API channel: events leave in order, and come back when redelivery is on. */
export class WebhookSender {
  readonly attempts: WebhookAttempt[] = [];
  readonly #platform: PlatformBase;
  #queue: WaitingEvent[] = [];
  #sending: Promise<void> | null = null;
  #closed = false;
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(platform: PlatformBase) {
    this.#platform = platform;
  }

  enqueue(...events: WebhookEvent[]): void {
    const { duplicateWebhooks } = this.#platform.live.settings;
    for (const event of events) {
      this.#queue.push({ event, sentBefore: 0 });
      if (duplicateWebhooks) this.#queue.push({ event, sentBefore: 0 });
    }
    this.#start();
  }

  /** Resolves once nothing waits and nothing is on its way; redeliveries due later are not waited for. */
  async idle(): Promise<void> {
    while (this.#sending) await this.#sending;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#queue = [];
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    await this.idle();
  }

  /** Sends exactly `raw.body`, once, whatever it is. */
  async sendRaw(raw: RawWebhook): Promise<WebhookAttempt> {
    const signature = webhookSignature(this.#platform.options.messaging.channelSecret, raw.body);
    const headers: Record<string, string> = {};
    if (raw.signature === "wrong") {
      headers["x-line-signature"] = webhookSignature("another secret", raw.body);
    } else if (raw.signature === "uppercase_header") {
      headers["X-LINE-SIGNATURE"] = signature;
    } else if (raw.signature !== "missing") {
      headers["x-line-signature"] = signature;
    }
    return this.#post(raw.body, headers, { eventIds: [], types: [], isRedelivery: false });
  }

  /**
   * What `POST /v2/bot/channel/webhook/test` does: an empty list of events, to `url` or the endpoint that
   * is set.
   */
  async test(url: string): Promise<WebhookAttempt> {
    const body = webhookJson({ destination: this.#platform.options.messaging.botUserId, events: [] });
    const about = { eventIds: [], types: [], isRedelivery: false };
    return this.#post(body, this.#signed(body), about, url);
  }

  #start(): void {
    if (this.#sending || this.#closed) return;
    this.#sending = this.#drain().finally(() => {
      this.#sending = null;
      if (this.#queue.length > 0) this.#start();
    });
  }

  async #drain(): Promise<void> {
    // Events of one moment may share a request, so the first is not sent before the rest of its moment is
    // here.
    await Promise.resolve();
    while (this.#queue.length > 0) {
      const { webhookBatch } = this.#platform.live.settings;
      const batch = this.#queue.splice(0, Math.max(1, webhookBatch));
      const attempt = await this.#send(batch);
      if (attempt.reason !== null) this.#comeBack(batch);
    }
  }

  async #send(batch: readonly WaitingEvent[]): Promise<WebhookAttempt> {
    for (const { event } of batch) this.#startReplyMinute(event);
    const isRedelivery = batch.some((waiting) => waiting.sentBefore > 0);
    const body = webhookJson({
      destination: this.#platform.options.messaging.botUserId,
      events: batch.map(({ event, sentBefore }) => ({
        ...event,
        deliveryContext: { isRedelivery: sentBefore > 0 },
      })),
    });
    return this.#post(body, this.#signed(body), {
      eventIds: batch.map(({ event }) => event.webhookEventId),
      types: batch.map(({ event }) => event.type),
      isRedelivery,
    });
  }

  #signed(body: string): Record<string, string> {
    return { "x-line-signature": webhookSignature(this.#platform.options.messaging.channelSecret, body) };
  }

  #startReplyMinute(event: WebhookEvent): void {
    const { replyTokens } = this.#platform.state;
    const known = event.replyToken === undefined ? undefined : replyTokens.get(event.replyToken);
    if (known && event.replyToken !== undefined) {
      replyTokens.set(event.replyToken, { ...known, deliveredAtMs: this.#platform.nowMs() });
    }
  }

  #comeBack(batch: readonly WaitingEvent[]): void {
    if (!this.#platform.live.settings.redelivery || this.#closed) return;
    const delays = this.#platform.options.messaging.redeliveryDelaysMs ?? defaultRedeliveryDelaysMs;
    for (const { event, sentBefore } of batch) {
      const delay = delays[sentBefore];
      if (delay === undefined) continue;
      const timer = setTimeout(() => {
        this.#timers.delete(timer);
        this.#queue.push({ event, sentBefore: sentBefore + 1 });
        this.#start();
      }, delay);
      this.#timers.add(timer);
    }
  }

  async #post(
    body: string,
    headers: Record<string, string>,
    about: Pick<WebhookAttempt, "eventIds" | "types" | "isRedelivery">,
    to?: string,
  ): Promise<WebhookAttempt> {
    const url = to ?? this.#platform.state.webhookUrl;
    const atMs = this.#platform.nowMs();
    const startedMs = performance.now();
    const outcome =
      url === null ? ({ status: null, reason: "no_endpoint" } as const) : await post(url, body, headers);
    const tookMs = Math.round(performance.now() - startedMs);
    const attempt: WebhookAttempt = { atMs, url: url ?? "", ...about, ...outcome, tookMs, body };
    this.attempts.push(attempt);
    if (this.attempts.length > attemptsKept) this.attempts.shift();
    this.#platform.changed({ kind: "webhook" });
    return attempt;
  }
}

async function post(
  url: string,
  body: string,
  headers: Record<string, string>,
): Promise<Pick<WebhookAttempt, "status" | "reason">> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: {
        "content-type": "application/json; charset=utf-8",
        "user-agent": "LineBotWebhook/2.0",
        ...headers,
      },
      body,
      redirect: "manual",
      signal: AbortSignal.timeout(answerWithinMs),
    });
    await response.body?.cancel();
    return { status: response.status, reason: response.ok ? null : "error_status_code" };
  } catch (error) {
    return { status: null, reason: reasonOf(error) };
  }
}

function reasonOf(error: unknown): NonNullable<WebhookAttempt["reason"]> {
  if (error instanceof Error && error.name === "TimeoutError") return "request_timeout";
  // Undici reports refused, unreachable and reset connections alike as "fetch failed".
  if (error instanceof TypeError) return "could_not_connect";
  return "unclassified";
}
