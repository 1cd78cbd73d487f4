import type { ComponentChildren, JSX } from "preact";

/** The red thread with its knot: the sign of the house. */
export function Knot({ size = 28 }: { size?: number }): JSX.Element {
  return (
    <svg class="knot" width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <path d="M2 20c6 0 8-3 11-7s6-5 9-2 1 8-4 8-8-4-5-8 7-4 10 0 3 9 7 9" />
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
