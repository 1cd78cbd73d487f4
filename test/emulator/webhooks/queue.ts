import type { WebhookEvent } from "./events.ts";

export interface WaitingEvent {
  readonly event: WebhookEvent;
  /** Its number, in the order things happened. */
  readonly serial: number;
  /** How often it was sent before. */
  readonly sentBefore: number;
  /** Its place among the others; less goes first. */
  readonly rank: number;
  /** When it may leave, in milliseconds of `performance.now()`. */
  readonly dueMs: number;
}

/** Events that wait to be sent, by rank. */
export class WebhookQueue {
  #waiting: WaitingEvent[] = [];

  push(item: WaitingEvent): void {
    const at = this.#waiting.findLastIndex(({ rank }) => rank <= item.rank);
    this.#waiting.splice(at + 1, 0, item);
  }

  /** Takes up to `most` that are due; no event twice in one request. */
  take(most: number, nowMs: number): WaitingEvent[] {
    const taken: WaitingEvent[] = [];
    const inside = new Set<string>();
    for (let at = 0; at < this.#waiting.length && taken.length < most; at += 1) {
      const item = this.#waiting[at];
      if (!item || item.dueMs > nowMs || inside.has(item.event.webhookEventId)) continue;
      inside.add(item.event.webhookEventId);
      taken.push(item);
      this.#waiting.splice(at, 1);
      at -= 1;
    }
    return taken;
  }

  /** When the first of those that wait may leave; null where none waits. */
  nextDueMs(): number | null {
    let next: number | null = null;
    for (const { dueMs } of this.#waiting) if (next === null || dueMs < next) next = dueMs;
    return next;
  }

  /** Whether something waits besides redeliveries that are due later. */
  hasWork(nowMs: number): boolean {
    return this.#waiting.some(({ sentBefore, dueMs }) => sentBefore === 0 || dueMs <= nowMs);
  }

  clear(): void {
    this.#waiting = [];
  }
}
