import type { Subtle } from "../../../shared/card/key.ts";

/** WebCrypto as shared code asks for it: the same calls, with lists it may not change copied for those that might. */
export function webSubtle(subtle: SubtleCrypto): Subtle<CryptoKey> {
  return {
    importKey: (format, data, algorithm, extractable, usages) =>
      subtle.importKey(format, data, algorithm, extractable, [...usages]),
    deriveBits: (algorithm, key, length) => subtle.deriveBits(algorithm, key, length),
    deriveKey: (algorithm, key, derived, extractable, usages) =>
      subtle.deriveKey(algorithm, key, derived, extractable, [...usages]),
    sign: (algorithm, key, data) => subtle.sign(algorithm, key, data),
  };
}
