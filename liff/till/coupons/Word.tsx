import { signal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { ask } from "../../api/client.ts";
import { words } from "../language.ts";
import { offline } from "../offline/reach.ts";
import { lastSync } from "../offline/sync.ts";

/** `GET /api/till/coupon-word`; null where the shop has no coupon that is shown. */
interface WordNow {
  readonly word: string | null;
  /** UTC milliseconds, the server's clock. */
  readonly untilMs: number;
}

const word = signal<WordNow | null>(null);
/** Where there is none, or nobody answered, it is looked for again after this. */
const AGAIN_MS = 60_000;
const SOONEST_MS = 1_000;

async function load(): Promise<number> {
  try {
    word.value = await ask<WordNow>("/api/till/coupon-word");
    const serverMs = Date.now() + (lastSync()?.offsetMs ?? 0);
    return Math.min(AGAIN_MS, Math.max(SOONEST_MS, word.value.untilMs - serverMs + 200));
  } catch {
    // An old word would call a living screen a dead one.
    word.value = null;
    return AGAIN_MS;
  }
}

/** The word of this minute: a coupon that a customer shows is alive when its screen says the same. */
export function CouponWord(): JSX.Element | null {
  const w = words.value;
  const away = offline.value;
  useEffect(() => {
    if (away) return undefined;
    let stopped = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const next = async (): Promise<void> => {
      const afterMs = await load();
      if (!stopped) timer = setTimeout(() => void next(), afterMs);
    };
    // A till that was asleep shows the word of another minute.
    const wake = (): void => {
      if (document.visibilityState !== "visible") return;
      clearTimeout(timer);
      void next();
    };
    void next();
    document.addEventListener("visibilitychange", wake);
    return () => {
      stopped = true;
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", wake);
    };
  }, [away]);
  if (away || word.value?.word == null) return null;
  return (
    <p class="word" title={w.wordHelp}>
      <span class="word-label">{w.word}</span>
      <strong>{word.value.word}</strong>
    </p>
  );
}
