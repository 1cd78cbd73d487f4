import { grouped } from "../../../shared/points/programme/words.ts";
import type { GroupFigures } from "../../../shared/results/console.ts";

/** A to D, as the editor names variants. */
export function variantLetter(variant: number): string {
  return String.fromCharCode(65 + variant);
}

/** `12.3%`; a dash where there is nothing to divide by. */
export function rateOf(count: number, of: number): string {
  return of <= 0 ? "—" : `${((count / of) * 100).toFixed(1)}%`;
}

export function yenEach({ yen, people }: GroupFigures): string {
  return people <= 0 ? "—" : grouped(Math.round(yen / people));
}
