import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";
import { type MenuManifest, pictureFile } from "../../shared/menus/manifest.ts";
import { menuSlots } from "../../shared/menus/slots.ts";

const here = fileURLToPath(new URL(".", import.meta.url));
const shared = fileURLToPath(new URL("../../shared/menus/", import.meta.url));
const cache = fileURLToPath(new URL("../../node_modules/.cache/goen-menus/", import.meta.url));

/**
 * Draws the rich menus' pictures into the build, with `menus.json`, which says by which drawing. That is a hash of what
 * they are drawn from and not of the pictures: two machines draw the same words in slightly other dots, and LINE's menus
 * must not be made anew for that.
 */
export function menuPictures(): Plugin {
  return {
    name: "goen:menu-pictures",
    async generateBundle() {
      const drawing = drawingHash();
      const pictures = await picturesOf(drawing);
      for (const [fileName, source] of pictures) this.emitFile({ type: "asset", fileName, source });
      const manifest: MenuManifest = { drawing };
      this.emitFile({ type: "asset", fileName: "menus.json", source: JSON.stringify(manifest) });
    },
  };
}

function drawingHash(): string {
  const drawn = readdirSync(here).filter((name) => name.endsWith(".ts") && name !== "plugin.ts");
  const said = ["menu.ts", "palettes.ts", "words.ts"];
  const files = [...drawn.map((name) => here + name), ...said.map((name) => shared + name)].sort();
  const hash = createHash("sha256");
  for (const file of files) hash.update(readFileSync(file, "utf8").replaceAll("\r\n", "\n"));
  return hash.digest("hex").slice(0, 12);
}

/** Drawing takes seconds, so what was drawn on this machine is kept for the next build. */
async function picturesOf(drawing: string): Promise<ReadonlyMap<string, Uint8Array>> {
  const folder = `${cache}${drawing}`;
  if (!existsSync(folder)) await drawInto(folder, drawing);
  const names = menuSlots.map((slot) => pictureFile(slot, drawing));
  return new Map(names.map((name) => [name, readFileSync(`${folder}/${flat(name)}`)]));
}

async function drawInto(folder: string, drawing: string): Promise<void> {
  // Only now: a build that draws nothing loads neither the canvas nor its fonts.
  const [{ drawMenu }, { loadFonts }] = await Promise.all([import("./draw.ts"), import("./type.ts")]);
  loadFonts();
  const unfinished = `${folder}.${process.pid}`;
  mkdirSync(unfinished, { recursive: true });
  await Promise.all(
    menuSlots.map(async (slot) => {
      const png = await drawMenu(slot).encode("png");
      writeFileSync(`${unfinished}/${flat(pictureFile(slot, drawing))}`, png);
    }),
  );
  // Of two builds at once the second finds the first one's.
  if (existsSync(folder)) rmSync(unfinished, { recursive: true });
  else renameSync(unfinished, folder);
}

function flat(name: string): string {
  return name.replaceAll("/", "_");
}
