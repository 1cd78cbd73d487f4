/**
 * Why there is no picture. `busy`: another program has the camera. `insecure`: the page is not served over
 * https.
 */
export type CameraFailure = "denied" | "missing" | "busy" | "insecure";

export class CameraError extends Error {
  readonly failure: CameraFailure;

  constructor(failure: CameraFailure, cause?: unknown) {
    super(`no camera: ${failure}`, { cause });
    this.name = "CameraError";
    this.failure = failure;
  }
}

/** Which way the camera looks: away from the screen, or at the customer in front of a tablet on its stand. */
export type Facing = "environment" | "user";

/** Opens the camera. Throws `CameraError`. */
export async function openCamera(facing: Facing): Promise<MediaStream> {
  if (navigator.mediaDevices === undefined) throw new CameraError("insecure");
  try {
    return await navigator.mediaDevices.getUserMedia({
      video: { facingMode: { ideal: facing }, width: { ideal: 1280 }, height: { ideal: 720 } },
      audio: false,
    });
  } catch (cause) {
    throw new CameraError(failureOf(cause), cause);
  }
}

/** Whether this browser can look at another window: a phone's cannot. */
export function canReadScreen(): boolean {
  return navigator.mediaDevices !== undefined && "getDisplayMedia" in navigator.mediaDevices;
}

/** Asks which window to look at, so only a tap may call it; null where the person chose none. */
export async function openScreen(): Promise<MediaStream | null> {
  try {
    return await navigator.mediaDevices.getDisplayMedia({ video: true });
  } catch {
    return null;
  }
}

export async function showStream(video: HTMLVideoElement, stream: MediaStream): Promise<void> {
  video.srcObject = stream;
  try {
    await video.play();
  } catch {
    // Stopped before the first frame: the caller is closing it already.
  }
}

export function closeStream(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

function failureOf(cause: unknown): CameraFailure {
  const name = cause instanceof DOMException ? cause.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "denied";
  if (name === "NotReadableError" || name === "AbortError") return "busy";
  return "missing";
}
