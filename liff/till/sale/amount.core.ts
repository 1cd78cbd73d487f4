/** What the keypad has so far: at most nine digits without leading zeros. */
export type Entry = string;

export type PadKey = "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "00" | "clear" | "back";

export const emptyEntry: Entry = "";

const DIGITS_MAX = 9;

/** One press. A digit that does not fit any more is not taken; `00` is taken whole or not at all. */
export function pressPad(entry: Entry, key: PadKey): Entry {
  if (key === "clear") return emptyEntry;
  if (key === "back") return entry.slice(0, -1);
  const next = (entry + key).replace(/^0+/, "");
  return next.length > DIGITS_MAX ? entry : next;
}

/** The number, 0 while nothing was entered. */
export function amountOf(entry: Entry): number {
  return entry === "" ? 0 : Number(entry);
}

export function entryOf(value: number): Entry {
  return value > 0 ? String(value) : emptyEntry;
}

export function isPadKey(text: string): text is PadKey {
  return /^(?:[0-9]|00|clear|back)$/.test(text);
}
