import {
  equalInConstantTime,
  formats,
  otpOf,
  type ParsedCode,
  type Purpose,
  type Sign,
  SPEND,
  stepAt,
} from "../../../shared/card/code.ts";
import type { ErrorCode } from "../../../shared/errors.ts";

/** How far beside its window a right code is still recognised, to tell an old screenshot or a wrong clock from a guess. */
const recognisedSteps = 20;

export type Match =
  | { readonly kind: "hit"; readonly step: number }
  | { readonly kind: "old" | "ahead"; readonly step: number; readonly steps: number }
  | { readonly kind: "none" };

/**
 * Compares a code with every step of its window, always all of them and in constant time, and only where the handle is
 * known with the steps around it as well.
 */
export async function matchStep(
  sign: Sign,
  code: ParsedCode,
  nowMs: number,
  handleKnown: boolean,
): Promise<Match> {
  const { back, ahead } = formats[code.purpose];
  const now = stepAt(code.purpose, nowMs);
  let hit: number | null = null;
  for (let step = now - back; step <= now + ahead; step++) {
    if (equalInConstantTime(await otpOf(sign, code.purpose, code.handle, step), code.otp)) hit = step;
  }
  if (!handleKnown) return { kind: "none" };
  if (hit !== null) return { kind: "hit", step: hit };
  for (let far = 1; far <= recognisedSteps; far++) {
    const old = now - far;
    if (far > back && (await otpOf(sign, code.purpose, code.handle, old)) === code.otp) {
      return { kind: "old", step: old, steps: far };
    }
    const early = now + far;
    if (far > ahead && (await otpOf(sign, code.purpose, code.handle, early)) === code.otp) {
      return { kind: "ahead", step: early, steps: far };
    }
  }
  return { kind: "none" };
}

export interface KeyState {
  readonly status: "active" | "replaced" | "revoked";
  readonly notAfterMs: number;
  readonly replacedAtMs: number | null;
  readonly lastOnlineAtMs: number;
  readonly memberStatus: "active" | "suspended" | "left";
  /** Whether another membership has taken this one over. */
  readonly memberMerged: boolean;
}

const replacedGraceMs = 10 * 60_000;
const spendOnlineMs = 24 * 3_600_000;

/** Why a right code is still not taken; null where it is. */
export function keyRefusal(key: KeyState, purpose: Purpose, nowMs: number): ErrorCode | null {
  if (key.memberMerged) return "member.merged";
  if (key.memberStatus === "left" || key.status === "revoked") return "card.revoked";
  const outlived = key.status === "replaced" && nowMs - (key.replacedAtMs ?? 0) > replacedGraceMs;
  if (outlived) return "card.revoked";
  if (nowMs > key.notAfterMs) return "card.key_expired";
  if (key.memberStatus === "suspended") return "member.suspended";
  if (purpose === SPEND && nowMs - key.lastOnlineAtMs > spendOnlineMs) return "card.needs_online";
  return null;
}

export interface EarlierUse {
  /** Null where the step was burned by a clock that ran ahead. */
  readonly scanId: string | null;
  readonly tillId: string;
  readonly usedAtMs: number;
  /** Whether that scan can still become a sale. */
  readonly scanOpen: boolean;
}

export type Claim =
  | { readonly kind: "take"; readonly nth: number }
  | { readonly kind: "same"; readonly scanId: string }
  | { readonly kind: "replayed"; readonly otherTill: boolean };

const sameTillMs = 30_000;

/**
 * Whether a step may be claimed: once, by one till, and never behind a newer one. The same till may read it again for
 * half a minute while its sale is open, which is what a scanner that beeps twice does.
 */
export function decideClaim(
  step: number,
  tillId: string,
  nowMs: number,
  earlier: EarlierUse | null,
  newest: { readonly nth: number; readonly step: number } | null,
): Claim {
  if (earlier !== null) {
    const again = earlier.tillId === tillId && nowMs - earlier.usedAtMs <= sameTillMs && earlier.scanOpen;
    if (again && earlier.scanId !== null) return { kind: "same", scanId: earlier.scanId };
    // A burned step was never anybody's reading, so it is nothing to warn the member of.
    return { kind: "replayed", otherTill: earlier.scanId !== null && earlier.tillId !== tillId };
  }
  if (newest !== null && newest.step > step) return { kind: "replayed", otherTill: false };
  return { kind: "take", nth: (newest?.nth ?? 0) + 1 };
}

const twoStoresMs = 10 * 60_000;

/** Whether the same card was read in another store minutes ago: marked in the audit log, never refused. */
export function readElsewhere(
  last: { readonly store_id: number; readonly scanned_at_ms: number } | undefined,
  storeId: number,
  nowMs: number,
): boolean {
  return last !== undefined && last.store_id !== storeId && nowMs - last.scanned_at_ms < twoStoresMs;
}

interface Limit {
  readonly withinMs: number;
  readonly most: number;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

export const handleLimits: readonly Limit[] = [
  { withinMs: 15 * minute, most: 10 },
  { withinMs: day, most: 40 },
];
export const tillLimits: readonly Limit[] = [
  { withinMs: 5 * minute, most: 20 },
  { withinMs: hour, most: 60 },
  { withinMs: day, most: 300 },
];

/** Whether the failures so far use a limit up. */
export function limitReached(
  limits: readonly Limit[],
  failuresAtMs: readonly number[],
  nowMs: number,
): boolean {
  return limits.some(
    ({ withinMs, most }) => failuresAtMs.filter((atMs) => atMs > nowMs - withinMs).length >= most,
  );
}

export const limitsLookBackMs = day;
