/** The red thread with its knot: decoration, and with its moving light a sign that the screen is no photograph. */
export function Thread() {
  return (
    <svg class="thread" viewBox="0 0 320 28" aria-hidden="true" focusable="false">
      <path class="thread-line" d={LINE} />
      <path class="thread-line second" d={LINE} transform="translate(0 3)" />
      <path class="thread-light" d={LINE} pathLength={100} />
    </svg>
  );
}

/** The knot alone, beside the shop's name. */
export function Knot() {
  return (
    <svg class="knot" viewBox="130 0 60 28" aria-hidden="true" focusable="false">
      <path class="thread-line" d={LINE} />
    </svg>
  );
}

const LINE =
  "M-400 18 C-100 18 110 19 136 18 C150 17 158 12 166 6 C174 0 184 2 182 9 C180 16 166 16 160 16 " +
  "C154 16 140 16 138 9 C136 2 146 0 154 6 C162 12 170 17 184 18 C210 19 420 18 720 18";
