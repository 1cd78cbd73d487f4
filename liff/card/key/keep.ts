import { equalInConstantTime } from "../../../shared/card/code.ts";
import { confirmationOf, signerOf, toBase64Url } from "../../../shared/card/key.ts";
import type { CardStore, StoredKey } from "./store.ts";
import { webSubtle } from "./subtle.ts";

/**
 * Writes the key, reads it back, signs with both and compares. True: the next visit can start from it. False: this
 * phone cannot keep keys (no database, a database that throws, or one that gives back nothing); the key then lives in
 * memory only and the next visit enrols again. Never throws.
 */
export async function keepKey(store: CardStore, key: StoredKey, subtle: SubtleCrypto): Promise<boolean> {
  try {
    await store.writeKey(key);
    const { key: readBack } = await store.read();
    if (readBack !== null && readBack.handle === key.handle && (await sameKey(subtle, key, readBack)))
      return true;
  } catch {
    // Told by the answer.
  }
  await store.clear().catch(() => {});
  return false;
}

async function sameKey(subtle: SubtleCrypto, a: StoredKey, b: StoredKey): Promise<boolean> {
  const [one, other] = await Promise.all(
    [a, b].map(async ({ key }) =>
      toBase64Url(await confirmationOf(signerOf(webSubtle(subtle), key), a.handle)),
    ),
  );
  return one !== undefined && other !== undefined && equalInConstantTime(one, other);
}

/** A card left from the last visit, or nothing where none can be read. Never throws. */
export async function readCard(store: CardStore): ReturnType<CardStore["read"]> {
  try {
    return await store.read();
  } catch {
    return { key: null, seen: null };
  }
}
