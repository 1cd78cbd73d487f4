import type { Clock } from "../../server/platform/clock.ts";

/** The same time in every process that is given the same beginning. */
export function fastClock(epochMs: number, speed: number): Clock {
  return { nowMs: () => Math.floor(epochMs + (Date.now() - epochMs) * speed) };
}
