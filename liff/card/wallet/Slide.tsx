import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { Icon } from "../parts/Icon.tsx";

const DONE = 0.92;

/** A knob to pull all the way to the right; let go before, it goes back. For fingers alone: a button beside it does the same. */
export function Slide({
  label,
  busy,
  onDone,
}: {
  readonly label: string;
  readonly busy: boolean;
  readonly onDone: () => void;
}) {
  const track = useRef<HTMLDivElement>(null);
  const knob = useRef<HTMLSpanElement>(null);
  const at = useSignal(0);
  const from = useSignal<number | null>(null);
  const way = (): number => (track.current?.clientWidth ?? 0) - (knob.current?.offsetWidth ?? 0) - 8;
  const move = (event: PointerEvent): void => {
    if (from.value !== null) at.value = Math.min(way(), Math.max(0, event.clientX - from.value));
  };
  const end = (): void => {
    if (from.value === null) return;
    from.value = null;
    const done = way() > 0 && at.value >= way() * DONE;
    at.value = 0;
    if (done) onDone();
  };
  return (
    <div class="slide" ref={track} aria-hidden="true" data-busy={busy}>
      <span class="slide-label">{label}</span>
      <span
        class={from.value === null ? "slide-knob resting" : "slide-knob"}
        ref={knob}
        style={{ transform: `translateX(${at.value}px)` }}
        onPointerDown={(event) => {
          if (busy) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          from.value = event.clientX;
        }}
        onPointerMove={move}
        onPointerUp={end}
        onPointerCancel={() => {
          from.value = null;
          at.value = 0;
        }}
      >
        <Icon name="next" />
      </span>
    </div>
  );
}
