import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";

const scale = 4;

/** What a real reader reads out of a QR that is drawn as strokes of a row each (`M x y.5 h n m dx 0 h n …`). */
export async function readQrOf(svg: string): Promise<string | undefined> {
  const wasm = await readFile(createRequire(import.meta.url).resolve("zxing-wasm/reader/zxing_reader.wasm"));
  const wasmBinary = new Uint8Array(wasm).buffer;
  await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true });
  const side = Number(/viewBox="0 0 (\d+) /.exec(svg)?.[1]) * scale;
  const strokes = /stroke="#000000" d="([^"]+)"/.exec(svg)?.[1] ?? "";
  const data = new Uint8ClampedArray(side * side * 4).fill(255);
  let [x, y] = [0, 0];
  for (const [, command, a = "0", b = "0"] of strokes.matchAll(/([Mmh])(\d+)(?: (\d+(?:\.5)?))?/g)) {
    if (command === "M") [x, y] = [Number(a), Math.floor(Number(b))];
    else if (command === "m") x += Number(a);
    else {
      for (let row = y * scale; row < (y + 1) * scale; row++) {
        for (let column = x * scale; column < (x + Number(a)) * scale; column++) {
          data.fill(0, (row * side + column) * 4, (row * side + column) * 4 + 3);
        }
      }
      x += Number(a);
    }
  }
  const [read] = await readBarcodes(pictureOf(data, side), { formats: ["QRCode"] });
  return read?.text;
}

/** Node has no ImageData; the reader looks at these alone. */
function pictureOf(data: Uint8ClampedArray, side: number): ImageData {
  return { data, width: side, height: side, colorSpace: "srgb" } as ImageData;
}
