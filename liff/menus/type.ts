import { fileURLToPath } from "node:url";
import { GlobalFonts, type SKRSContext2D } from "@napi-rs/canvas";

/** Roboto and Kosugi Maru (both Apache-2.0) from their packages, so that every machine draws the same words. */
const families = [
  ["GoenLatin", "@fontsource/roboto/files/roboto-latin-500-normal.woff2"],
  ["GoenJapanese", "@fontsource/kosugi-maru/files/kosugi-maru-japanese-400-normal.woff2"],
] as const;

export function loadFonts(): void {
  for (const [family, file] of families) {
    if (GlobalFonts.has(family)) continue;
    const path = fileURLToPath(import.meta.resolve(file));
    if (GlobalFonts.registerFromPath(path, family) === null)
      throw new Error(`no font can be read from ${path}`);
  }
}

interface Line {
  readonly x: number;
  /** Of the baseline. */
  readonly y: number;
  readonly size: number;
  /** The words are set smaller where they are wider than this. */
  readonly room: number;
  readonly colour: string;
  readonly align: "left" | "center";
}

/** Words on a line. Kosugi Maru has one weight; a stroke around the letters makes it bolder, less so where they are large. */
export function write(to: SKRSContext2D, words: string, line: Line): void {
  to.save();
  to.textAlign = line.align;
  to.fillStyle = line.colour;
  to.strokeStyle = line.colour;
  to.lineJoin = "round";
  const font = (size: number): string => `${size}px ${families.map(([family]) => family).join(", ")}`;
  to.font = font(line.size);
  const size = Math.min(line.size, (line.size * line.room) / Math.max(1, to.measureText(words).width));
  to.font = font(size);
  to.lineWidth = size > 80 ? size * 0.02 : size * 0.032;
  to.strokeText(words, line.x, line.y);
  to.fillText(words, line.x, line.y);
  to.restore();
}
