import type { ErrorCode } from "../../../shared/errors.ts";
import { type ApiScope, apiScopes } from "../../../shared/integrations/schema.ts";

/** A key as it is kept. */
export interface Key {
  readonly keyId: string;
  /** Shared by a key and all that replaced it: limits, answers and the ledger know keys by this. */
  readonly family: string;
  readonly name: string;
  readonly scopes: readonly ApiScope[];
  /** Public ids of stores and areas; null for every store. */
  readonly storeIds: readonly string[] | null;
  readonly perMinuteMax: number;
  readonly madeAtMs: number;
  readonly expiresAtMs: number | null;
  readonly replacedBy: string | null;
  readonly revokedAtMs: number | null;
  readonly lastUsedOn: string | null;
}

const prefix = "goen_live_";
const tokenShape = /^goen_live_[0-9A-Za-z]{22,64}$/;
const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** The token of 256 random bits: 43 letters and digits behind a prefix that scanners of leaked secrets can know. */
export function tokenOf(secret: Uint8Array): string {
  let rest = secret.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  let text = "";
  for (let i = 0; i < 43; i++) {
    text = digits.charAt(Number(rest % 62n)) + text;
    rest /= 62n;
  }
  return prefix + text;
}

/** The token in an `Authorization` header, or why there is none; what has another shape needs no look-up. */
export function tokenIn(header: string | undefined): { token: string } | ErrorCode {
  const given = (header ?? "").trim();
  if (given === "") return "key.missing";
  const token = /^Bearer +(\S+)$/i.exec(given)?.[1];
  return token !== undefined && tokenShape.test(token) ? { token } : "key.invalid";
}

/** Why a key does not open the door any more; null where it does. */
export function keyRefusal(key: Key, nowMs: number): ErrorCode | null {
  if (key.revokedAtMs !== null) return "key.revoked";
  return key.expiresAtMs !== null && key.expiresAtMs <= nowMs ? "key.expired" : null;
}

export function statusOfKey(key: Key, nowMs: number): "active" | "replaced" | "expired" | "revoked" {
  if (key.revokedAtMs !== null) return "revoked";
  if (key.expiresAtMs !== null && key.expiresAtMs <= nowMs) return "expired";
  return key.replacedBy === null ? "active" : "replaced";
}

/** Whether a place in the tree of stores belongs to a key; `paths` null is the whole tree. */
export function covers(paths: readonly string[] | null, path: string): boolean {
  return paths === null || paths.some((own) => path.startsWith(own));
}

/** Scopes as they were kept; one that this version does not know any more is left out. */
export function scopesIn(text: string): readonly ApiScope[] {
  const kept = new Set(text.split(" "));
  return apiScopes.filter((scope) => kept.has(scope));
}
