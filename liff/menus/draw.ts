import { type Canvas, createCanvas, Path2D, type SKRSContext2D } from "@napi-rs/canvas";
import { type Box, layouts, type Tile } from "../../shared/menus/menu.ts";
import { type Palette, palettes } from "../../shared/menus/palettes.ts";
import type { MenuSlot } from "../../shared/menus/slots.ts";
import { menuWords } from "../../shared/menus/words.ts";
import { drawCardFace, drawPlus } from "./face.ts";
import { icons, thread } from "./icons.ts";
import { write } from "./type.ts";

const paper = "#f0eae0";
const white = "#ffffff";
const ink = "#1e1b18";
const gap = 10;
const radius = 34;

/** A menu's picture: one large tile in the palette's colours, the others white with drawings in its accent. */
export function drawMenu(slot: MenuSlot): Canvas {
  const { size, tiles } = layouts[slot.kind];
  const canvas = createCanvas(size.width, size.height);
  const to = canvas.getContext("2d");
  to.fillStyle = paper;
  to.fillRect(0, 0, size.width, size.height);
  const palette = palettes[slot.palette];
  for (const tile of tiles) {
    if (tile.name === "card" || tile.name === "join") drawLarge(to, slot, tile, palette);
    else drawSmall(to, slot, tile, palette);
  }
  return canvas;
}

/** A tile's face: what can be touched reaches to its neighbours, what is seen stops before. */
function faceOf({ x, y, width, height }: Box): Box {
  return { x: x + gap, y: y + gap, width: width - 2 * gap, height: height - 2 * gap };
}

function rounded({ x, y, width, height }: Box): Path2D {
  const path = new Path2D();
  path.roundRect(x, y, width, height, radius);
  return path;
}

function drawLarge(to: SKRSContext2D, slot: MenuSlot, tile: Tile, palette: Palette): void {
  const face = faceOf(tile.box);
  to.save();
  to.clip(rounded(face));
  // Two flat colours and no gradient: it would make the picture five times as heavy.
  to.fillStyle = palette.ground;
  to.fillRect(face.x, face.y, face.width, face.height);
  to.fillStyle = palette.deep;
  to.fill(shadeOf(face));
  drawThread(to, face, palette);
  to.restore();
  const { title, hint = "" } = menuWords[slot.language].tiles[tile.name];
  const left = face.x + 72;
  const room = 500;
  write(to, title, { x: left, y: face.y + 250, size: 128, room, colour: palette.ink, align: "left" });
  write(to, hint, { x: left, y: face.y + 338, size: 50, room, colour: palette.ink, align: "left" });
  const centre = { x: face.x + face.width - 250, y: face.y + face.height / 2 };
  if (tile.name === "card") drawCardFace(to, centre, palette);
  else drawPlus(to, centre, palette);
}

/** A slanting band behind the drawing at the right. */
function shadeOf({ x, y, width, height }: Box): Path2D {
  return new Path2D(`M${x + width * 0.66} ${y}H${x + width}V${y + height}H${x + width * 0.46}Z`);
}

/** Runs below the words from edge to edge, as on the card itself. */
function drawThread(to: SKRSContext2D, face: Box, palette: Palette): void {
  to.save();
  to.translate(face.x - 120, face.y + face.height - 190);
  to.scale(3.6, 3.6);
  to.strokeStyle = palette.ink;
  to.lineCap = "round";
  to.globalAlpha = 0.55;
  to.lineWidth = 1.5;
  to.stroke(new Path2D(thread));
  to.translate(0, 4);
  to.globalAlpha = 0.22;
  to.stroke(new Path2D(thread));
  to.restore();
}

function drawSmall(to: SKRSContext2D, slot: MenuSlot, tile: Tile, palette: Palette): void {
  const face = faceOf(tile.box);
  to.fillStyle = white;
  to.fill(rounded(face));
  const middle = face.x + face.width / 2;
  const size = face.height > 350 ? 156 : 128;
  const top = face.y + (face.height - size - 96) / 2;
  if (tile.name !== "card" && tile.name !== "join")
    drawIcon(to, icons[tile.name], middle, top, size, palette);
  const { title } = menuWords[slot.language].tiles[tile.name];
  const line = { x: middle, y: top + size + 84, size: 62, room: face.width - 56 };
  write(to, title, { ...line, colour: ink, align: "center" });
}

function drawIcon(
  to: SKRSContext2D,
  path: string,
  middle: number,
  top: number,
  size: number,
  palette: Palette,
): void {
  to.save();
  to.translate(middle - size / 2, top);
  to.scale(size / 24, size / 24);
  to.strokeStyle = palette.accent;
  to.lineWidth = 1.7;
  to.lineCap = "round";
  to.lineJoin = "round";
  to.stroke(new Path2D(path));
  to.restore();
}
