/// <reference path="./qrcode-svg.d.ts" />
import { create } from "qrcode/lib/core/qrcode.js";
import { render } from "qrcode/lib/renderer/svg-tag.js";

/** White around it that a reader needs, in modules (ISO/IEC 18004, 5.3.8). */
const quiet = 4;
const widthPx = 600;

/** A QR code of a text as an SVG that prints at any size. */
export function qrSvg(text: string): string {
  return render(create(text, { errorCorrectionLevel: "M" }), { margin: quiet, width: widthPx });
}
