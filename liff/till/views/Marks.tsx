import type { ComponentChildren, JSX } from "preact";

/** The red thread with its knot: the sign of the house. */
export function Knot({ size = 40 }: { size?: number }): JSX.Element {
  return (
    <svg class="knot" width={size} height={size / 2} viewBox="0 0 60 28" aria-hidden="true">
      <path
        d={
          "M-4 20C4 20 6 18 12 18 20 17 28 12 36 6 44 0 54 2 52 9 50 16 36 16 30 16 " +
          "24 16 10 16 8 9 6 2 16 0 24 6 32 12 40 17 48 18 54 18 56 20 64 20"
        }
      />
    </svg>
  );
}

const PATHS = {
  menu: "M4 7h16M4 12h16M4 17h16",
  close: "M6 6l12 12M18 6L6 18",
  turn: "M5 12a7 7 0 0 1 12-5l2 2M19 12a7 7 0 0 1-12 5l-2-2M19 4v5h-5M5 20v-5h5",
  keys: "M4 6h16v12H4zM8 10h.01M12 10h.01M16 10h.01M8 14h8",
  back: "M9 6H20v12H9l-6-6zM12 9.5l5 5M17 9.5l-5 5",
  check: "M5 13l5 5L19 7",
  camera: "M4 8h3l2-3h6l2 3h3v11H4zM12 17a4 4 0 1 0 0-8 4 4 0 0 0 0 8z",
  undo: "M4 9h10a5 5 0 0 1 0 10H9M4 9l4-4M4 9l4 4",
} as const;

/** A line drawing beside words; never the only name of a thing. */
export function Icon({ name }: { name: keyof typeof PATHS }): JSX.Element {
  return (
    <svg class="icon" width="24" height="24" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}

/** A number with its small unit. */
export function Points({ children, unit }: { children: ComponentChildren; unit: string }): JSX.Element {
  return (
    <span class="points">
      <span class="number">{children}</span>
      <span class="unit">{unit}</span>
    </span>
  );
}
