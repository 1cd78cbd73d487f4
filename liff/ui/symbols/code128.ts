import type { SymbolPath } from "./qr.ts";

/** Modules of white before and after the bars. */
export const BARS_QUIET = 10;
/** Twenty digits: start, ten pairs, check and stop, and the quiet zone. */
export const MEMBER_BARS_MODULES = 145 + 2 * BARS_QUIET;

// ISO/IEC 15417: the widths of bar, space, bar, space, bar, space of the values 0 to 105, eleven modules each.
const WIDTHS = (
  "212222222122222221121223121322131222122213122312132212221213221312231212112232122132122231113222" +
  "123122123221223211221132221231213212223112312131311222321122321221312212322112322211212123212321" +
  "232121111323131123131321112313132113132311211313231113231311112133112331132131113123113321133121" +
  "313121211331231131213113213311213131311123311321331121312113312311332111314111221411431111111224" +
  "111422121124121421141122141221112214112412122114122411142112142211241211221114413111241112134111" +
  "111242121142121241114212124112124211411212421112421211212141214121412121111143111341131141114113" +
  "114311411113411311113141114131311141411131211412211214211232"
).match(/.{6}/g);
const START_C = 105;
const STOP = "2331112";

/** The values between the bars: start C, one per pair of digits, and the check value modulo 103. */
export function code128Values(digits: string): number[] {
  if (!/^([0-9]{2})+$/.test(digits)) throw new RangeError("CODE128-C holds pairs of digits");
  const pairs = (digits.match(/../g) ?? []).map(Number);
  const check = pairs.reduce((sum, value, index) => sum + value * (index + 1), START_C) % 103;
  return [START_C, ...pairs, check];
}

/** An even number of digits as CODE128, code set C: bars one unit high, quiet zone included. */
export function code128(digits: string): SymbolPath {
  const widths = `${code128Values(digits)
    .map((value) => WIDTHS?.[value] ?? "")
    .join("")}${STOP}`;
  let path = "";
  let at = BARS_QUIET;
  for (let i = 0; i < widths.length; i++) {
    const width = Number(widths.charAt(i));
    if (i % 2 === 0) path += `M${at} 0h${width}v1h${-width}z`;
    at += width;
  }
  return { path, modules: at + BARS_QUIET };
}
