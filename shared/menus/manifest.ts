import type { MenuSlot } from "./slots.ts";

/** `menus.json` beside the built pages. */
export interface MenuManifest {
  /** A hash of what the pictures were drawn from: another one, other pictures. */
  readonly drawing: string;
}

/** Where a menu's picture lies among the built files; the name changes with the drawing. */
export function pictureFile(slot: MenuSlot, drawing: string): string {
  return `assets/menu-${slot.name}-${drawing}.png`;
}
