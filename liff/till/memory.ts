/*
 * Storage that may be switched off: a private window still sells, it only forgets when it is closed.
 */

const instead = new Map<string, string>();

/** What this device kept under `key`. */
export function recall(key: string, storage: "local" | "session" = "local"): string | null {
  try {
    return storeOf(storage).getItem(key) ?? instead.get(key) ?? null;
  } catch {
    return instead.get(key) ?? null;
  }
}

/** Keeps `value`; null forgets. */
export function remember(key: string, value: string | null, storage: "local" | "session" = "local"): void {
  if (value === null) instead.delete(key);
  try {
    if (value === null) storeOf(storage).removeItem(key);
    else storeOf(storage).setItem(key, value);
  } catch {
    if (value !== null) instead.set(key, value);
  }
}

function storeOf(storage: "local" | "session"): Storage {
  return storage === "local" ? localStorage : sessionStorage;
}
