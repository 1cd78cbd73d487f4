import wasmUrl from "zxing-wasm/reader/zxing_reader.wasm?url";
import type { FromReader, ToReader } from "./messages.ts";
import workerUrl from "./reader.worker.ts?worker&url";

/**
 * About ten frames a second: a code is on the screen for fifteen seconds, and a phone at a counter gets warm.
 */
const FRAME_MS = 100;

/** The addresses of what reading takes beside the page itself. */
export const readerFiles: readonly string[] = [workerUrl, wasmUrl];

let worker: Worker | null = null;

/** Fetches the reader before it is needed, so that the first customer does not wait for a megabyte. */
export function warmReader(): void {
  workerOf();
}

/**
 * Reads what `video` shows until the returned function is called; one frame is on its way at a time.
 * `onFailed` is told once when codes cannot be read here at all.
 */
export function readVideo(
  video: HTMLVideoElement,
  onText: (text: string) => void,
  onFailed: () => void,
): () => void {
  const reader = workerOf();
  let stopped = false;
  /** An answer to a frame of the scanning before this one must not start a second round. */
  let waiting = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let sentAt = 0;

  const next = (): void => {
    if (!stopped) timer = setTimeout(send, Math.max(0, sentAt + FRAME_MS - performance.now()));
  };
  const send = async (): Promise<void> => {
    sentAt = performance.now();
    const message = video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA ? await frameOf(video) : null;
    if (stopped) return;
    if (message === null) return next();
    waiting = true;
    reader.postMessage(message, message.kind === "bitmap" ? [message.frame] : [message.frame.data.buffer]);
  };
  const receive = (event: MessageEvent<FromReader>): void => {
    if (event.data.kind === "failed") {
      stop();
      forgetWorker();
      onFailed();
    } else if (waiting) {
      waiting = false;
      if (event.data.text !== null) onText(event.data.text);
      next();
    }
  };
  const stop = (): void => {
    stopped = true;
    clearTimeout(timer);
    reader.removeEventListener("message", receive);
  };

  reader.addEventListener("message", receive);
  next();
  return stop;
}

function workerOf(): Worker {
  if (worker === null) {
    worker = new Worker(workerUrl, { type: "module", name: "reader" });
    const start: ToReader = { kind: "start", wasmUrl: new URL(wasmUrl, location.href).href };
    worker.postMessage(start);
  }
  return worker;
}

/** The next scanning begins anew, in case the wasm could only not be fetched just now. */
function forgetWorker(): void {
  worker?.terminate();
  worker = null;
}

/** The current frame, without passing its pixels through this thread where the browser allows. */
async function frameOf(video: HTMLVideoElement): Promise<Exclude<ToReader, { kind: "start" }> | null> {
  const { videoWidth: width, videoHeight: height } = video;
  if (width === 0 || height === 0) return null;
  try {
    if ("OffscreenCanvas" in window) return { kind: "bitmap", frame: await createImageBitmap(video) };
  } catch {
    return null;
  }
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context?.drawImage(video, 0, 0);
  return context === null ? null : { kind: "pixels", frame: context.getImageData(0, 0, width, height) };
}
