import { keepKey } from "../../liff/card/key/keep.ts";
import { openCardStore } from "../../liff/card/key/store.ts";
import { webSubtle } from "../../liff/card/key/subtle.ts";
import { bytesOf, failedVectors, vectorJwk } from "../../shared/card/check-vectors.ts";
import { codeOf } from "../../shared/card/code.ts";
import { signerOf } from "../../shared/card/key.ts";
import { agreementVector } from "../../shared/card/vectors.ts";

/** What the test asks of a real browser; the page's own scripts put it on `window`. */
export interface VectorsPage {
  vectors(): Promise<string[]>;
  keep(): Promise<boolean>;
  /** The vectors' code of step 119400000, signed by the key that the last page kept; null where none is left. */
  codeOfKeptKey(): Promise<{ code: string; exportable: boolean } | null>;
}

const { subtle } = crypto;
const store = openCardStore(indexedDB);

const page: VectorsPage = {
  async vectors() {
    const privateKey = (end: "client" | "server") =>
      subtle.importKey("jwk", vectorJwk(end), { name: "ECDH", namedCurve: "P-256" }, false, ["deriveBits"]);
    const keys = { client: await privateKey("client"), server: await privateKey("server") };
    return failedVectors(webSubtle(subtle), keys);
  },
  async keep() {
    const hmac = { name: "HMAC", hash: "SHA-256" };
    const key = await subtle.importKey("raw", bytesOf(agreementVector.key), hmac, false, ["sign"]);
    const { handle } = agreementVector;
    return keepKey(store, { memberId: "m", handle, key, notAfterMs: 2, rotateAfterMs: 1 }, subtle);
  },
  async codeOfKeptKey() {
    const { key } = await store.read();
    if (key === null) return null;
    const code = await codeOf(signerOf(webSubtle(subtle), key.key), 7, key.handle, 119_400_000);
    const exportable = await subtle.exportKey("raw", key.key).then(
      () => true,
      () => false,
    );
    return { code, exportable };
  },
};

Object.assign(window, { card: page });
