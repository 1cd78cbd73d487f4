import { createHash, createHmac, timingSafeEqual } from "node:crypto";

/** SHA-256 of a text or of bytes, as 64 hex digits. Synchronous, on Node and on Workers with `nodejs_compat`. */
export function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

/**
 * A pseudonym of a text, 64 hex digits, that nobody makes without the secret. The label keeps this use of the secret apart
 * from every other.
 */
export function pseudonym(secret: Uint8Array, label: string, text: string): string {
  const key = createHmac("sha256", secret).update(label).digest();
  return createHmac("sha256", key).update(text).digest("hex");
}

/** HMAC-SHA-256 over bytes with a key given as text, compared in constant time with a base64 signature. */
export function hmacMatches(key: string, bytes: Uint8Array, signatureBase64: string): boolean {
  const expected = createHmac("sha256", key).update(bytes).digest();
  const given = Buffer.from(signatureBase64, "base64");
  return given.length === expected.length && timingSafeEqual(given, expected);
}
