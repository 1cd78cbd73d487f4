import { webSubtle } from "../../liff/card/key/subtle.ts";
import { failedVectors, vectorJwk } from "../../shared/card/check-vectors.ts";

/** Inside workerd: every vector of the rotating code on its own WebCrypto; the answer is what went wrong. */
export default {
  async fetch(): Promise<Response> {
    const privateKey = (end: "client" | "server") =>
      crypto.subtle.importKey("jwk", vectorJwk(end), { name: "ECDH", namedCurve: "P-256" }, false, [
        "deriveBits",
      ]);
    const keys = { client: await privateKey("client"), server: await privateKey("server") };
    return Response.json(await failedVectors(webSubtle(crypto.subtle), keys));
  },
};
