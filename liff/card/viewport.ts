import { computed, signal } from "@preact/signals";

const size = signal(measure());

/** Room for the code's tile: as wide as the column, as high as leaves the balance and the button on the screen. */
export const symbolRoom = computed(() => {
  const { width, height } = size.value;
  return isLandscape(width, height)
    ? clamp(height - LANDSCAPE_REST, width / 2 - SIDES)
    : clamp(height - PORTRAIT_REST, Math.min(width, COLUMN) - SIDES);
});

/** Room across for the bars: they need no height of their own, so only the width of the tile limits them. */
export const barsRoom = computed(() => {
  const { width, height } = size.value;
  return (isLandscape(width, height) ? width / 2 : Math.min(width, COLUMN)) - SIDES;
});

/** Device pixels per CSS pixel. */
export const pixelRatio = computed(() => size.value.pixelRatio);

const COLUMN = 430;
/** Page margins and the tile's border, both sides. */
const SIDES = 26;
/** Header, name, tools, balance and button. */
const PORTRAIT_REST = 300;
/** Name and tools. */
const LANDSCAPE_REST = 124;
/** Below this a camera needs luck; the page scrolls instead. */
const SMALLEST = 200;

export function listenToSize(): void {
  const update = (): void => {
    size.value = measure();
  };
  addEventListener("resize", update);
  addEventListener("orientationchange", update);
}

/** The same condition as in card.css. */
function isLandscape(width: number, height: number): boolean {
  return width > height && height <= 520;
}

function clamp(room: number, most: number): number {
  return Math.min(most, Math.max(SMALLEST, room));
}

function measure() {
  return { width: innerWidth, height: innerHeight, pixelRatio: devicePixelRatio || 1 };
}
