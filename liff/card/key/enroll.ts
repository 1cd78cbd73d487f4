import { equalInConstantTime } from "../../../shared/card/code.ts";
import {
  confirmationOf,
  deriveCardKey,
  fromBase64Url,
  signerOf,
  toBase64Url,
} from "../../../shared/card/key.ts";
import type { Enroll, Enrolled } from "../../../shared/card/schema.ts";
import type { StoredKey } from "./store.ts";
import { webSubtle } from "./subtle.ts";

/** The server's answer does not lead to the key that the server says it has: nothing made with it would be accepted. */
export class KeyMismatch extends Error {
  constructor() {
    super("the derived key does not match the server's confirmation");
    this.name = "KeyMismatch";
  }
}

/**
 * Agrees with the server on a fresh key for this device: an own key pair goes out, both ends derive, and the private
 * half is forgotten with this function. `send` asks `POST /api/card/enroll`. Throws `KeyMismatch` and what `send` throws.
 */
export async function enrollDevice(
  subtle: SubtleCrypto,
  memberId: string,
  deviceId: string,
  send: (body: Enroll) => Promise<Enrolled>,
): Promise<StoredKey> {
  const pair = await subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, false, ["deriveBits"]);
  const clientPublic = new Uint8Array(await subtle.exportKey("raw", pair.publicKey));
  const enrolled = await send({
    pub: toBase64Url(clientPublic),
    deviceId,
    ua: navigator.userAgent.slice(0, 400),
  });
  const serverPublic = fromBase64Url(enrolled.serverPub);
  if (serverPublic === null) throw new KeyMismatch();
  const { kid, handle } = enrolled;
  const agreement = { kid, handle, clientPublic, serverPublic };
  const web = webSubtle(subtle);
  const key = await deriveCardKey(web, pair.privateKey, serverPublic, agreement);
  const confirm = toBase64Url(await confirmationOf(signerOf(web, key), handle));
  if (!equalInConstantTime(confirm, enrolled.confirm)) throw new KeyMismatch();
  const { notAfterMs, rotateAfterMs } = enrolled;
  return { memberId, handle, key, notAfterMs, rotateAfterMs };
}
