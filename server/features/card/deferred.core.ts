import {
  equalInConstantTime,
  formats,
  otpOf,
  type ParsedCode,
  type Sign,
  stepAt,
} from "../../../shared/card/code.ts";
import type { ErrorCode } from "../../../shared/errors.ts";
import { type KeyState, keyRefusal, type Match } from "./verify.core.ts";

/** Beside a code's own window: what a clock that was measured hours ago may have drifted (RMC1, 5.7). */
const toleranceMs = 60_000;
/** How far beside that a right code is still told from a guess. */
const recognisedSteps = 20;

export type DeferredMatch =
  | { readonly kind: "hit"; readonly step: number; readonly takenAtMs: number }
  | Exclude<Match, { readonly kind: "hit" }>;

/**
 * Compares a code that was read earlier with the steps around that moment, always all of them and in constant time.
 * `takenAtMs` are the server's times that it may have been, the likeliest first: a clock that was set while the network
 * came back has two offsets, and one of them is right.
 */
export async function matchDeferred(
  sign: Sign,
  code: ParsedCode,
  takenAtMs: readonly number[],
  handleKnown: boolean,
): Promise<DeferredMatch> {
  const equals = async (step: number): Promise<boolean> =>
    equalInConstantTime(await otpOf(sign, code.purpose, code.handle, step), code.otp);
  let hit: DeferredMatch | null = null;
  for (const atMs of takenAtMs) {
    const { from, to } = windowAt(code, atMs);
    for (let step = from; step <= to; step++) {
      if ((await equals(step)) && hit === null) hit = { kind: "hit", step, takenAtMs: atMs };
    }
  }
  if (!handleKnown) return { kind: "none" };
  if (hit !== null) return hit;
  const windows = takenAtMs.map((atMs) => windowAt(code, atMs));
  const first = Math.min(...windows.map(({ from }) => from));
  const last = Math.max(...windows.map(({ to }) => to));
  for (let far = 1; far <= recognisedSteps; far++) {
    if (await equals(first - far)) return { kind: "old", step: first - far, steps: far };
    if (await equals(last + far)) return { kind: "ahead", step: last + far, steps: far };
  }
  return { kind: "none" };
}

function windowAt({ purpose }: ParsedCode, atMs: number): { readonly from: number; readonly to: number } {
  const { back, ahead } = formats[purpose];
  return {
    from: stepAt(purpose, atMs - toleranceMs) - back,
    to: stepAt(purpose, atMs + toleranceMs) + ahead,
  };
}

/**
 * Why a key's code of back then is not taken now. What became of the key since says nothing about that moment; what
 * became of the member does.
 */
export function deferredKeyRefusal(key: KeyState, code: ParsedCode, takenAtMs: number): ErrorCode | null {
  const stood = key.status === "revoked" && (key.replacedAtMs ?? 0) > takenAtMs;
  return keyRefusal(stood ? { ...key, status: "active" } : key, code.purpose, takenAtMs);
}

export interface ClaimedScan {
  readonly tillId: string;
  readonly storeId: number;
  readonly staffId: number | null;
  readonly closed: boolean;
}

/**
 * A reading whose answer was lost is claimed already, by this very till: the sale that was taken instead goes on with that
 * scan. It must be of the same store and the same person or till, and nobody may have sold with it or put it away.
 */
export function mayTakeOver(
  scan: ClaimedScan | null,
  by: { readonly sessionId: string; readonly storeId: number; readonly staffId: number | null },
): boolean {
  if (scan === null || scan.closed || scan.storeId !== by.storeId) return false;
  return scan.tillId === by.sessionId || (by.staffId !== null && scan.staffId === by.staffId);
}
