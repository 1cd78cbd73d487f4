const paths = {
  back: "M15 5l-7 7 7 7",
  next: "M9 5l7 7-7 7",
  settings: "M4 7h9M17 7h3M4 17h3M11 17h9M15 4v6M9 14v6",
  ticket: "M3 7h18v3a2 2 0 0 0 0 4v3H3v-3a2 2 0 0 0 0-4zM14 7v10",
  stamp: "M9 4h6v4l-1 4h-4L9 8zM5 12h14v4H5zM5 20h14",
  check: "M5 12.5l4.5 4.5L19 7.5",
  undo: "M8 5L4 9l4 4M4 9h10a6 6 0 0 1 0 12h-3",
  close: "M6 6l12 12M18 6L6 18",
  scan: "M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M4 12h16",
  offline: "M3 3l18 18M5 10.5a11 11 0 0 1 4-2.6M19 10.5a11 11 0 0 0-6-3M8.5 14.5a6 6 0 0 1 3.5-1.6M12 19h.01",
  warning: "M12 4L2.5 20h19L12 4zM12 10v4M12 17h.01",
} as const;

/** A line drawing beside words that say the same; never alone. */
export function Icon({ name }: { readonly name: keyof typeof paths }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
