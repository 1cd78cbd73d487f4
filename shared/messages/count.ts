/** Lengths in LINE's units, and text that fits them. */

export type Unit = "units" | "graphemes";

const segmenter = new Intl.Segmenter("ja", { granularity: "grapheme" });

/** Grapheme clusters: what a person takes for one letter, a family of emoji included. */
export function graphemesOf(text: string): number {
  let count = 0;
  for (const _ of segmenter.segment(text)) count += 1;
  return count;
}

/** Whether it fits. Most text is short in any unit, and telling letters apart costs a hundred times as much as `length`. */
export function fits(text: string, max: number, unit: Unit): boolean {
  if (text.length <= max) return true;
  return unit === "graphemes" && graphemesOf(text) <= max;
}

export function lengthIn(text: string, unit: Unit): number {
  return unit === "units" ? text.length : graphemesOf(text);
}

/** Bytes of UTF-8; a lone surrogate counts as the three of U+FFFD that stand for it. */
export function utf8BytesOf(text: string): number {
  let bytes = text.length;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) continue;
    if (unit < 0x800) bytes += 1;
    else if (isHigh(unit) && isLow(text.charCodeAt(at + 1))) {
      bytes += 2;
      at += 1;
    } else bytes += 2;
  }
  return bytes;
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}

/**
 * The text itself where it fits, else its beginning with `…`, no letter cut in two. Where not even one letter fits (a letter
 * may carry any number of marks), it is cut between code points.
 */
export function clipped(text: string, max: number, unit: Unit = "units"): string {
  if (fits(text, max, unit)) return text;
  let kept = "";
  let count = 0;
  for (const { segment } of segmenter.segment(text)) {
    count += unit === "units" ? segment.length : 1;
    if (count > max - 1) break;
    kept += segment;
  }
  return `${kept === "" && unit === "units" ? codePointsOf(text, max - 1) : kept.trimEnd()}…`;
}

function codePointsOf(text: string, max: number): string {
  return text.slice(0, isHigh(text.charCodeAt(max - 1)) ? max - 1 : max);
}

/** Control characters, and the marks that turn the direction of what follows them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const unseen = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;
const loneSurrogate = /\p{Surrogate}/gu;
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
const visible = /[\p{L}\p{N}\p{P}\p{S}]/u;
const plain = /^[\u0020-\u007e\u3040-\u30ff\u4e00-\u9fff]*$/;

/** A person's text of several lines: line breaks stay, what cannot be seen goes. */
export function cleaned(text: string): string {
  if (plain.test(text)) return text.trim();
  const known = text.replace(/\r\n?|[\u2028\u2029]/g, "\n").replace(/\t/g, " ");
  const whole = known.replace(unseen, "").replace(loneSurrogate, "\ufffd").trim();
  return visible.test(whole) ? whole : "";
}

/**
 * Somebody's name for one line of a message, at most `max` units long: blanks are one space, and what is written from right to
 * left stays to itself, so that the sentence around it keeps its order. Empty where there is nothing to see.
 */
export function nameOf(text: string, max = 200): string {
  if (text.length <= max && plain.test(text) && !text.includes("  ")) return text.trim();
  const line = clipped(cleaned(text).replace(/\s+/g, " "), max - 2);
  return rightToLeft.test(line) ? `\u2068${line}\u2069` : line;
}
