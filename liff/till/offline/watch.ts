import { computed, effect, untracked } from "@preact/signals";
import { refreshTill, till } from "../session.ts";
import { handIn, loadQueue, queued } from "./queue.ts";
import { offline } from "./reach.ts";
import { lastSync } from "./sync.ts";

/** While nobody hears: often enough that the cashier does not wait for it. */
const AGAIN_MS = 5_000;
/** While all is well: so that the clock's offset and the terms are fresh when the network goes. */
const FRESH_MS = 4 * 60_000;
/** What was put off for the card's sake, or stopped by a full server. */
const HAND_IN_AGAIN_MS = 60_000;

/** Looks for the server while it is away, and hands the queue in as soon as it is back. */
export function watchNetwork(): void {
  void loadQueue();

  effect(() => {
    const everyMs = offline.value ? AGAIN_MS : FRESH_MS;
    const timer = setInterval(() => {
      if (till.peek() !== null) void refreshTill();
    }, everyMs);
    return () => clearInterval(timer);
  });

  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") void loadQueue();
  });

  addEventListener("online", () => {
    if (till.peek() !== null) void refreshTill();
  });

  // A till that signed in just now has not measured its clock.
  effect(() => {
    if (till.value?.store != null && lastSync() === null) untracked(() => void refreshTill());
  });

  const due = computed(() => till.value?.store != null && !offline.value && queued.value.length > 0);
  effect(() => {
    if (!due.value) return undefined;
    untracked(() => void handIn());
    const timer = setInterval(() => void handIn(), HAND_IN_AGAIN_MS);
    return () => clearInterval(timer);
  });
}
