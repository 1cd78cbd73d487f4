import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import {
  codeOf,
  type ParsedCode,
  type Purpose,
  parseCode,
  type Sign,
  stepAt,
} from "../../../shared/card/code.ts";
import { deferredKeyRefusal, matchDeferred, mayTakeOver } from "./deferred.core.ts";
import type { KeyState } from "./verify.core.ts";

const sign: Sign = async (message) => createHmac("sha256", "a key").update(message).digest();
const shownAtMs = 1_791_000_000_000;
const handle = "0358194627";

async function shown(purpose: Purpose = 7, atMs = shownAtMs): Promise<ParsedCode> {
  const code = parseCode(await codeOf(sign, purpose, handle, stepAt(purpose, atMs)));
  if (typeof code === "string") throw new Error(code);
  return code;
}

const at = async (secondsAfter: readonly number[], purpose: Purpose = 7): Promise<string> => {
  const times = secondsAfter.map((seconds) => shownAtMs + seconds * 1000);
  return (await matchDeferred(sign, await shown(purpose), times, true)).kind;
};

describe("a code handed in later", () => {
  it("is taken from 75 seconds before its step to 104 after it: its own window and 60 seconds", async () => {
    expect(await at([-76])).toBe("ahead");
    expect(await at([-75])).toBe("hit");
    expect(await at([104])).toBe("hit");
    expect(await at([105])).toBe("old");
  });

  it("read out in digits has the 60 seconds beside its longer window", async () => {
    expect(await at([-121], 5)).toBe("ahead");
    expect(await at([-120], 5)).toBe("hit");
    expect(await at([239], 5)).toBe("hit");
    expect(await at([240], 5)).toBe("old");
  });

  it("is taken at the second of two moments where only that one is right, and says which", async () => {
    const times = [shownAtMs + 200_000, shownAtMs + 5_000];
    const match = await matchDeferred(sign, await shown(), times, true);
    expect(match).toEqual({ kind: "hit", step: stepAt(7, shownAtMs), takenAtMs: shownAtMs + 5_000 });
  });

  it("matches nothing for a handle that is not known, however right its proof", async () => {
    expect(await matchDeferred(sign, await shown(), [shownAtMs], false)).toEqual({ kind: "none" });
  });
});

describe("the key of back then", () => {
  const key: KeyState = {
    status: "active",
    notAfterMs: shownAtMs + 1,
    replacedAtMs: null,
    lastOnlineAtMs: 0,
    memberStatus: "active",
    memberMerged: false,
  };
  const refusal = async (changed: Partial<KeyState>, takenAtMs = shownAtMs): Promise<string | null> =>
    deferredKeyRefusal({ ...key, ...changed }, await shown(), takenAtMs);

  it("counts by the moment of the reading: a key that ran out or was revoked later was good", async () => {
    expect(await refusal({})).toBeNull();
    expect(await refusal({}, shownAtMs + 2)).toBe("card.key_expired");
    expect(await refusal({ status: "revoked", replacedAtMs: shownAtMs + 1 })).toBeNull();
    expect(await refusal({ status: "revoked", replacedAtMs: shownAtMs })).toBe("card.revoked");
    expect(await refusal({ status: "replaced", replacedAtMs: shownAtMs - 600_000 })).toBeNull();
    expect(await refusal({ status: "replaced", replacedAtMs: shownAtMs - 600_001 })).toBe("card.revoked");
  });

  it("is nobody's any more when the member has left or is suspended", async () => {
    const left = { memberStatus: "left", status: "revoked", replacedAtMs: shownAtMs + 1 } as const;
    expect(await refusal(left)).toBe("card.revoked");
    expect(await refusal({ memberStatus: "suspended" })).toBe("member.suspended");
  });
});

describe("a reading that was claimed already", () => {
  const scan = { tillId: "t1", storeId: 1, staffId: 7, closed: false };
  const by = { sessionId: "t1", storeId: 1, staffId: 7 };

  it("is gone on with by the same till, or the same person at the same store", () => {
    expect(mayTakeOver(scan, by)).toBe(true);
    expect(mayTakeOver(scan, { ...by, sessionId: "t2" })).toBe(true);
    expect(mayTakeOver(scan, { ...by, staffId: 8 })).toBe(true);
  });

  it("stays with whom it was claimed by: another person, another store, or sold and put away", () => {
    expect(mayTakeOver(scan, { sessionId: "t2", storeId: 1, staffId: 8 })).toBe(false);
    expect(mayTakeOver(scan, { ...by, storeId: 2 })).toBe(false);
    expect(mayTakeOver({ ...scan, closed: true }, by)).toBe(false);
    expect(mayTakeOver({ ...scan, staffId: null, tillId: "pos" }, by)).toBe(false);
    expect(mayTakeOver(null, by)).toBe(false);
  });
});
