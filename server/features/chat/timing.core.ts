/** When a question was asked and came here, UTC milliseconds. */
export interface Asked {
  /** LINE's own time of it. */
  readonly askedAtMs: number;
  readonly receivedAtMs: number;
}

/** How an answer goes now: free by its token until then, as a push that costs a message, or not at all. */
export type Way =
  | { readonly kind: "reply"; readonly untilMs: number; readonly late: "push" | "silence" }
  | { readonly kind: "push" }
  | { readonly kind: "silence" };

const minuteMs = 60_000;
/**
 * A token is good for a minute after its delivery, and after a redelivery until 20 minutes after the event (Messaging API
 * reference, "Send reply message"). Five seconds are the network's.
 */
const tokenMs = minuteMs - 5_000;
const redeliveredMs = 20 * minuteMs - 5_000;

/** `pushForMinutes`: for how long after the question an answer that has become too late for its token may be a push. */
export function wayOf({ askedAtMs, receivedAtMs }: Asked, pushForMinutes: number, nowMs: number): Way {
  const pushes = nowMs < askedAtMs + pushForMinutes * minuteMs;
  const untilMs = Math.min(receivedAtMs + tokenMs, askedAtMs + redeliveredMs);
  if (nowMs < untilMs) return { kind: "reply", untilMs, late: pushes ? "push" : "silence" };
  return pushes ? { kind: "push" } : { kind: "silence" };
}
