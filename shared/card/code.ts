/**
 * RMC1, the rotating member code: twenty digits `F H×10 O×8 C` that say who is asking and for what, for a few seconds.
 * Pure: the HMAC key lives elsewhere and comes in as a function, so that a phone, Node and a Worker run these same lines.
 */

/** The first digit: what the code may be used for. */
export type Purpose = 7 | 8 | 5;

export interface CodeFormat {
  readonly name: "identify" | "spend" | "manual";
  /** Seconds that one code is shown. */
  readonly period: number;
  /** Steps behind and ahead of the server's own that are still accepted. */
  readonly back: number;
  readonly ahead: number;
}

export const formats: Readonly<Record<Purpose, CodeFormat>> = {
  7: { name: "identify", period: 15, back: 2, ahead: 1 },
  8: { name: "spend", period: 15, back: 1, ahead: 1 },
  5: { name: "manual", period: 60, back: 2, ahead: 1 },
};

export const IDENTIFY: Purpose = 7;
export const SPEND: Purpose = 8;
export const MANUAL: Purpose = 5;

/** HMAC-SHA-256 under the card's key: message in, 32 bytes out. */
export type Sign = (message: Uint8Array<ArrayBuffer>) => Promise<Uint8Array>;

export interface ParsedCode {
  readonly purpose: Purpose;
  /** Ten digits: the device key's public handle. */
  readonly handle: string;
  /** Eight digits: the proof. */
  readonly otp: string;
}

export type ParseFailure = "card.bad_format" | "card.bad_check" | "card.unsupported_version";

// Damm's order-10 quasigroup: catches every single wrong digit and every swap of neighbours.
const dammTable = [
  "0317598642",
  "7092154863",
  "4206871359",
  "1750983426",
  "6123045978",
  "3674209581",
  "5869720134",
  "8945362017",
  "9438617205",
  "2581436790",
];

/** The check digit of a string of digits; 0 when the last digit already is one. */
export function damm(digits: string): number {
  let interim = 0;
  for (const digit of digits) {
    interim = Number((dammTable[interim] ?? "").charAt(Number(digit)));
  }
  return interim;
}

/** Which step of its period a moment falls in. `atMs` is the server's time, or the phone's own plus its offset. */
export function stepAt(purpose: Purpose, atMs: number): number {
  return Math.floor(atMs / 1000 / formats[purpose].period);
}

/** When a step begins, in UTC milliseconds. */
export function stepStartMs(purpose: Purpose, step: number): number {
  return step * formats[purpose].period * 1000;
}

/** ASCII without TextEncoder, which not every runtime's types know. */
export function ascii(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** What is signed: `"RMC1" F H step`, the step as eight bytes big-endian; 23 bytes. */
export function codeMessage(purpose: Purpose, handle: string, step: number): Uint8Array<ArrayBuffer> {
  const counter = new Uint8Array(8);
  const view = new DataView(counter.buffer);
  view.setUint32(0, Math.floor(step / 2 ** 32));
  view.setUint32(4, step % 2 ** 32);
  return concatBytes(ascii(`RMC1${purpose}${handle}`), counter);
}

/** The first 48 bits of the MAC as an integer, modulo 10^8: exact in a double, biased by less than 4e-7. */
export function truncate(mac: Uint8Array): string {
  let value = 0;
  for (let i = 0; i < 6; i++) value = value * 256 + (mac[i] ?? 0);
  return String(value % 1e8).padStart(8, "0");
}

/** The eight digits of one step. */
export async function otpOf(sign: Sign, purpose: Purpose, handle: string, step: number): Promise<string> {
  return truncate(await sign(codeMessage(purpose, handle, step)));
}

/** The whole code of one step, check digit included. */
export async function codeOf(sign: Sign, purpose: Purpose, handle: string, step: number): Promise<string> {
  const body = `${purpose}${handle}${await otpOf(sign, purpose, handle, step)}`;
  return `${body}${damm(body)}`;
}

/** HKDF's `info`: binds a key to this protocol, the server's key, the handle and both public keys (65 bytes each). */
export function keyInfo(
  kid: number,
  handle: string,
  clientPublic: Uint8Array,
  serverPublic: Uint8Array,
): Uint8Array<ArrayBuffer> {
  return concatBytes(ascii("RMC1/key"), Uint8Array.of(kid), ascii(handle), clientPublic, serverPublic);
}

/** What both ends sign once at enrolment to see that they derived the same key; the first eight bytes are compared. */
export function confirmMessage(handle: string): Uint8Array<ArrayBuffer> {
  return ascii(`RMC1-confirm${handle}`);
}

/**
 * Reads what a scanner, a keyboard wedge or a person gave: full-width digits, AIM prefixes, spaces and hyphens are
 * forgiven; anything else that is not one of our codes is refused before a database is asked.
 */
export function parseCode(raw: string): ParsedCode | ParseFailure {
  const digits = raw
    .normalize("NFKC")
    .trim()
    .replace(/^\][A-Za-z]\d/, "")
    .replace(/[\s\-\u2010-\u2015\u2212\u30fc]/g, "");
  if (!/^[0-9]{20}$/.test(digits)) return "card.bad_format";
  const purpose = purposeOf(digits.charAt(0));
  if (purpose === null) return "card.unsupported_version";
  if (damm(digits) !== 0) return "card.bad_check";
  return { purpose, handle: digits.slice(1, 11), otp: digits.slice(11, 19) };
}

function purposeOf(digit: string): Purpose | null {
  if (digit === "7") return 7;
  if (digit === "8") return 8;
  if (digit === "5") return 5;
  return null;
}

/** The digits in fours, as a person reads them out. */
export function groupDigits(code: string): string {
  return code.replace(/(.{4})(?=.)/g, "$1 ");
}

/** Compares without telling by its time where two strings differ. */
export function equalInConstantTime(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let i = 0; i < a.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i);
  return difference === 0;
}
