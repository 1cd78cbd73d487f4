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

/** Opens the camera and shows it in `video`. Throws `CameraError`. */
export async function openCamera(video: HTMLVideoElement, facing: Facing): Promise<MediaStream> {
  if (navigator.mediaDevices === undefined) throw new CameraError("insecure");
  let stream: MediaStream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({
      video: { facingMode: { ideal: facing }, width: { ideal: 1280 }, height: { ideal: 720 } },
      audio: false,
    });
  } catch (cause) {
    throw new CameraError(failureOf(cause), cause);
  }
  video.srcObject = stream;
  try {
    await video.play();
  } catch {
    // Stopped before the first frame: the caller is closing it already.
  }
  return stream;
}

export function closeCamera(video: HTMLVideoElement, stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
  video.srcObject = null;
}

function failureOf(cause: unknown): CameraFailure {
  const name = cause instanceof DOMException ? cause.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "denied";
  if (name === "NotReadableError" || name === "AbortError") return "busy";
  return "missing";
}
