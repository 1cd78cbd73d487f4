import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { beforeAll, describe, expect, it } from "vitest";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import { codeVectors } from "../../../shared/card/vectors.ts";
import { BARS_QUIET, code128, code128Values, MEMBER_BARS_MODULES } from "./code128.ts";
import { fitSymbol } from "./fit.ts";
import { MEMBER_QR_MODULES, memberQr, QR_QUIET, type SymbolPath, textQr } from "./qr.ts";

beforeAll(async () => {
  const wasm = await readFile(createRequire(import.meta.url).resolve("zxing-wasm/reader/zxing_reader.wasm"));
  const wasmBinary = new Uint8Array(wasm).buffer;
  await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true });
});

/** Fills the path's rectangles on a white picture, `scale` pixels a module and `high` modules high. */
function picture({ path, modules }: SymbolPath, scale: number, high = modules): ImageData {
  const [width, height] = [modules * scale, high * scale];
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (const [, x, y, run] of path.matchAll(/M(\d+) (\d+)h(\d+)/g)) {
    const [left, right] = [Number(x) * scale, (Number(x) + Number(run)) * scale];
    const top = Number(y) * scale;
    const bottom = high === modules ? top + scale : height;
    for (let row = top; row < bottom; row++) {
      for (let column = left; column < right; column++)
        data.fill(0, (row * width + column) * 4, (row * width + column) * 4 + 3);
    }
  }
  return { data, width, height, colorSpace: "srgb" } as ImageData;
}

describe("the QR code of a member", () => {
  it("is version 2 with a quiet zone of four, 33 modules, and a real reader reads it back", async () => {
    for (const { code } of codeVectors) {
      const symbol = memberQr(code);
      expect(symbol.modules).toBe(MEMBER_QR_MODULES);
      const [read] = await readBarcodes(picture(symbol, 4), { formats: ["QRCode"] });
      expect(read?.text).toBe(code);
      expect(read?.ecLevel).toBe("H");
    }
  });

  it("leaves the quiet zone empty on all four sides", () => {
    for (const [, x, y, run] of memberQr("70358194627216712393").path.matchAll(/M(\d+) (\d+)h(\d+)/g)) {
      expect(Number(x)).toBeGreaterThanOrEqual(QR_QUIET);
      expect(Number(y)).toBeGreaterThanOrEqual(QR_QUIET);
      expect(Number(x) + Number(run)).toBeLessThanOrEqual(MEMBER_QR_MODULES - QR_QUIET);
      expect(Number(y)).toBeLessThan(MEMBER_QR_MODULES - QR_QUIET);
    }
  });

  it("draws addresses for other pages as well", async () => {
    const address = "https://liff.line.me/1234567890-AbcdEfgh/join?i=0123456789";
    const [read] = await readBarcodes(picture(textQr(address), 4), { formats: ["QRCode"] });
    expect(read?.text).toBe(address);
  });
});

describe("CODE128", () => {
  it("has the textbook's values: start C, the pairs, and check 44 for 123456", () => {
    expect(code128Values("123456")).toEqual([105, 12, 34, 56, 44]);
  });

  it("begins with start C (211232) and ends with stop (2331112)", () => {
    const bars = [...code128("00").path.matchAll(/M(\d+) 0h(\d+)/g)].map(([, x, run]) => [
      Number(x),
      Number(run),
    ]);
    expect(bars.slice(0, 3)).toEqual([
      [BARS_QUIET, 2],
      [BARS_QUIET + 3, 1],
      [BARS_QUIET + 6, 3],
    ]);
    const end = BARS_QUIET + 11 * 3;
    expect(bars.slice(-4)).toEqual([
      [end, 2],
      [end + 5, 3],
      [end + 9, 1],
      [end + 11, 2],
    ]);
  });

  it("is 165 modules for a member code, and a real reader reads it back", async () => {
    for (const { code } of codeVectors) {
      const symbol = code128(code);
      expect(symbol.modules).toBe(MEMBER_BARS_MODULES);
      const [read] = await readBarcodes(picture(symbol, 2, 40), { formats: ["Code128"] });
      expect(read?.text).toBe(code);
    }
  });

  it("encodes every pair from 00 to 99 as a real reader knows it", async () => {
    for (let pair = 0; pair < 100; pair += 2) {
      const digits = [pair, pair + 1].map((value) => String(value).padStart(2, "0")).join("");
      const [read] = await readBarcodes(picture(code128(digits), 2, 40), { formats: ["Code128"] });
      expect(read?.text).toBe(digits);
    }
  });

  it("refuses an odd number of digits", () => {
    expect(() => code128("123")).toThrow(RangeError);
  });
});

describe("the size on the screen", () => {
  it.each([
    { phone: "320 px @2", css: 288, ratio: 2, modulePx: 17, widthCss: 280.5 },
    { phone: "360 px @3", css: 328, ratio: 3, modulePx: 29, widthCss: 319 },
    { phone: "375 px @2", css: 343, ratio: 2, modulePx: 20, widthCss: 330 },
    { phone: "390 px @3", css: 358, ratio: 3, modulePx: 32, widthCss: 352 },
    { phone: "412 px @2.625", css: 380, ratio: 2.625, modulePx: 30, widthCss: 377.14 },
    { phone: "430 px @3", css: 398, ratio: 3, modulePx: 36, widthCss: 396 },
  ])("gives the QR $modulePx device pixels a module on $phone", ({ css, ratio, modulePx, widthCss }) => {
    const fit = fitSymbol(MEMBER_QR_MODULES, css, ratio);
    expect(fit.modulePx).toBe(modulePx);
    expect(fit.widthCss).toBeCloseTo(widthCss, 2);
    expect(fit.widthCss).toBeLessThanOrEqual(css);
  });

  it("keeps the barcode at 4 device pixels a module (0.31 mm) on a phone of 375 px @2", () => {
    expect(fitSymbol(MEMBER_BARS_MODULES, 343, 2).modulePx).toBe(4);
  });

  it("keeps the barcode at 3 device pixels a module across the tile of a phone of 320 px @2", () => {
    expect(fitSymbol(MEMBER_BARS_MODULES, 294, 2).modulePx).toBe(3);
  });
});
