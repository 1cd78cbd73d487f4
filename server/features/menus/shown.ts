import { paletteOf } from "../../../shared/menus/palettes.ts";
import { aliasPrefix } from "../../../shared/menus/slots.ts";
import type { Ladder } from "../../../shared/ranks/schema.ts";

/** Which menus there are to show, and which ranks show by which: where it changes, everybody is looked at again. */
export interface ShownMenus {
  /** LINE's ids by the name of their slot. */
  readonly menus: Readonly<Record<string, string>>;
  /** Palettes by the code of a rank. */
  readonly ranks: Readonly<Record<string, string>>;
}

/** What LINE's aliases and the ladder in force make of it. */
export function shownBy(aliases: ReadonlyMap<string, string>, ladder: Ladder): ShownMenus {
  const ours = [...aliases].filter(([alias]) => alias.startsWith(aliasPrefix));
  const menus = ours.map(([alias, id]) => [alias.slice(aliasPrefix.length), id] as const);
  const ranks = ladder.enabled ? ladder.ranks.map(({ code, colour }) => [code, paletteOf(colour)]) : [];
  return {
    menus: Object.fromEntries(menus.sort(([a], [b]) => (a < b ? -1 : 1))),
    ranks: Object.fromEntries(ranks),
  };
}

/** What was written, read back. */
export function shownIn(text: string): ShownMenus {
  return { menus: {}, ranks: {}, ...(JSON.parse(text) as Partial<ShownMenus>) };
}
