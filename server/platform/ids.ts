import { randomBytes, randomInt, randomUUID } from "node:crypto";
import { monotonicFactory } from "ulid";
import type { Clock } from "./clock.ts";

/** Where every id, secret and random digit comes from. */
export interface Ids {
  /** 26 characters, sorts by time, never twice; also in the same millisecond. */
  ulid(): string;
  /** 20 characters that say nothing: what people and addresses see of a member, a store or a member of staff. */
  publicId(): string;
  /** 256 random bits, base64url: the secret of a session or an invitation. */
  secret(): string;
  /** LINE's X-Line-Retry-Key. */
  uuid(): string;
  /** So many random decimal digits. */
  digits(count: number): string;
}

const publicAlphabet = "0123456789abcdefghjkmnpqrstvwxyz";

export function systemIds(clock: Clock): Ids {
  const next = monotonicFactory(() => randomInt(0, 2 ** 32) / 2 ** 32);
  return {
    ulid: () => next(clock.nowMs()),
    publicId: () => Array.from(randomBytes(20), (byte) => publicAlphabet.charAt(byte % 32)).join(""),
    secret: () => randomBytes(32).toString("base64url"),
    uuid: () => randomUUID(),
    digits: (count) => Array.from({ length: count }, () => String(randomInt(0, 10))).join(""),
  };
}

/** The smallest ULID of a moment: rows after it were made after it. */
export function ulidFloor(atMs: number): string {
  let time = Math.max(0, Math.floor(atMs));
  let text = "";
  for (let i = 0; i < 10; i++) {
    text = publicAlphabet.charAt(time % 32).toUpperCase() + text;
    time = Math.floor(time / 32);
  }
  return `${text}${"0".repeat(16)}`;
}

/** The moment a ULID was made, UTC milliseconds: the opposite of `ulidFloor`. */
export function ulidTime(ulid: string): number {
  const places = [...ulid.slice(0, 10).toLowerCase()].map((char) =>
    Math.max(0, publicAlphabet.indexOf(char)),
  );
  return places.reduce((time, place) => time * 32 + place, 0);
}
