import { createHash, randomBytes } from "node:crypto";
import { ulid } from "ulid";

export const userIdPattern = /^U[0-9a-f]{32}$/;

/**
 * Secrets and ids come from the system's generator, so that a restart with the same seed never repeats one.
 */
export function randomHex(digits: number): string {
  return randomBytes(Math.ceil(digits / 2))
    .toString("hex")
    .slice(0, digits);
}

export function randomToken(bytes: number): string {
  return randomBytes(bytes).toString("base64url");
}

export function webhookEventId(nowMs: number): string {
  return ulid(nowMs);
}

/**
 * Eighteen digits that grow with time and never repeat: the number after `last`, or the time if that is
 * later.
 */
export function nextMessageId(last: string, nowMs: number): string {
  const fromClock = BigInt(nowMs) * 100_000n;
  const following = BigInt(last) + 1n;
  return String(following > fromClock ? following : fromClock);
}

/** A small seeded generator (mulberry32): numbers in [0, 1). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The same person gets the same id in every run with the same seed. */
export function seededUserId(seed: number, name: string): string {
  return `U${createHash("sha256").update(`${seed}:${name}`).digest("hex").slice(0, 32)}`;
}
