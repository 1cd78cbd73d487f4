import { codeMessage, codeOf, damm, keyInfo, otpOf, parseCode, stepAt } from "./code.ts";
import { confirmationOf, deriveCardKey, type Subtle, signerOf, toBase64Url } from "./key.ts";
import { agreementVector as agreement, codeVectors, dammVectors, parseVectors } from "./vectors.ts";

/** The two private keys of the vectors, imported for `ECDH` by the runtime under test. */
export interface VectorKeys<Key> {
  readonly client: Key;
  readonly server: Key;
}

/** A P-256 private key as JWK; `importKey("jwk", …)` is the one import that every runtime's types agree on. */
export function vectorJwk(end: "client" | "server") {
  const point = end === "client" ? agreement.clientPublic : agreement.serverPublic;
  const scalar = end === "client" ? agreement.clientPrivate : agreement.serverPrivate;
  const field = (hex: string) => toBase64Url(bytesOf(hex));
  return {
    kty: "EC",
    crv: "P-256",
    d: field(scalar),
    x: field(point.slice(2, 66)),
    y: field(point.slice(66)),
  };
}

/** Runs every vector on one runtime's WebCrypto. What it returns is what went wrong, one sentence each; empty is good. */
export async function failedVectors<Key>(subtle: Subtle<Key>, keys: VectorKeys<Key>): Promise<string[]> {
  const failures: string[] = [];
  const expect = (what: string, actual: unknown, wanted: unknown): void => {
    const [got, want] = [JSON.stringify(actual), JSON.stringify(wanted)];
    if (got !== want) failures.push(`${what}: ${got} instead of ${want}`);
  };
  const both = {
    kid: agreement.kid,
    handle: agreement.handle,
    clientPublic: bytesOf(agreement.clientPublic),
    serverPublic: bytesOf(agreement.serverPublic),
  };
  expect(
    "info",
    hexOf(keyInfo(both.kid, both.handle, both.clientPublic, both.serverPublic)),
    agreement.keyInfo,
  );
  const clientKey = await deriveCardKey(subtle, keys.client, both.serverPublic, both);
  const serverKey = await deriveCardKey(subtle, keys.server, both.clientPublic, both);
  for (const [end, key] of Object.entries({ client: clientKey, server: serverKey })) {
    const sign = signerOf(subtle, key);
    expect(`confirm (${end})`, hexOf(await confirmationOf(sign, both.handle)), agreement.confirm);
    for (const vector of codeVectors) {
      const name = `F=${vector.purpose} t=${vector.atSeconds} (${end})`;
      const message = codeMessage(vector.purpose, both.handle, vector.step);
      expect(`step ${name}`, stepAt(vector.purpose, vector.atSeconds * 1000), vector.step);
      expect(`message ${name}`, hexOf(message), vector.message);
      expect(`mac ${name}`, hexOf(await sign(message)), vector.mac);
      expect(`otp ${name}`, await otpOf(sign, vector.purpose, both.handle, vector.step), vector.otp);
      expect(`code ${name}`, await codeOf(sign, vector.purpose, both.handle, vector.step), vector.code);
    }
  }
  for (const { digits, check } of dammVectors) expect(`damm ${digits}`, damm(digits), check);
  for (const { name, raw, parsed } of parseVectors) expect(`parse ${name}`, parseCode(raw), parsed);
  return failures;
}

export function bytesOf(hex: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(hex.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(hex.slice(i * 2, i * 2 + 2), 16);
  return bytes;
}

export function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
