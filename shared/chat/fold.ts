/**
 * A text as it is compared with the words: width and compatibility forms folded (NFKC), small letters, katakana as
 * hiragana, without spaces and without the punctuation that people put at an end.
 */
export function folded(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\u30a1-\u30f6\u30fd\u30fe]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60))
    .replace(/\s|\p{Default_Ignorable_Code_Point}/gu, "")
    .replace(/[.,!?~…。、・〜]+$/u, "");
}
