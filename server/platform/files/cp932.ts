/**
 * CP932, which Japanese tools call Shift_JIS: with the characters ①, 髙 and － that strict Shift_JIS lacks. The runtime's own
 * decoder has its table (WHATWG Encoding, "Shift_JIS", which is CP932); encoding is that table read the other way round.
 */

/** Stands for bytes that are no character; whoever reads the text says where it found one. */
export const unreadable = "\ufffd";

/** The text of CP932 bytes, with `unreadable` in place of what is none. */
export function decodeCp932(bytes: Uint8Array): string {
  const { characters } = table();
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const byte = bytes[at] ?? 0;
    const next = bytes[at + 1];
    const isPair = isLead(byte) && next !== undefined && isTrail(next);
    const known = characters.get(isPair ? byte * 256 + next : byte);
    parts.push(byte < 0x80 ? String.fromCharCode(byte) : (known ?? unreadable));
    at += isPair ? 2 : 1;
  }
  return parts.join("");
}

/** The bytes of a text in CP932, or the characters that it does not have. */
export function encodeCp932(
  text: string,
): { readonly bytes: Uint8Array<ArrayBuffer> } | { readonly unmappable: readonly string[] } {
  const { codes } = table();
  const bytes: number[] = [];
  const unmappable = new Set<string>();
  for (const character of text) {
    const ascii = character < "\x80" ? character.charCodeAt(0) : null;
    const code = ascii ?? codes.get(lookalikes[character] ?? character);
    if (code === undefined) unmappable.add(character);
    else if (code < 256) bytes.push(code);
    else bytes.push(code >> 8, code & 255);
  }
  return unmappable.size > 0 ? { unmappable: [...unmappable] } : { bytes: Uint8Array.from(bytes) };
}

/** Characters that other systems write for ones that CP932 has at another place in Unicode. */
const lookalikes: Readonly<Record<string, string>> = {
  ...{ "\u2212": "\uff0d", "\u301c": "\uff5e", "\u2016": "\u2225", "\u2014": "\u2015" },
  ...{ "\u00a2": "\uffe0", "\u00a3": "\uffe1", "\u00ac": "\uffe2", "\u00a5": "\uffe5", "\u00a6": "\uffe4" },
};

interface Table {
  /** By its one byte, or its two as a number. */
  readonly characters: ReadonlyMap<number, string>;
  readonly codes: ReadonlyMap<string, number>;
}
let made: Table | null = null;

function table(): Table {
  made ??= makeTable();
  return made;
}

function makeTable(): Table {
  const characters = new Map<number, string>();
  const codes = new Map<string, number>();
  const decoder = new TextDecoder("shift_jis");
  const add = (code: number, ...bytes: number[]): void => {
    const character = decoder.decode(Uint8Array.from(bytes));
    // Decoders answer a pair that is none differently, and give the user's own characters private places.
    if (character.length !== 1 || character === unreadable || isPrivate(character)) return;
    characters.set(code, character);
    // Of a character that stands there twice the first is written, but for NEC's rows 89 to 92: IBM's are (WHATWG Encoding, 5).
    const isNec = code >> 8 === 0xed || code >> 8 === 0xee;
    if (!isNec && !codes.has(character)) codes.set(character, code);
  };
  for (let kana = 0xa1; kana <= 0xdf; kana++) add(kana, kana);
  for (let lead = 0x81; lead <= 0xfc; lead++) {
    for (let trail = 0x40; isLead(lead) && trail <= 0xfc; trail++) {
      if (isTrail(trail)) add(lead * 256 + trail, lead, trail);
    }
  }
  return { characters, codes };
}

function isPrivate(character: string): boolean {
  return character >= "\ue000" && character <= "\uf8ff";
}

function isLead(byte: number): boolean {
  return (byte >= 0x81 && byte <= 0x9f) || (byte >= 0xe0 && byte <= 0xfc);
}

function isTrail(byte: number): boolean {
  return (byte >= 0x40 && byte <= 0x7e) || (byte >= 0x80 && byte <= 0xfc);
}
