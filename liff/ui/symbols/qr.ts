/// <reference path="./qrcode-core.d.ts" />
import { create, type Symbol as QrSymbol } from "qrcode/lib/core/qrcode.js";

/** Modules of white that a reader needs on every side. */
export const QR_QUIET = 4;
/** A member code's whole width: 25 modules and the quiet zone. */
export const MEMBER_QR_MODULES = 25 + 2 * QR_QUIET;

/** Black modules as the `d` of an SVG path, one unit per module, quiet zone included. */
export interface SymbolPath {
  readonly path: string;
  /** Modules along a side, quiet zone included. */
  readonly modules: number;
}

/**
 * A member code: digits only, always version 2 with the strongest correction. Version 1 would hold the digits too, but
 * has no alignment pattern, and readers of the common kind lose it on a phone that is held at an angle.
 */
export function memberQr(code: string): SymbolPath {
  return pathOf(create([{ data: code, mode: "numeric" }], { version: 2, errorCorrectionLevel: "H" }));
}

/** Any short text, such as an invitation's address. */
export function textQr(text: string): SymbolPath {
  return pathOf(create(text, { errorCorrectionLevel: "M" }));
}

/** Runs of black along each row: a third of the markup of one square per module. */
function pathOf({ modules }: QrSymbol): SymbolPath {
  let path = "";
  for (let row = 0; row < modules.size; row++) {
    let from = -1;
    for (let column = 0; column <= modules.size; column++) {
      const black = column < modules.size && Boolean(modules.get(row, column));
      if (black && from < 0) from = column;
      if (!black && from >= 0) {
        path += `M${from + QR_QUIET} ${row + QR_QUIET}h${column - from}v1h${from - column}z`;
        from = -1;
      }
    }
  }
  return { path, modules: modules.size + 2 * QR_QUIET };
}
