/** The encoder and the SVG writer alone, without the package's canvas, PNG and terminal writers. */
declare module "qrcode/lib/core/qrcode.js" {
  export interface Symbol {
    readonly modules: { readonly size: number; get(row: number, column: number): number | boolean };
  }
  export function create(
    data: string | readonly { readonly data: string; readonly mode: "numeric" | "alphanumeric" | "byte" }[],
    options: { readonly version?: number; readonly errorCorrectionLevel: "L" | "M" | "Q" | "H" },
  ): Symbol;
}
declare module "qrcode/lib/renderer/svg-tag.js" {
  import type { Symbol as QrSymbol } from "qrcode/lib/core/qrcode.js";
  /** `margin` in modules, `width` in pixels. */
  export function render(
    symbol: QrSymbol,
    options: { readonly margin: number; readonly width: number },
  ): string;
}
