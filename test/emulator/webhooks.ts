import type { RawWebhook, WebhookAttempt } from "./control.ts";
import { seededRandom } from "./ids.ts";
import type { PlatformBase } from "./platform.ts";
import { eventOf, onStandby, poisonEvent, type WebhookEvent } from "./webhooks/events.ts";
import { forged, type Letter, webhookSignature, written } from "./webhooks/letter.ts";
import { type About, Postman } from "./webhooks/postman.ts";
import { type WaitingEvent, WebhookQueue } from "./webhooks/queue.ts";
import {
  calmWebhooks,
  type EventsToSend,
  forgedKinds,
  poisonKinds,
  type WebhookFaults,
} from "./webhooks/shapes.ts";

export type { WebhookEvent } from "./webhooks/events.ts";
export { webhookJson, webhookSignature } from "./webhooks/letter.ts";

const aboutNothing = { eventIds: [], types: [], isRedelivery: false };

/**
 * The webhooks of one Messaging API channel. Events leave one by one and in order, and come back when
 * redelivery is on; `faults` says what of that goes wrong.
 */
export class WebhookSender {
  readonly #platform: PlatformBase;
  readonly #postman: Postman;
  readonly #queue = new WebhookQueue();
  readonly #random: () => number;
  #faults: WebhookFaults;
  #serial = 0;
  #underWay = 0;
  #closed = false;
  #timer: NodeJS.Timeout | undefined;
  #pumping = false;
  #waitingForIdle: (() => void)[] = [];

  constructor(platform: PlatformBase) {
    this.#platform = platform;
    this.#postman = new Postman(platform);
    this.#random = seededRandom(platform.options.seed + 1);
    const delays = platform.options.messaging.redeliveryDelaysMs;
    this.#faults = delays ? { ...calmWebhooks, redeliveryDelaysMs: delays } : calmWebhooks;
  }

  get attempts(): readonly WebhookAttempt[] {
    return this.#postman.attempts;
  }

  get faults(): WebhookFaults {
    return this.#faults;
  }

  changeFaults(changes: Partial<WebhookFaults>): WebhookFaults {
    this.#faults = { ...this.#faults, ...changes };
    this.#start();
    return this.#faults;
  }

  /** Where webhooks go from now on, or from when the lag is over. */
  setUrl(url: string | null): void {
    this.#postman.setUrl(url, this.#faults.urlLagMs);
  }

  enqueue(...events: WebhookEvent[]): void {
    for (const event of events) {
      this.#serial += 1;
      const copies = this.#copies();
      for (let copy = 1; copy <= copies; copy += 1) this.#queue.push(this.#placed(event));
    }
    this.#start();
  }

  /** Resolves once nothing waits and nothing is on its way; redeliveries due later are not waited for. */
  async idle(): Promise<void> {
    if (this.#isIdle()) return;
    await new Promise<void>((resolve) => this.#waitingForIdle.push(resolve));
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#queue.clear();
    clearTimeout(this.#timer);
    await this.idle();
  }

  /** Sends exactly `raw.body`, once, whatever it is. */
  async sendRaw({ body, signature = "valid" }: RawWebhook): Promise<WebhookAttempt> {
    const secret = this.#secret();
    const name = signature === "uppercase_header" ? "X-LINE-SIGNATURE" : "x-line-signature";
    const plain = { body, headers: { [name]: webhookSignature(secret, body) } };
    const about = { ...aboutNothing, what: "raw" } as const;
    if (signature === "valid" || signature === "uppercase_header") return this.#postman.post(plain, about);
    const kind = signature === "old_secret" ? signature : (`${signature}_signature` as const);
    return this.#postman.post(forged(plain, kind, this.#faults.oldSecret), about);
  }

  /** Sends requests with events of one's own making, one after the other, past the queue and its faults. */
  async sendEvents({ requests, isRedelivery = false, style = {} }: EventsToSend): Promise<WebhookAttempt[]> {
    const attempts: WebhookAttempt[] = [];
    for (const made of requests) {
      const events = made.map((each) => eventOf(this.#platform, each));
      const letter = this.#written(
        events.map((event) => ({ ...event, deliveryContext: { isRedelivery } })),
        { ...this.#faults, ...style },
      );
      attempts.push(await this.#postman.post(letter, aboutOf(events, isRedelivery)));
    }
    return attempts;
  }

  /** What `POST /v2/bot/channel/webhook/test` does: an empty list of events, to `url`. */
  async test(url: string): Promise<WebhookAttempt> {
    return this.#postman.post(this.#written([], this.#faults), { ...aboutNothing, what: "test" }, url);
  }

  #copies(): number {
    const { duplicate, mostCopies } = this.#faults;
    if (this.#platform.live.settings.duplicateWebhooks) return 2;
    let copies = 1;
    while (copies < mostCopies && this.#draw(duplicate)) copies += 1;
    return copies;
  }

  /** Where and when one copy of an event waits. */
  #placed(event: WebhookEvent): WaitingEvent {
    const { reorder, reorderWindow, reorderMs, delayMs, delayUpToMs } = this.#faults;
    const late = this.#draw(reorder) ? this.#random() : 0;
    const delay = delayMs + (delayUpToMs > delayMs ? this.#random() * (delayUpToMs - delayMs) : 0);
    const rank = this.#serial + late * reorderWindow;
    const dueMs = performance.now() + delay + late * reorderMs;
    return { event, serial: this.#serial, sentBefore: 0, rank, dueMs };
  }

  /** One draw, and none at all where nothing could come of it. */
  #draw(chance: number): boolean {
    return chance > 0 && this.#random() < chance;
  }

  /** Events of one moment may share a request, so the first leaves when the rest of its moment is here. */
  #start(): void {
    if (this.#pumping) return;
    this.#pumping = true;
    queueMicrotask(() => {
      this.#pumping = false;
      this.#pump();
    });
  }

  #pump(): void {
    clearTimeout(this.#timer);
    const { paused, parallel } = this.#faults;
    const { webhookBatch } = this.#platform.live.settings;
    while (!paused && !this.#closed && this.#underWay < Math.max(1, parallel)) {
      const batch = this.#queue.take(Math.max(1, webhookBatch), performance.now());
      if (batch.length === 0) break;
      this.#underWay += 1;
      void this.#send(batch).finally(() => {
        this.#underWay -= 1;
        this.#pump();
      });
    }
    if (this.#isIdle()) for (const resolve of this.#waitingForIdle.splice(0)) resolve();
    const nextMs = this.#queue.nextDueMs();
    if (paused || this.#closed || nextMs === null || nextMs <= performance.now()) return;
    this.#timer = setTimeout(() => this.#pump(), nextMs - performance.now() + 1);
  }

  #isIdle(): boolean {
    const works = !this.#faults.paused && !this.#closed && this.#queue.hasWork(performance.now());
    return this.#underWay === 0 && !works;
  }

  async #send(batch: readonly WaitingEvent[]): Promise<void> {
    const { poison, forged: forgeries, standby, lostAnswer } = this.#faults;
    const events = batch.map(({ event, sentBefore }) => {
      this.#startReplyMinute(event);
      const seen = standby ? onStandby(event) : event;
      return { ...seen, deliveryContext: { isRedelivery: sentBefore > 0 } };
    });
    for (const kind of poisonKinds) {
      if (!this.#draw(poison[kind] ?? 0)) continue;
      events.splice(Math.floor(this.#random() * (events.length + 1)), 0, {
        ...poisonEvent(this.#platform, kind),
        deliveryContext: { isRedelivery: false },
      });
    }
    const isRedelivery = batch.some(({ sentBefore }) => sentBefore > 0);
    const letter = this.#written(events, this.#faults);
    const kinds = forgedKinds.filter((kind) => this.#draw(forgeries[kind] ?? 0));
    const isLost = this.#draw(lostAnswer);
    const attempt = await this.#postman.post(letter, aboutOf(events, isRedelivery));
    if (attempt.reason !== null || isLost) this.#comeBack(batch);
    for (const what of kinds) {
      const fake =
        what === "empty_events"
          ? this.#written([], this.#faults)
          : forged(letter, what, this.#faults.oldSecret);
      await this.#postman.post(fake, { ...aboutNothing, what });
    }
  }

  #written(events: readonly unknown[], style: WebhookFaults): Letter {
    const envelope = { destination: this.#platform.options.messaging.botUserId, events };
    return written(envelope, style, this.#secret(), this.#random);
  }

  #secret(): string {
    return this.#faults.signingSecret ?? this.#platform.options.messaging.channelSecret;
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
    for (const item of batch) {
      const delay = this.#faults.redeliveryDelaysMs[item.sentBefore];
      if (delay === undefined) continue;
      const dueMs = performance.now() + delay;
      this.#queue.push({ ...item, sentBefore: item.sentBefore + 1, dueMs });
    }
  }
}

function aboutOf(events: readonly WebhookEvent[], isRedelivery: boolean): About {
  const eventIds = events.map(({ webhookEventId }) => webhookEventId);
  return { eventIds, types: events.map(({ type }) => type), isRedelivery, what: "events" };
}
