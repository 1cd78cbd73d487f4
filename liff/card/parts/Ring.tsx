const RADIUS = 19;
const AROUND = 2 * Math.PI * RADIUS;

/** The seconds left of this code, as a number and, where motion is welcome, as an arc that runs out. */
export function Ring({ seconds, of }: { readonly seconds: number; readonly of: number }) {
  return (
    <span class="ring" aria-hidden="true">
      <svg viewBox="0 0 44 44" aria-hidden="true" focusable="false">
        <circle class="ring-track" cx="22" cy="22" r={RADIUS} />
        <circle
          class="ring-arc"
          cx="22"
          cy="22"
          r={RADIUS}
          stroke-dasharray={AROUND}
          stroke-dashoffset={AROUND * (1 - (seconds - 1) / of)}
          transform="rotate(-90 22 22)"
        />
      </svg>
      <span class="ring-number number">{seconds}</span>
    </span>
  );
}
