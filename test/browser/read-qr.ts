import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";

let preparing: Promise<unknown> | null = null;

/** What a camera reads from a picture of a QR (PNG); empty where it reads none. */
export async function readQr(picture: Uint8Array): Promise<string> {
  preparing ??= readFile(createRequire(import.meta.url).resolve("zxing-wasm/reader/zxing_reader.wasm")).then(
    (wasm) =>
      prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer }, fireImmediately: true }),
  );
  await preparing;
  const [read] = await readBarcodes(new Uint8Array(picture), { formats: ["QRCode"], tryHarder: true });
  return read?.text ?? "";
}
