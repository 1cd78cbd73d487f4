import type { Sign } from "../../../shared/card/code.ts";
import { type Agreement, deriveCardKey, type Subtle, signerOf } from "../../../shared/card/key.ts";
import type { CardKey } from "../settings.ts";

/** The server's side of the key agreement. Derived keys are never stored; they are made again when they are needed. */
export interface CardKeyring {
  /** For new enrolments. */
  readonly currentKid: number;
  /** The server's public point of a key, 65 bytes; null when that key is no longer held. */
  publicKey(kid: number): Promise<Uint8Array<ArrayBuffer> | null>;
  /** The HMAC under a device's key. `clientPublic` is its point, 65 bytes. Null when the point or kid is unusable. */
  signer(kid: number, handle: string, clientPublic: Uint8Array<ArrayBuffer>): Promise<Sign | null>;
  /** An HMAC of the same cost under a key nobody has, for handles that do not exist. */
  readonly dummy: Sign;
}

type WebKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

interface ServerKey {
  readonly privateKey: WebKey;
  readonly publicKey: Uint8Array<ArrayBuffer>;
}

const derivedMax = 20_000;

/** Keeps derived keys for a while: deriving costs six times what a check costs. */
export async function openCardKeyring(keys: readonly CardKey[]): Promise<CardKeyring> {
  const subtle = webSubtle();
  const held = new Map<number, ServerKey>();
  for (const { kid, privateKey } of keys) held.set(kid, await importServerKey(privateKey));
  const derived = new Map<string, Promise<Sign | null>>();
  const dummyKey = await crypto.subtle.generateKey({ name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const current = keys.at(-1);
  if (current === undefined) throw new Error("at least one card key is needed");

  const derive = async (agreement: Agreement, own: ServerKey): Promise<Sign | null> => {
    try {
      const key = await deriveCardKey(subtle, own.privateKey, agreement.clientPublic, agreement);
      return signerOf(subtle, key);
    } catch {
      return null;
    }
  };

  return {
    currentKid: current.kid,
    dummy: signerOf(subtle, dummyKey),
    publicKey: async (kid) => held.get(kid)?.publicKey ?? null,
    async signer(kid, handle, clientPublic) {
      const own = held.get(kid);
      if (own === undefined) return null;
      const name = `${kid}:${handle}:${Buffer.from(clientPublic).toString("base64url")}`;
      const known = derived.get(name);
      if (known !== undefined) return known;
      const made = derive({ kid, handle, clientPublic, serverPublic: own.publicKey }, own);
      if (derived.size >= derivedMax) derived.delete(derived.keys().next().value ?? "");
      derived.set(name, made);
      return made;
    },
  };
}

/** WebCrypto imports a private scalar only together with its point, so both come through PKCS #8 and back as JWK. */
async function importServerKey(scalar: Uint8Array<ArrayBuffer>): Promise<ServerKey> {
  const algorithm = { name: "ECDH", namedCurve: "P-256" };
  const loose = await crypto.subtle.importKey("pkcs8", pkcs8Of(scalar), algorithm, true, ["deriveBits"]);
  const { x, y } = await crypto.subtle.exportKey("jwk", loose);
  const publicKey = Buffer.concat([
    Buffer.from([4]),
    Buffer.from(x ?? "", "base64url"),
    Buffer.from(y ?? "", "base64url"),
  ]);
  const privateKey = await crypto.subtle.importKey("pkcs8", pkcs8Of(scalar), algorithm, false, [
    "deriveBits",
  ]);
  return { privateKey, publicKey: new Uint8Array(publicKey) };
}

/** RFC 5958 around RFC 5915, for prime256v1 and without the optional public key. */
function pkcs8Of(scalar: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const header = Buffer.from("3041020100301306072a8648ce3d020106082a8648ce3d030107042730250201010420", "hex");
  return new Uint8Array(Buffer.concat([header, scalar]));
}

/**
 * The runtime's WebCrypto as the narrow interface of shared/card. The cast is safe: SubtleCrypto has these overloads,
 * which TypeScript cannot see through.
 */
function webSubtle(): Subtle<WebKey> {
  return crypto.subtle as unknown as Subtle<WebKey>;
}
