import type { WebhookAttempt } from "../control.ts";
import type { PlatformBase } from "../platform.ts";
import type { Letter } from "./letter.ts";
import { post } from "./post.ts";

const attemptsKept = 10_000;

/** What is noted of a request besides how it ended. */
export type About = Pick<WebhookAttempt, "eventIds" | "types" | "isRedelivery" | "what">;

/** Knows where webhooks go, takes them there and keeps what came of it. */
export class Postman {
  readonly attempts: WebhookAttempt[] = [];
  readonly #platform: PlatformBase;
  #old: { readonly url: string | null; readonly untilMs: number } | null = null;

  constructor(platform: PlatformBase) {
    this.#platform = platform;
  }

  /** Where webhooks go from now on, or from when `lagMs` have passed on LINE's clock. */
  setUrl(url: string | null, lagMs: number): void {
    const { state, nowMs, changed } = this.#platform;
    this.#old = lagMs > 0 ? { url: this.#url(), untilMs: nowMs() + lagMs } : null;
    state.webhookUrl = url;
    changed();
  }

  async post(letter: Letter, about: About, to = this.#url()): Promise<WebhookAttempt> {
    const atMs = this.#platform.nowMs();
    const startedMs = performance.now();
    const outcome = to === null ? ({ status: null, reason: "no_endpoint" } as const) : await post(to, letter);
    const tookMs = Math.round(performance.now() - startedMs);
    const body = this.#platform.recorder.keep === "counts" ? "" : letter.body;
    const attempt: WebhookAttempt = { atMs, url: to ?? "", ...about, ...outcome, tookMs, body };
    this.attempts.push(attempt);
    if (this.attempts.length > attemptsKept) this.attempts.splice(0, attemptsKept / 10);
    this.#platform.changed({ kind: "webhook" });
    return attempt;
  }

  #url(): string | null {
    const isOld = this.#old && this.#platform.nowMs() < this.#old.untilMs;
    return isOld && this.#old ? this.#old.url : this.#platform.state.webhookUrl;
  }
}
