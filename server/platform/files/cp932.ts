/** CP932, which Japanese tools call Shift_JIS: with the characters ①, 髙 and － that strict Shift_JIS lacks. */

/** Stands for bytes that are no character; whoever reads the text says where it found one. */
export const unreadable = "\ufffd";

/** The text of CP932 bytes, with `unreadable` in place of what is none. */
export async function decodeCp932(bytes: Uint8Array): Promise<string> {
  const { default: encoding } = await import("encoding-japanese");
  const known = new Map<number, string>();
  const characterOf = (pair: readonly number[]): string => {
    const key = pair.reduce((sum, byte) => sum * 256 + byte, 0);
    const before = known.get(key);
    if (before !== undefined) return before;
    const text = encoding.convert([...pair], { to: "UNICODE", from: "SJIS", type: "string" });
    // What the table does not have comes back as a question mark.
    const character = text === "?" || text === "" ? unreadable : text;
    known.set(key, character);
    return character;
  };
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const byte = bytes[at] ?? 0;
    const next = bytes[at + 1];
    if (byte < 0x80) {
      parts.push(String.fromCharCode(byte));
      at += 1;
    } else if (isHalfKana(byte)) {
      parts.push(characterOf([byte]));
      at += 1;
    } else if (isLead(byte) && next !== undefined && isTrail(next)) {
      parts.push(characterOf([byte, next]));
      at += 2;
    } else {
      parts.push(unreadable);
      at += 1;
    }
  }
  return parts.join("");
}

/** The bytes of a text in CP932, or the characters that it does not have. */
export async function encodeCp932(
  text: string,
): Promise<{ readonly bytes: Uint8Array<ArrayBuffer> } | { readonly unmappable: readonly string[] }> {
  const { default: encoding } = await import("encoding-japanese");
  const codes = (part: string): number[] =>
    encoding.convert(encoding.stringToCode(part), { to: "SJIS", from: "UNICODE", fallback: "error" });
  try {
    return { bytes: Uint8Array.from(codes(text)) };
  } catch {
    const fails = (character: string): boolean => {
      try {
        codes(character);
        return false;
      } catch {
        return true;
      }
    };
    return { unmappable: [...new Set(text)].filter((character) => character > "~" && fails(character)) };
  }
}

function isHalfKana(byte: number): boolean {
  return byte >= 0xa1 && byte <= 0xdf;
}

function isLead(byte: number): boolean {
  return (byte >= 0x81 && byte <= 0x9f) || (byte >= 0xe0 && byte <= 0xfc);
}

function isTrail(byte: number): boolean {
  return (byte >= 0x40 && byte <= 0x7e) || (byte >= 0x80 && byte <= 0xfc);
}
