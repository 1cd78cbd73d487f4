import { prepareZXingModule, type ReaderOptions, readBarcodes } from "zxing-wasm/reader";
import type { FromReader, ToReader } from "./messages.ts";

/**
 * Reads codes away from the page's own thread. Screens are inverted in dark mode, held upside down and at an
 * angle, so the reader tries everything; that costs a few milliseconds here and nothing there.
 */
const options: ReaderOptions = {
  formats: ["QRCode", "Code128"],
  tryHarder: true,
  tryInvert: true,
  tryRotate: true,
  maxNumberOfSymbols: 1,
};

/** People aim at the middle, and a smaller picture is read sooner. */
const CENTRE = 0.6;

let canvas: OffscreenCanvas | null = null;

self.onmessage = (event: MessageEvent<ToReader>): void => {
  void handle(event.data).catch((cause: unknown) => {
    answer({ kind: "failed", message: cause instanceof Error ? cause.message : String(cause) });
  });
};

async function handle(message: ToReader): Promise<void> {
  if (message.kind === "start") {
    const { wasmUrl } = message;
    // Without this the library would fetch its wasm from a public CDN.
    const locateFile = (path: string, prefix: string): string =>
      path.endsWith(".wasm") ? wasmUrl : prefix + path;
    await prepareZXingModule({ overrides: { locateFile }, fireImmediately: true });
    return;
  }
  const image = message.kind === "pixels" ? message.frame : pixelsOf(message.frame);
  const text = (await read(centreOf(image))) ?? (await read(image));
  answer({ kind: "result", text });
}

async function read(image: ImageData): Promise<string | null> {
  const [found] = await readBarcodes(image, options);
  return found === undefined || found.text === "" ? null : found.text;
}

function pixelsOf(frame: ImageBitmap): ImageData {
  const { width, height } = frame;
  if (canvas?.width !== width || canvas.height !== height) canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (context === null) throw new Error("no 2d context");
  context.drawImage(frame, 0, 0);
  frame.close();
  return context.getImageData(0, 0, width, height);
}

function centreOf(image: ImageData): ImageData {
  const [width, height] = [Math.floor(image.width * CENTRE), Math.floor(image.height * CENTRE)];
  const [left, top] = [(image.width - width) >> 1, (image.height - height) >> 1];
  const centre = new ImageData(width, height);
  for (let row = 0; row < height; row++) {
    const from = ((top + row) * image.width + left) * 4;
    centre.data.set(image.data.subarray(from, from + width * 4), row * width * 4);
  }
  return centre;
}

function answer(message: FromReader): void {
  self.postMessage(message);
}
