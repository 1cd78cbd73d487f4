import type { Kind } from "./reasons.ts";

/** Requests a second (Messaging API reference, "Rate limits"); the same for every channel, whatever its plan. */
const perSecond: Readonly<Record<Kind, number>> = { push: 2_000, multicast: 200, reply: 2_000 };

/** What an endpoint that was left alone may send at once, in microseconds of its time. LINE keeps its buckets' sizes secret. */
export const savedUpUs = 250_000;

/** What one request costs of its endpoint's time, in microseconds; `permille` of LINE's rate are ours, 0: no limit. */
export function costUs(kind: Kind, permille: number): number {
  return permille <= 0 ? 0 : Math.ceil(1_000_000_000 / (perSecond[kind] * permille));
}

/** LINE takes so many requests in no less time, in whole seconds; 0 without a limit. */
export function secondsFor(kind: Kind, requests: number, permille: number): number {
  return Math.ceil((requests * costUs(kind, permille)) / 1_000_000);
}
