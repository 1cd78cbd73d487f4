import type { Rate } from "./call.ts";

const windowsMs = { second: 1_000, minute: 60_000, hour: 3_600_000 } as const;

function isWindow(text: string | undefined): text is keyof typeof windowsMs {
  return text !== undefined && text in windowsMs;
}

export interface BucketTuning {
  readonly scale: number;
  readonly burst: number;
  readonly nowMs: number;
}

interface Bucket {
  level: number;
  filledAtMs: number;
}

/**
 * Token buckets, one for each endpoint of the channel (Messaging API reference, Rate limits). LINE keeps the
 * capacities secret: here a bucket holds the documented number and refills evenly over the documented time.
 */
export class RateLimits {
  readonly #buckets = new Map<string, Bucket>();

  /**
   * Takes one from the bucket of `route`. `scale` multiplies the limit; 0 or less means no limit. `burst`
   * multiplies what the bucket holds, not how fast it fills.
   */
  allows(route: string, rate: Rate, { scale, burst, nowMs }: BucketTuning): boolean {
    if (scale <= 0) return true;
    const [count, window] = rate.split("/");
    if (!isWindow(window)) throw new Error(`Not a rate: ${rate}`);
    const perWindow = Number(count) * scale;
    const capacity = Math.max(1, perWindow * burst);
    const bucket = this.#buckets.get(route) ?? { level: capacity, filledAtMs: nowMs };
    const refill = ((nowMs - bucket.filledAtMs) / windowsMs[window]) * perWindow;
    bucket.level = Math.min(capacity, bucket.level + Math.max(0, refill));
    bucket.filledAtMs = nowMs;
    this.#buckets.set(route, bucket);
    if (bucket.level < 1) return false;
    bucket.level -= 1;
    return true;
  }
}
