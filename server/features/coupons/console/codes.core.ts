/** Without 0, O, 1 and I, which people mistake for each other on paper. 32 signs: five bits each. */
const alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
const codeLength = 12;
export const bytesPerCode = codeLength;

/** A code of 60 bits out of random bytes: a machine that tries a million a second needs centuries for one of 10,000. */
export function codeFrom(bytes: Uint8Array): string {
  return Array.from(bytes.subarray(0, codeLength), (byte) => alphabet.charAt(byte % alphabet.length)).join(
    "",
  );
}

/** As it is printed: `ABCD-EFGH-JKLM`. Hyphens do not count when it is typed. */
export function printedCode(code: string): string {
  return code.replace(/(.{4})(?=.)/g, "$1-");
}
