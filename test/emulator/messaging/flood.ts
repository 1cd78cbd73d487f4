import { refuse } from "../http/call.ts";
import { floodText } from "../http/faults.ts";
import type { Platform } from "../platform.ts";

const minuteMs = 60_000;

/**
 * "A large number of messages were sent to the same user" (Messaging API reference, Status codes): LINE tells
 * neither the number nor the text, so there is a limit only where a switch sets one.
 */
export function checkFlood(platform: Platform, userId: string): void {
  const { pushesToOnePerMinute } = platform.live.switches;
  if (pushesToOnePerMinute === null) return;
  const nowMs = platform.nowMs();
  const { recentPushes } = platform.live;
  const recent = (recentPushes.get(userId) ?? []).filter((atMs) => nowMs - atMs < minuteMs);
  if (recent.length >= pushesToOnePerMinute) {
    refuse(429, floodText);
  }
  recentPushes.set(userId, [...recent, nowMs]);
}
