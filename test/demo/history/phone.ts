import { createECDH } from "node:crypto";
import type { Deps } from "../../../server/deps.ts";
import { enrollDevice } from "../../../server/features/card/enroll.ts";
import type { Member } from "../../../server/features/members/index.ts";
import { codeOf, type Purpose, type Sign, stepAt } from "../../../shared/card/code.ts";
import {
  deriveCardKey,
  fromBase64Url,
  type Subtle,
  signerOf,
  toBase64Url,
} from "../../../shared/card/key.ts";
import type { Draws } from "./random.ts";

/** A member's phone with our card in it: what liff/card does, with keys that the seed decides. */
export interface HistoryPhone {
  /** Opens the card, which renews its key when that is a day old, and shows the code of this moment. */
  show(purpose: Purpose): Promise<string>;
}

interface Card {
  readonly handle: string;
  readonly sign: Sign;
  readonly rotateAfterMs: number;
}

export function historyPhone(deps: Deps, member: Member, draws: Draws): HistoryPhone {
  const deviceId = draws.bytes(16).toString("hex");
  let card: Card | null = null;
  return {
    async show(purpose) {
      const nowMs = deps.clock.nowMs();
      if (card === null || nowMs >= card.rotateAfterMs) card = await enrol(deps, member, deviceId, draws);
      return codeOf(card.sign, purpose, card.handle, stepAt(purpose, nowMs));
    },
  };
}

async function enrol(deps: Deps, member: Member, deviceId: string, draws: Draws): Promise<Card> {
  const { privateKey, clientPublic } = await keyPair(draws);
  const enrolled = await enrollDevice(deps, member, { pub: toBase64Url(clientPublic), deviceId });
  const serverPublic = fromBase64Url(enrolled.serverPub);
  if (serverPublic === null) throw new Error("the server's key cannot be read");
  const { kid, handle, rotateAfterMs } = enrolled;
  const key = await deriveCardKey(webSubtle(), privateKey, serverPublic, {
    kid,
    handle,
    clientPublic,
    serverPublic,
  });
  return { handle, sign: signerOf(webSubtle(), key), rotateAfterMs };
}

type WebKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

async function keyPair(draws: Draws): Promise<{ privateKey: WebKey; clientPublic: Uint8Array<ArrayBuffer> }> {
  const scalar = draws.bytes(32);
  const ecdh = createECDH("prime256v1");
  ecdh.setPrivateKey(scalar);
  const point = ecdh.getPublicKey();
  const jwk = {
    kty: "EC",
    crv: "P-256",
    d: scalar.toString("base64url"),
    x: point.subarray(1, 33).toString("base64url"),
    y: point.subarray(33).toString("base64url"),
  };
  const algorithm = { name: "ECDH", namedCurve: "P-256" };
  const privateKey = await crypto.subtle.importKey("jwk", jwk, algorithm, false, ["deriveBits"]);
  return { privateKey, clientPublic: new Uint8Array(point) };
}

/** Node's WebCrypto has the overloads of `Subtle`, which TypeScript cannot see through. */
function webSubtle(): Subtle<WebKey> {
  return crypto.subtle as unknown as Subtle<WebKey>;
}
