import { describe, expect, it } from "vitest";
import { webSubtle } from "../../liff/card/key/subtle.ts";
import { bytesOf, failedVectors, hexOf, vectorJwk } from "./check-vectors.ts";
import { codeOf, damm, equalInConstantTime, groupDigits, parseCode, stepStartMs } from "./code.ts";
import { deriveCardKey, fromBase64Url, signerOf, toBase64Url } from "./key.ts";
import { agreementVector, codeVectors } from "./vectors.ts";

const { subtle } = globalThis.crypto;

function privateKey(end: "client" | "server"): Promise<CryptoKey> {
  return subtle.importKey("jwk", vectorJwk(end), { name: "ECDH", namedCurve: "P-256" }, false, [
    "deriveBits",
  ]);
}

describe("RMC1 in Node", () => {
  it("passes every vector from both ends", async () => {
    const keys = { client: await privateKey("client"), server: await privateKey("server") };
    expect(await failedVectors(webSubtle(subtle), keys)).toEqual([]);
  });

  it("derives the very key of the vectors, and one that cannot be exported unless asked", async () => {
    const own = await privateKey("client");
    const serverPublic = bytesOf(agreementVector.serverPublic);
    const agreement = {
      ...agreementVector,
      clientPublic: bytesOf(agreementVector.clientPublic),
      serverPublic,
    };
    const open = await deriveCardKey(webSubtle(subtle), own, serverPublic, agreement, true);
    expect(hexOf(new Uint8Array(await subtle.exportKey("raw", open)))).toBe(agreementVector.key);
    const closed = await deriveCardKey(webSubtle(subtle), own, serverPublic, agreement);
    await expect(subtle.exportKey("raw", closed)).rejects.toThrow();
  });

  it("gives different codes for the three purposes of one moment", async () => {
    const key = await subtle.importKey(
      "raw",
      bytesOf(agreementVector.key),
      { name: "HMAC", hash: "SHA-256" },
      false,
      ["sign"],
    );
    const sign = signerOf(webSubtle(subtle), key);
    const codes = await Promise.all(
      ([7, 8, 5] as const).map((purpose) => codeOf(sign, purpose, "0358194627", 9)),
    );
    expect(new Set(codes.map((code) => code.slice(11, 19))).size).toBe(3);
  });
});

describe("the check digit", () => {
  it("catches every single wrong digit of the vectors' codes", () => {
    for (const { code } of codeVectors) {
      for (let at = 0; at < code.length; at++) {
        for (let digit = 0; digit < 10; digit++) {
          const wrong = code.slice(0, at) + digit + code.slice(at + 1);
          expect(damm(wrong) === 0).toBe(wrong === code);
        }
      }
    }
  });

  it("catches every swap of two different neighbours", () => {
    for (const { code } of codeVectors) {
      for (let at = 0; at + 1 < code.length; at++) {
        const [a, b] = [code.charAt(at), code.charAt(at + 1)];
        if (a === b) continue;
        expect(damm(code.slice(0, at) + b + a + code.slice(at + 2))).not.toBe(0);
      }
    }
  });
});

describe("reading", () => {
  it("forgives the hyphens and long vowel marks that people and input methods put between digits", () => {
    expect(parseCode(" 7035-8194‐6272ー1671 2393\n")).toEqual({
      purpose: 7,
      handle: "0358194627",
      otp: "21671239",
    });
  });

  it("refuses an unknown first digit even where the check digit is right", () => {
    const body = "4035819462721671239";
    expect(parseCode(`${body}${damm(body)}`)).toBe("card.unsupported_version");
  });
});

describe("small things both ends share", () => {
  it("groups twenty digits in fours", () => {
    expect(groupDigits("50358194627360814003")).toBe("5035 8194 6273 6081 4003");
  });

  it("starts step 119400000 at 1791000000 seconds", () => {
    expect(stepStartMs(7, 119400000)).toBe(1_791_000_000_000);
  });

  it("compares strings of different length or content as different", () => {
    expect(equalInConstantTime("1234", "1234")).toBe(true);
    expect(equalInConstantTime("1234", "1235")).toBe(false);
    expect(equalInConstantTime("1234", "12345")).toBe(false);
  });

  it("turns any bytes into base64url and back", () => {
    for (let length = 0; length < 70; length++) {
      const bytes = Uint8Array.from({ length }, (_, i) => (i * 37 + length) % 256);
      const text = toBase64Url(bytes);
      expect(text).toBe(Buffer.from(bytes).toString("base64url"));
      expect(fromBase64Url(text)).toEqual(bytes);
    }
    expect(fromBase64Url("a")).toBeNull();
    expect(fromBase64Url("ab+/")).toBeNull();
  });
});
