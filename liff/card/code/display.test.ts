import { beforeEach, describe, expect, it } from "vitest";
import { bytesOf } from "../../../shared/card/check-vectors.ts";
import type { Sign } from "../../../shared/card/code.ts";
import { signerOf } from "../../../shared/card/key.ts";
import { agreementVector } from "../../../shared/card/vectors.ts";
import { webSubtle } from "../key/subtle.ts";
import { Clock } from "../time/clock.ts";
import { type CardKey, Display, type Shown, secondsLeft } from "./display.ts";

const START = 1_791_000_000_000;

/** A phone whose time passes only when the test says so. */
class FakePhone {
  nowMs = START;
  waiting: { run: () => void; atMs: number }[] = [];
  readonly source = { wallMs: () => this.nowMs, steadyMs: () => this.nowMs };
  readonly timers = {
    set: (run: () => void, ms: number) => {
      const timer = { run, atMs: this.nowMs + ms };
      this.waiting.push(timer);
      return timer;
    },
    clear: (timer: unknown) => {
      this.waiting = this.waiting.filter((one) => one !== timer);
    },
  };

  /** Lets time pass, running each timer at its moment. */
  async pass(ms: number): Promise<void> {
    const end = this.nowMs + ms;
    await settled();
    for (;;) {
      const [next] = this.waiting.filter(({ atMs }) => atMs <= end).sort((a, b) => a.atMs - b.atMs);
      if (next === undefined) break;
      this.nowMs = Math.max(this.nowMs, next.atMs);
      this.timers.clear(next);
      next.run();
      await settled();
    }
    this.nowMs = end;
  }
}

let signing = 0;

/** The browser's own signing, of which is known whether any is under way. */
function watched(inner: Sign): Sign {
  return async (message) => {
    signing += 1;
    try {
      return await inner(message);
    } finally {
      signing -= 1;
    }
  };
}

/** Resolves when no signature is under way and all that waited for one has run. */
async function settled(): Promise<void> {
  do await new Promise((resolve) => setImmediate(resolve));
  while (signing > 0);
  await new Promise((resolve) => setImmediate(resolve));
}

let phone: FakePhone;
let clock: Clock;
let shown: Shown[];
let display: Display;
let sign: Sign;

function cardKey(notAfterMs = START + 7 * 86_400_000): CardKey {
  return { handle: agreementVector.handle, sign, notAfterMs };
}

function codes(): string[] {
  return shown.flatMap((one) => (one.state === "code" ? [one.code] : []));
}

beforeEach(async () => {
  const usage = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", bytesOf(agreementVector.key), usage, false, ["sign"]);
  sign = watched(signerOf(webSubtle(crypto.subtle), key));
  phone = new FakePhone();
  clock = new Clock(phone.source);
  shown = [];
  display = new Display(clock, phone.timers, (next) => shown.push(next));
});

describe("the display loop", () => {
  it("shows the vectors' codes at 0, 15 and 30 s, each exactly at its boundary", async () => {
    await display.useKey(cardKey());
    await phone.pass(14_999);
    expect(codes()).toEqual(["70358194627216712393"]);
    await phone.pass(1);
    expect(codes()).toEqual(["70358194627216712393", "70358194627510948233"]);
    await phone.pass(15_000);
    expect(codes()).toEqual(["70358194627216712393", "70358194627510948233", "70358194627099441421"]);
  });

  it("has the next code signed before its boundary, so that the boundary shows it in the same turn", async () => {
    await display.useKey(cardKey());
    await settled();
    phone.nowMs += 15_000;
    void display.tick();
    expect(codes().at(-1)).toBe("70358194627510948233");
  });

  it("follows the server's clock, not the phone's that is 14 s behind", async () => {
    phone.nowMs = START - 14_000;
    clock.learn(START, 0);
    await display.useKey(cardKey());
    expect(codes()).toEqual(["70358194627216712393"]);
  });

  it("shows a spend code for 60 s after a tap, then the usual one", async () => {
    await display.useKey(cardKey());
    await phone.pass(4_000);
    await display.usePurpose(8);
    expect(codes().at(-1)).toBe("80358194627927967791");
    await phone.pass(59_999);
    expect(codes().at(-1)).toMatch(/^8/);
    await phone.pass(1);
    expect(codes().at(-1)).toMatch(/^7/);
  });

  it("shows digits to read out for 180 s, a new row each minute", async () => {
    await display.useKey(cardKey());
    await display.usePurpose(5);
    await phone.pass(60_000);
    expect(codes().slice(-2)).toEqual(["50358194627360814003", "50358194627803910513"]);
    await phone.pass(119_999);
    expect(codes().at(-1)).toMatch(/^5/);
    await phone.pass(1);
    expect(codes().at(-1)).toMatch(/^7/);
  });

  it("is right at once when the page returns after ten minutes without timers", async () => {
    await display.useKey(cardKey());
    display.pause();
    phone.nowMs += 600_000;
    await display.tick();
    const last = shown.at(-1);
    expect(last?.state === "code" && last.step).toBe(119_400_040);
  });

  it("hides the code once the key is too old", async () => {
    await display.useKey(cardKey(START + 20_000));
    await phone.pass(20_000);
    expect(shown.at(-1)?.state).toBe("code");
    await phone.pass(1);
    expect(shown.at(-1)).toEqual({ state: "expired" });
  });

  it("shows the new key's codes when it changes while the old one is still signing", async () => {
    let release = (): void => {};
    const slow: Sign = async (message) => {
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      return sign(message);
    };
    const first = display.useKey({ ...cardKey(), handle: "9999999999", sign: slow });
    await display.useKey(cardKey());
    release();
    await first;
    expect(codes()).toEqual(["70358194627216712393"]);
  });

  it("does not call the screen again when nothing changed", async () => {
    await display.useKey(cardKey());
    for (let i = 0; i < 5; i++) await display.tick();
    expect(shown).toHaveLength(1);
  });
});

describe("the ring", () => {
  it("counts 15 down to 1 within a step", async () => {
    await display.useKey(cardKey());
    const [first] = shown;
    if (first === undefined) throw new Error("nothing shown");
    expect([0, 1, 1_000, 14_000, 14_999].map((ms) => secondsLeft(first, START + ms))).toEqual([
      15, 15, 14, 1, 1,
    ]);
  });
});
