/** Text as a chat shows it: addresses become links, LINE's own emoji become a stand-in. */

export type Piece =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "link"; readonly text: string; readonly href: string };

/** Only ASCII belongs to an address, so a Japanese sentence may follow it without a space. */
const address = /https?:\/\/[\x21\x23-\x26\x28-\x3b\x3d\x3f-\x5f\x61-\x7e]+/gi;

export function linkify(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(address)) {
    const href = trimEnd(match[0]);
    if (href.length <= "https://".length) continue;
    if (match.index > from) pieces.push({ kind: "text", text: text.slice(from, match.index) });
    pieces.push({ kind: "link", text: href, href });
    from = match.index + href.length;
  }
  if (from < text.length) pieces.push({ kind: "text", text: text.slice(from) });
  return pieces;
}

/** Punctuation that ends a sentence, and a bracket that was opened before the address, are not part of it. */
function trimEnd(url: string): string {
  let end = url.length;
  while (end > 0) {
    const last = url.charAt(end - 1);
    const unopened = last === ")" && count(url.slice(0, end), ")") > count(url.slice(0, end), "(");
    if (!unopened && !".,!?:;]}*".includes(last)) break;
    end -= 1;
  }
  return url.slice(0, end);
}

function count(text: string, letter: string): number {
  return text.split(letter).length - 1;
}

/** LINE's emoji are pictures the emulator does not have; each `$` that marks one becomes a smile. */
export function withEmoji(text: string, places: readonly number[]): string {
  let out = text;
  for (const index of [...places].sort((a, b) => b - a)) {
    if (out.charAt(index) === "$") out = `${out.slice(0, index)}🙂${out.slice(index + 1)}`;
  }
  return out;
}
