import { confirmMessage, keyInfo, type Sign } from "./code.ts";

/**
 * The part of WebCrypto that RMC1 needs, so that shared code can be handed the browser's, Node's or a Worker's own.
 * `Key` is that runtime's CryptoKey.
 */
export interface Subtle<Key> {
  importKey(
    format: "raw",
    data: Uint8Array<ArrayBuffer>,
    algorithm: { name: "ECDH"; namedCurve: "P-256" } | "HKDF",
    extractable: boolean,
    usages: readonly ("deriveKey" | "deriveBits")[],
  ): Promise<Key>;
  deriveBits(algorithm: { name: "ECDH"; public: Key }, key: Key, length: number): Promise<ArrayBuffer>;
  deriveKey(
    algorithm: {
      name: "HKDF";
      hash: "SHA-256";
      salt: Uint8Array<ArrayBuffer>;
      info: Uint8Array<ArrayBuffer>;
    },
    key: Key,
    derived: { name: "HMAC"; hash: "SHA-256"; length: 256 },
    extractable: boolean,
    usages: readonly "sign"[],
  ): Promise<Key>;
  sign(algorithm: "HMAC", key: Key, data: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer>;
}

export interface Agreement {
  readonly kid: number;
  readonly handle: string;
  /** Uncompressed P-256 points, 65 bytes each. */
  readonly clientPublic: Uint8Array<ArrayBuffer>;
  readonly serverPublic: Uint8Array<ArrayBuffer>;
}

/**
 * K = HKDF-SHA-256(ECDH(own private, peer public), salt "", info), as an HMAC key that cannot be exported.
 * The client passes the server's point as `peer`, the server the client's; both arrive at the same key.
 */
export async function deriveCardKey<Key>(
  subtle: Subtle<Key>,
  ownPrivate: Key,
  peer: Uint8Array<ArrayBuffer>,
  agreement: Agreement,
  extractable = false,
): Promise<Key> {
  const peerKey = await subtle.importKey("raw", peer, { name: "ECDH", namedCurve: "P-256" }, false, []);
  const secret = new Uint8Array(await subtle.deriveBits({ name: "ECDH", public: peerKey }, ownPrivate, 256));
  const material = await subtle.importKey("raw", secret, "HKDF", false, ["deriveKey"]);
  secret.fill(0);
  const info = keyInfo(agreement.kid, agreement.handle, agreement.clientPublic, agreement.serverPublic);
  return subtle.deriveKey(
    { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(0), info },
    material,
    { name: "HMAC", hash: "SHA-256", length: 256 },
    extractable,
    ["sign"],
  );
}

export function signerOf<Key>(subtle: Subtle<Key>, key: Key): Sign {
  return async (message) => new Uint8Array(await subtle.sign("HMAC", key, message));
}

/** Eight bytes that show both ends hold the same key. */
export async function confirmationOf(sign: Sign, handle: string): Promise<Uint8Array> {
  return (await sign(confirmMessage(handle))).slice(0, 8);
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** base64url without padding (RFC 4648 section 5). */
export function toBase64Url(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b, c] = bytes.slice(i, i + 3);
    const group = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    text += alphabet.charAt(group >> 18) + alphabet.charAt((group >> 12) & 63);
    if (b !== undefined) text += alphabet.charAt((group >> 6) & 63);
    if (c !== undefined) text += alphabet.charAt(group & 63);
  }
  return text;
}

/** The bytes, or null where the text is not base64url. */
export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) return null;
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let buffer = 0;
  let bits = 0;
  let at = 0;
  for (const letter of text) {
    buffer = ((buffer << 6) | alphabet.indexOf(letter)) & 0xffffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = (buffer >> bits) & 0xff;
    }
  }
  return bytes;
}
