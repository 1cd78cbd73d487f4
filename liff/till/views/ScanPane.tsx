import { signal, useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { words } from "../language.ts";
import { recall, remember } from "../memory.ts";
import { cameraIsOn, dispatch, sale, see } from "../sale/desk.ts";
import { isOver } from "../sale/sale.core.ts";
import {
  CameraError,
  type CameraFailure,
  canReadScreen,
  closeStream,
  type Facing,
  openCamera,
  openScreen,
  showStream,
} from "../scanner/camera.ts";
import { readVideo } from "../scanner/reader.ts";
import { Icon } from "./Marks.tsx";
import { TypeCode } from "./TypeCode.tsx";

const KEY = "goen.till.facing";
const facing = signal<Facing>(recall(KEY) === "user" ? "user" : "environment");

type Picture = "starting" | "on" | CameraFailure | "reader";

/** The camera, and the two other ways to give a code. Mounted only while a code is wanted. */
export function ScanPane(): JSX.Element {
  const w = words.value;
  const { reading, readsAgain, wantsSpendCode } = sale.value;
  const typing = useSignal(false);
  const attempt = useSignal(0);
  const picture = useSignal<Picture>("starting");
  const video = useRef<HTMLVideoElement>(null);
  const screen = useSignal<MediaStream | null>(null);
  const mounted = useRef(true);
  const look = facing.value;
  const nth = attempt.value;
  const shared = screen.value;

  useEffect(() => {
    const tell = (state: Picture): void => {
      picture.value = state;
    };
    if (shared === null) return watchVisible(() => run(video.current, () => openCamera(look), tell));
    // Whoever looks at a screen may have it over this page: that one is read while the page is hidden, too.
    const stop = run(video.current, async () => shared, tell);
    const camera = (): void => {
      screen.value = null;
    };
    const [track] = shared.getVideoTracks();
    track?.addEventListener("ended", camera);
    return () => {
      track?.removeEventListener("ended", camera);
      stop();
    };
  }, [look, nth, shared]);

  useEffect(() => {
    mounted.current = true;
    return () => {
      mounted.current = false;
    };
  }, []);

  const share = async (): Promise<void> => {
    const stream = await openScreen();
    if (stream === null) return;
    if (mounted.current) screen.value = stream;
    else closeStream(stream);
  };

  const failed = picture.value !== "starting" && picture.value !== "on" ? picture.value : null;
  const title = wantsSpendCode ? w.showSpendCard : isOver(sale.value) ? w.nextCard : w.showCard;
  return (
    <div class={failed === null ? "scan" : "scan failed"}>
      <div class="view">
        <video
          ref={video}
          muted
          playsInline
          aria-label={w.cameraView}
          class={shared === null ? look : "screen"}
        />
        {failed === null && <span class={reading ? "aim busy" : "aim"} />}
        {failed !== null && (
          <div class="camera-trouble" role="alert">
            <p>{w.camera[failed]}</p>
            <p class="small soft">{wantsSpendCode ? w.anyReader : w.otherWays}</p>
            <button type="button" class="button second" onClick={() => (attempt.value += 1)}>
              {w.retry}
            </button>
          </div>
        )}
        {failed === null && shared === null && (
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
        {readsAgain && (
          <button
            type="button"
            class="button second"
            onClick={() => dispatch({ type: "readAgain", on: false })}
          >
            {w.stopReadAgain}
          </button>
        )}
        {shared === null && offersScreen(failed) && (
          <button type="button" class="button second" onClick={() => void share()}>
            {w.readScreen}
          </button>
        )}
        {!wantsSpendCode && (
          <button type="button" class="button second" onClick={() => (typing.value = true)}>
            <Icon name="keys" />
            {w.typeCode}
          </button>
        )}
      </div>
      {typing.value && !wantsSpendCode && <TypeCode onClose={() => (typing.value = false)} />}
    </div>
  );
}

/** Where card and till are on one machine: a trial, or a PC that has no camera to use. */
function offersScreen(failed: Picture | null): boolean {
  const trial = location.hostname === "127.0.0.1" || location.hostname === "localhost";
  return canReadScreen() && (trial || failed === "missing" || failed === "denied");
}

function turn(): void {
  facing.value = facing.value === "user" ? "environment" : "user";
  remember(KEY, facing.value);
}

/** Opens a picture and reads it; the returned function ends both, also when the picture was still opening. */
function run(
  video: HTMLVideoElement | null,
  source: () => Promise<MediaStream>,
  tell: (picture: Picture) => void,
): () => void {
  let stream: MediaStream | null = null;
  let stopReading = (): void => {};
  let stopped = false;
  const close = (): void => {
    if (stream === null) return;
    closeStream(stream);
    if (video?.srcObject === stream) video.srcObject = null;
  };
  const open = async (): Promise<void> => {
    if (video === null) return;
    tell("starting");
    try {
      stream = await source();
      if (!stopped) await showStream(video, stream);
    } catch (error) {
      if (!stopped) tell(error instanceof CameraError ? error.failure : "missing");
      return;
    }
    if (stopped) return close();
    tell("on");
    cameraIsOn();
    stopReading = readVideo(video, see, () => tell("reader"));
  };
  void open();
  return () => {
    stopped = true;
    stopReading();
    close();
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
