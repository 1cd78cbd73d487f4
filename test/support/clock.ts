import type { Clock } from "../../server/platform/clock.ts";

/** A clock that stands until it is turned. */
export interface TestClock extends Clock {
  advanceBy(ms: number): void;
  setTo(ms: number): void;
}

export function testClock(startMs: number): TestClock {
  let nowMs = startMs;
  return {
    nowMs: () => nowMs,
    advanceBy: (ms) => {
      nowMs += ms;
    },
    setTo: (ms) => {
      nowMs = ms;
    },
  };
}

/** Resolves as soon as `check` gives something other than undefined, false or null; rejects when it never does. */
export async function eventually<T>(
  check: () => T | Promise<T>,
  what: string,
  withinMs = 15_000,
): Promise<NonNullable<T>> {
  const untilMs = performance.now() + withinMs;
  for (;;) {
    const found = await check();
    if (found !== undefined && found !== null && found !== false) return found;
    if (performance.now() > untilMs) throw new Error(`it never came to this: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}
