import { Path2D, type SKRSContext2D } from "@napi-rs/canvas";
import type { Palette } from "../../shared/menus/palettes.ts";

interface Point {
  readonly x: number;
  readonly y: number;
}

const side = 340;
/** Which dots of the drawn code are dark, nine by nine; its corners are left to the three marks. No reader takes it. */
const dots = [
  "...#.#...",
  "....##...",
  "...##.#..",
  "#.##.#..#",
  ".#..##.#.",
  "##.#..##.",
  "...#.##.#",
  "....#.#..",
  "...##..##",
];

/** What a member shows at the till, as a drawing: a white tile with the marks of a code. */
export function drawCardFace(to: SKRSContext2D, { x, y }: Point, palette: Palette): void {
  const left = x - side / 2;
  const top = y - side / 2;
  tile(to, left, top);
  const dark = palette.ink === "#ffffff" || palette.ink === "#f4ecd8" ? palette.deep : palette.ink;
  const inner = side - 76;
  const step = inner / 9;
  to.fillStyle = dark;
  for (const [row, line] of dots.entries()) {
    for (const [column, dot] of [...line].entries()) {
      if (dot === "#") square(to, left + 38 + column * step, top + 38 + row * step, step * 0.82, step * 0.26);
    }
  }
  const far = inner - 3 * step;
  for (const [dx, dy] of [[0, 0] as const, [far, 0] as const, [0, far] as const]) {
    mark(to, left + 38 + dx, top + 38 + dy, 2.82 * step, dark);
  }
}

/** Joining: the same white tile, still empty. */
export function drawPlus(to: SKRSContext2D, { x, y }: Point, palette: Palette): void {
  tile(to, x - side / 2, y - side / 2);
  to.save();
  to.strokeStyle = palette.accent;
  to.lineWidth = 30;
  to.lineCap = "round";
  to.stroke(new Path2D(`M${x - 78} ${y}h156M${x} ${y - 78}v156`));
  to.restore();
}

function tile(to: SKRSContext2D, left: number, top: number): void {
  to.save();
  to.shadowColor = "rgba(0, 0, 0, 0.28)";
  to.shadowBlur = 44;
  to.shadowOffsetY = 14;
  to.fillStyle = "#ffffff";
  square(to, left, top, side, 44);
  to.restore();
}

function square(to: SKRSContext2D, x: number, y: number, size: number, round: number): void {
  const path = new Path2D();
  path.roundRect(x, y, size, size, round);
  to.fill(path);
}

/** A ring and its middle, as in the corners of a code. */
function mark(to: SKRSContext2D, x: number, y: number, size: number, dark: string): void {
  to.fillStyle = dark;
  square(to, x, y, size, size * 0.26);
  to.fillStyle = "#ffffff";
  square(to, x + size * 0.15, y + size * 0.15, size * 0.7, size * 0.17);
  to.fillStyle = dark;
  square(to, x + size * 0.31, y + size * 0.31, size * 0.38, size * 0.1);
}
