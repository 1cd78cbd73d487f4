import { signal, useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { words } from "../language.ts";
import { recall, remember } from "../memory.ts";
import { dispatch, sale, see } from "../sale/desk.ts";
import { CameraError, type CameraFailure, closeCamera, type Facing, openCamera } from "../scanner/camera.ts";
import { readVideo } from "../scanner/reader.ts";
import { Icon } from "./Marks.tsx";
import { TypeCode } from "./TypeCode.tsx";

const KEY = "goen.till.facing";
const facing = signal<Facing>(recall(KEY) === "user" ? "user" : "environment");

type Picture = "starting" | "on" | CameraFailure | "reader";

/** The camera, and the two other ways to give a code. Mounted only while a code is wanted. */
export function ScanPane(): JSX.Element {
  const w = words.value;
  const { reading, receipt, wantsSpendCode } = sale.value;
  const typing = useSignal(false);
  const attempt = useSignal(0);
  const picture = useSignal<Picture>("starting");
  const video = useRef<HTMLVideoElement>(null);
  const look = facing.value;
  const nth = attempt.value;

  useEffect(
    () => watchVisible(() => run(video.current, look, (state) => (picture.value = state))),
    [look, nth],
  );

  const failed = picture.value !== "starting" && picture.value !== "on" ? picture.value : null;
  const title = wantsSpendCode ? w.showSpendCard : receipt === null ? w.showCard : w.nextCard;
  return (
    <div class={failed === null ? "scan" : "scan failed"}>
      <div class="view">
        <video ref={video} muted playsInline aria-label={w.cameraView} class={look} />
        {failed === null && <span class={reading ? "aim busy" : "aim"} />}
        {failed !== null && (
          <div class="camera-trouble" role="alert">
            <p>{w.camera[failed]}</p>
            <p class="small soft">{w.otherWays}</p>
            <button type="button" class="button second" onClick={() => (attempt.value += 1)}>
              {w.retry}
            </button>
          </div>
        )}
        {failed === null && (
          <button type="button" class="turn" onClick={turn}>
            <Icon name="turn" />
            <span class="unseen">{w.turnCamera}</span>
          </button>
        )}
        <p class="view-title" role="status">
          {reading ? w.reading : picture.value === "starting" ? w.cameraStarting : title}
        </p>
      </div>
      <div class="ways">
        <p class="small soft">{w.anyReader}</p>
        {wantsSpendCode && (
          <button
            type="button"
            class="button second"
            onClick={() => dispatch({ type: "askSpendCode", on: false })}
          >
            {w.stopSpendCode}
          </button>
        )}
        <button type="button" class="button second" onClick={() => (typing.value = true)}>
          <Icon name="keys" />
          {w.typeCode}
        </button>
      </div>
      {typing.value && <TypeCode onClose={() => (typing.value = false)} />}
    </div>
  );
}

function turn(): void {
  facing.value = facing.value === "user" ? "environment" : "user";
  remember(KEY, facing.value);
}

/** Opens the camera and reads it; the returned function ends both, also when the camera was still opening. */
function run(video: HTMLVideoElement | null, look: Facing, tell: (picture: Picture) => void): () => void {
  let stream: MediaStream | null = null;
  let stopReading = (): void => {};
  let stopped = false;
  const open = async (): Promise<void> => {
    if (video === null) return;
    tell("starting");
    try {
      stream = await openCamera(video, look);
    } catch (error) {
      if (!stopped) tell(error instanceof CameraError ? error.failure : "missing");
      return;
    }
    if (stopped) return closeCamera(video, stream);
    tell("on");
    stopReading = readVideo(video, see, () => tell("reader"));
  };
  void open();
  return () => {
    stopped = true;
    stopReading();
    if (video !== null && stream !== null) closeCamera(video, stream);
  };
}

/** Runs while the page can be seen: a camera that nobody looks at is off. */
function watchVisible(start: () => () => void): () => void {
  let stop = document.visibilityState === "visible" ? start() : null;
  const change = (): void => {
    stop?.();
    stop = document.visibilityState === "visible" ? start() : null;
  };
  document.addEventListener("visibilitychange", change);
  return () => {
    document.removeEventListener("visibilitychange", change);
    stop?.();
  };
}
