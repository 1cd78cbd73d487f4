import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { formats, otpOf, type Purpose, stepAt } from "../../../shared/card/code.ts";
import {
  decideClaim,
  handleLimits,
  type KeyState,
  keyRefusal,
  limitReached,
  matchStep,
  tillLimits,
} from "./verify.core.ts";

const sign = async (message: Uint8Array): Promise<Uint8Array> =>
  createHmac("sha256", "a key").update(message).digest();
const handle = "0358194627";
const nowMs = 1_791_000_000_000;

async function codeOfStep(purpose: Purpose, offset: number) {
  return { purpose, handle, otp: await otpOf(sign, purpose, handle, stepAt(purpose, nowMs) + offset) };
}

describe("the window", () => {
  test.each([
    7, 8, 5,
  ] as const)("of purpose %i is hit inside, told as old or ahead for 20 steps, and unknown beyond", async (purpose) => {
    const { back, ahead } = formats[purpose];
    const now = stepAt(purpose, nowMs);
    for (let offset = -22; offset <= 22; offset++) {
      const match = await matchStep(sign, await codeOfStep(purpose, offset), nowMs, true);
      const step = now + offset;
      if (offset >= -back && offset <= ahead) expect(match).toEqual({ kind: "hit", step });
      else if (Math.abs(offset) > 20) expect(match).toEqual({ kind: "none" });
      else expect(match).toEqual({ kind: offset < 0 ? "old" : "ahead", step, steps: Math.abs(offset) });
    }
  });

  test("is never hit by a handle that is not known, though the proof were right", async () => {
    expect(await matchStep(sign, await codeOfStep(7, 0), nowMs, false)).toEqual({ kind: "none" });
  });

  test("costs an unknown handle as many proofs as a known one whose code is right", async () => {
    let signed = 0;
    const counting = (message: Uint8Array): Promise<Uint8Array> => {
      signed += 1;
      return sign(message);
    };
    const code = await codeOfStep(7, 0);
    await matchStep(counting, code, nowMs, true);
    const ofKnown = signed;
    signed = 0;
    await matchStep(counting, code, nowMs, false);
    expect([ofKnown, signed]).toEqual([4, 4]);
  });
});

describe("a right code", () => {
  const good: KeyState = {
    ...{
      status: "active",
      notAfterMs: nowMs,
      replacedAtMs: null,
      lastOnlineAtMs: nowMs,
      memberStatus: "active",
      memberMerged: false,
    },
  };
  const day = 24 * 3_600_000;
  test.each([
    ["of a good key", {}, 7, null],
    ["of a key in its last moment", { notAfterMs: nowMs }, 8, null],
    ["of a key a moment too old", { notAfterMs: nowMs - 1 }, 7, "card.key_expired"],
    ["of a revoked key", { status: "revoked" }, 7, "card.revoked"],
    ["of a key replaced 10 min ago", { status: "replaced", replacedAtMs: nowMs - 600_000 }, 7, null],
    [
      "of a key replaced longer ago",
      { status: "replaced", replacedAtMs: nowMs - 600_001 },
      7,
      "card.revoked",
    ],
    ["of a key replaced nobody knows when", { status: "replaced", replacedAtMs: null }, 7, "card.revoked"],
    ["of a member who has left", { memberStatus: "left" }, 7, "card.revoked"],
    ["of a suspended member", { memberStatus: "suspended" }, 7, "member.suspended"],
    ["to spend, online 24 h ago", { lastOnlineAtMs: nowMs - day }, 8, null],
    ["to spend, online longer ago", { lastOnlineAtMs: nowMs - day - 1 }, 8, "card.needs_online"],
    ["to earn, online longer ago", { lastOnlineAtMs: nowMs - day - 1 }, 7, null],
    ["typed, online longer ago", { lastOnlineAtMs: nowMs - day - 1 }, 5, null],
  ] as const)("%s: %j for %i is answered %s", (_, change, purpose, expected) => {
    expect(keyRefusal({ ...good, ...change }, purpose, nowMs)).toBe(expected);
  });
});

describe("a claim", () => {
  const use = { scanId: "scan", tillId: "A", usedAtMs: nowMs, scanOpen: true };
  test("of a fresh step is the first, or the next after the newest", () => {
    expect(decideClaim(5, "A", nowMs, null, null)).toEqual({ kind: "take", nth: 1 });
    expect(decideClaim(5, "A", nowMs, null, { nth: 7, step: 4 })).toEqual({ kind: "take", nth: 8 });
  });

  test("of a step behind the newest is a replay that alarms nobody", () => {
    expect(decideClaim(5, "A", nowMs, null, { nth: 7, step: 6 })).toEqual({
      kind: "replayed",
      otherTill: false,
    });
  });

  test.each([
    ["by the same till within 30 s", {}, "A", 30_000, { kind: "same", scanId: "scan" }],
    ["by the same till after 30 s", {}, "A", 30_001, { kind: "replayed", otherTill: false }],
    ["by the same till after the sale", { scanOpen: false }, "A", 1, { kind: "replayed", otherTill: false }],
    ["by another till", {}, "B", 1, { kind: "replayed", otherTill: true }],
    ["of a burned step", { scanId: null }, "A", 1, { kind: "replayed", otherTill: false }],
  ])("of a used step %s: %j at %s, %i ms later", (_, change, tillId, laterMs, expected) => {
    expect(decideClaim(5, tillId, nowMs + laterMs, { ...use, ...change }, null)).toEqual(expected);
  });
});

describe("a limit", () => {
  const minute = 60_000;
  const times = (count: number, everyMs: number) =>
    Array.from({ length: count }, (_, n) => nowMs - n * everyMs);

  test("of a card is reached by the 10th failure within 15 min, and by the 40th of a day", () => {
    expect(limitReached(handleLimits, times(9, 1), nowMs)).toBe(false);
    expect(limitReached(handleLimits, times(10, 1), nowMs)).toBe(true);
    expect(limitReached(handleLimits, times(39, 30 * minute), nowMs)).toBe(false);
    expect(limitReached(handleLimits, times(40, 30 * minute), nowMs)).toBe(true);
  });

  test("of a till is reached by 20 in 5 min, 60 in an hour and 300 in a day", () => {
    expect(limitReached(tillLimits, times(19, 1), nowMs)).toBe(false);
    expect(limitReached(tillLimits, times(20, 1), nowMs)).toBe(true);
    expect(limitReached(tillLimits, times(60, minute - 1), nowMs)).toBe(true);
    expect(limitReached(tillLimits, times(60, minute + 2000), nowMs)).toBe(false);
    expect(limitReached(tillLimits, times(300, 4 * minute), nowMs)).toBe(true);
    expect(limitReached(tillLimits, times(299, 4 * minute), nowMs)).toBe(false);
  });
});
