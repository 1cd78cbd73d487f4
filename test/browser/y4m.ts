import { closeSync, openSync, writeSync } from "node:fs";
import type { Page } from "playwright-core";

/** One picture for the fake camera: RGBA bytes, or one byte of grey, per pixel. Width and height are even. */
export type Frame = { readonly width: number; readonly height: number } & (
  | { readonly rgba: Uint8Array | Uint8ClampedArray }
  | { readonly gray: Uint8Array | Uint8ClampedArray }
);

/** What Chromium's fake camera is asked for by our pages. */
export const CAMERA = { width: 1280, height: 720 } as const;

/**
 * Writes what `--use-file-for-fake-video-capture=` plays, over and over: YUV 4:2:0, uncompressed. All frames
 * have the size of the first.
 */
export function writeY4m(path: string, frames: readonly Frame[], fps = 5): void {
  const first = frames[0];
  if (first === undefined) throw new RangeError("a film needs a frame");
  const file = openSync(path, "w");
  try {
    writeSync(file, `YUV4MPEG2 W${first.width} H${first.height} F${fps}:1 Ip A1:1 C420mpeg2\n`);
    for (const frame of frames) {
      if (frame.width !== first.width || frame.height !== first.height) {
        throw new RangeError("all frames of a film have one size");
      }
      writeSync(file, "FRAME\n");
      for (const plane of planesOf(frame)) writeSync(file, plane);
    }
  } finally {
    closeSync(file);
  }
}

/**
 * A picture in the middle of a camera's view, on a grey table, enlarged or shrunk to `high` pixels of height.
 * The page is only there to decode the PNG: any page will do.
 */
export async function frameOfPng(page: Page, png: Uint8Array, high = 560): Promise<Frame> {
  const { width, height } = CAMERA;
  const base64 = await page.evaluate(centreOnCanvas, {
    url: `data:image/png;base64,${Buffer.from(png).toString("base64")}`,
    width,
    height,
    high,
  });
  return { width, height, rgba: Buffer.from(base64, "base64") };
}

/** Runs in the page. */
async function centreOnCanvas(asked: {
  readonly url: string;
  readonly width: number;
  readonly height: number;
  readonly high: number;
}): Promise<string> {
  const image = new Image();
  image.src = asked.url;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = asked.width;
  canvas.height = asked.height;
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("no 2d context");
  context.fillStyle = "#8a8580";
  context.fillRect(0, 0, asked.width, asked.height);
  const wide = (image.width / image.height) * asked.high;
  const [left, top] = [(asked.width - wide) / 2, (asked.height - asked.high) / 2];
  context.drawImage(image, left, top, wide, asked.high);
  const { data } = context.getImageData(0, 0, asked.width, asked.height);
  let text = "";
  for (let at = 0; at < data.length; at += 0x8000) {
    text += String.fromCharCode(...data.subarray(at, at + 0x8000));
  }
  return btoa(text);
}

/** BT.601, the narrow range of video: black is 16, white 235; colour once for each square of four pixels. */
function planesOf(frame: Frame): readonly Uint8Array[] {
  const { width, height } = frame;
  const luma = new Uint8Array(width * height);
  const [u, v] = [new Uint8Array(luma.length / 4).fill(128), new Uint8Array(luma.length / 4).fill(128)];
  for (let at = 0; at < luma.length; at++) {
    const [r, g, b] = colourAt(frame, at);
    luma[at] = 16 + (65.481 * r + 128.553 * g + 24.966 * b) / 255;
    const [x, y] = [at % width, Math.floor(at / width)];
    if (x % 2 === 1 || y % 2 === 1 || "gray" in frame) continue;
    const square = (y / 2) * (width / 2) + x / 2;
    u[square] = 128 + (-37.797 * r - 74.203 * g + 112 * b) / 255;
    v[square] = 128 + (112 * r - 93.786 * g - 18.214 * b) / 255;
  }
  return [luma, u, v];
}

function colourAt(frame: Frame, at: number): readonly [number, number, number] {
  if ("gray" in frame) {
    const grey = frame.gray[at] ?? 0;
    return [grey, grey, grey];
  }
  return [frame.rgba[at * 4] ?? 0, frame.rgba[at * 4 + 1] ?? 0, frame.rgba[at * 4 + 2] ?? 0];
}
