import { beforeEach, describe, expect, it } from "vitest";
import { Pulse, QUICK_MS, SLOW_MS } from "./heartbeat.ts";

let nowMs: number;
let beats: number;
let changed: boolean;
let timer: { run: () => void; ms: number } | null;
const timers = {
  set: (run: () => void, ms: number) => {
    timer = { run, ms };
    return timer;
  },
  clear: () => {
    timer = null;
  },
};

function pulseOf(beat = async () => changed): Pulse {
  return new Pulse(
    () => {
      beats++;
      return beat();
    },
    timers,
    () => nowMs,
  );
}

async function next(): Promise<void> {
  const due = timer;
  nowMs += due?.ms ?? 0;
  due?.run();
  await Promise.resolve();
  await Promise.resolve();
  await Promise.resolve();
}

beforeEach(() => {
  nowMs = 0;
  beats = 0;
  changed = false;
  timer = null;
});

describe("the heartbeat", () => {
  it("comes at once and then every 1.5 s", async () => {
    pulseOf().start();
    expect(beats).toBe(1);
    await Promise.resolve();
    await Promise.resolve();
    expect(timer?.ms).toBe(QUICK_MS);
    await next();
    expect(beats).toBe(2);
  });

  it("slows down to 10 s after three quiet minutes, and is quick again after a change", async () => {
    pulseOf().start();
    await next();
    for (let i = 0; i < 121; i++) await next();
    expect(timer?.ms).toBe(SLOW_MS);
    changed = true;
    await next();
    changed = false;
    expect(timer?.ms).toBe(QUICK_MS);
  });

  it("stops with the page and comes at once when the page is back", async () => {
    const pulse = pulseOf();
    pulse.start();
    await next();
    pulse.stop();
    expect(timer).toBeNull();
    pulse.start();
    pulse.stop();
    await new Promise((resolve) => setTimeout(resolve, 1));
    expect(timer).toBeNull();
    const before = beats;
    pulse.start();
    expect(beats).toBe(before + 1);
  });

  it("never runs twice at a time, but once more when it was asked for meanwhile", async () => {
    let answer = (_: boolean): void => {};
    const pulse = pulseOf(
      () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    );
    pulse.start();
    pulse.start();
    expect(beats).toBe(1);
    answer(false);
    await new Promise((resolve) => setTimeout(resolve, 1));
    expect(timer?.ms).toBe(0);
  });
});
