const NAME = "goen.device";

/**
 * A random name for this browser, so that renewing its key does not look like a new phone. No secret, hence not in the
 * key's database: phones that refuse to keep keys usually keep this, and would otherwise push a member's other phone
 * out of the list at each visit.
 */
export function deviceId(): string {
  try {
    const known = localStorage.getItem(NAME);
    if (known !== null && /^[0-9a-f]{32}$/.test(known)) return known;
    const fresh = randomHex();
    localStorage.setItem(NAME, fresh);
    return fresh;
  } catch {
    return randomHex();
  }
}

/** After leaving, or for another member: the next key is a new device's. */
export function forgetDevice(): void {
  try {
    localStorage.removeItem(NAME);
  } catch {
    // Nothing was kept.
  }
}

/** 128 bits by chance. */
export function randomHex(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}
