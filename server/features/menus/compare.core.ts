import type { MenuState } from "../../../shared/menus/console.ts";
import { aliasOf, aliasPrefix, defaultSlot, namePrefix } from "../../../shared/menus/slots.ts";
import type { LineMenu } from "../../platform/line/rich-menus.ts";
import type { WantedMenu } from "./wanted.ts";

/** What LINE has. */
export interface AtLine {
  readonly menus: readonly LineMenu[];
  /** Menus' ids by alias. */
  readonly aliases: ReadonlyMap<string, string>;
  readonly defaultId: string | null;
}

/** A wanted menu beside what LINE has of it. */
export interface Compared {
  readonly menu: WantedMenu;
  readonly alias: string;
  /** The menu of this very content; null where it is to be made. */
  readonly richMenuId: string | null;
  /** What the alias leads to now; null where there is no such alias. */
  readonly aliasId: string | null;
  readonly state: MenuState["state"];
}

/**
 * The state of the shop's menus is kept at LINE alone: content in a menu's name, place in its alias. So whoever compares
 * sees the same, and a run that was killed goes on where it was.
 */
export function compare(wanted: readonly WantedMenu[], { menus, aliases }: AtLine): readonly Compared[] {
  return wanted.map((menu) => {
    const alias = aliasOf(menu.slot);
    const aliasId = aliases.get(alias) ?? null;
    const same = menus.filter(({ name }) => name === menu.name).map(({ richMenuId }) => richMenuId);
    // Of two alike, which two runs at once can make, the one in its place counts.
    const richMenuId = same.find((id) => id === aliasId) ?? same[0] ?? null;
    return { menu, alias, richMenuId, aliasId, state: stateOf(richMenuId, aliasId) };
  });
}

function stateOf(richMenuId: string | null, aliasId: string | null): MenuState["state"] {
  if (richMenuId !== null) return richMenuId === aliasId ? "ready" : "unfinished";
  return aliasId === null ? "missing" : "outdated";
}

/** Whether the default menu is the guests'. */
export function defaultState(
  compared: readonly Compared[],
  { defaultId }: AtLine,
): "ours" | "another" | "none" {
  if (defaultId === null) return "none";
  const guests = compared.find(({ menu }) => menu.slot.name === defaultSlot.name);
  return guests?.richMenuId === defaultId ? "ours" : "another";
}

/** Menus of ours in no place: superseded by others, or left over by a run that was killed. */
export function superseded({ menus, aliases, defaultId }: AtLine): readonly string[] {
  const inPlace = new Set(
    [...aliases].filter(([alias]) => alias.startsWith(aliasPrefix)).map(([, id]) => id),
  );
  return menus
    .filter(({ name, richMenuId }) => name.startsWith(namePrefix) && !inPlace.has(richMenuId))
    .map(({ richMenuId }) => richMenuId)
    .filter((id) => id !== defaultId);
}
