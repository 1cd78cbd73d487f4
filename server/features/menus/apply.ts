import type { MenusApplied } from "../../../shared/menus/console.ts";
import { defaultSlot } from "../../../shared/menus/slots.ts";
import { MenuRefused } from "../../platform/line/rich-menus.ts";
import { type AtLine, type Compared, compare } from "./compare.core.ts";
import { type MenuDeps, pictureOf, wantedMenus } from "./wanted.ts";

export async function atLine({ richMenus }: MenuDeps): Promise<AtLine> {
  const [menus, aliases, defaultId] = await Promise.all([
    richMenus.list(),
    richMenus.aliases(),
    richMenus.defaultMenu(),
  ]);
  return { menus, aliases, defaultId };
}

export interface ApplyOptions {
  /** Puts so many menus into their places and leaves the others to the next run. */
  readonly most?: number;
  /** Is told each menu that has been put into its place. */
  readonly onProgress?: (name: string) => void;
}

/**
 * Makes LINE's menus those of the shop: what is missing is made, given its picture and put into its place; what has been
 * superseded is left to `forgetSuperseded`, since people still see it. Doing it twice changes nothing, and a run that was
 * killed is finished by the next.
 * @throws Refusal menus.not_built. @throws MenuRefused
 */
export async function applyMenus(
  deps: MenuDeps,
  { most = Number.POSITIVE_INFINITY, onProgress }: ApplyOptions = {},
): Promise<MenusApplied> {
  const now = await atLine(deps);
  const created: string[] = [];
  const placed: string[] = [];
  const waiting: string[] = [];
  let left = 0;
  let defaultId = now.defaultId;
  let defaultSet = false;
  for (const one of compare(await wantedMenus(deps), now)) {
    const { name } = one.menu.slot;
    if (one.state !== "ready" && placed.length >= most) {
      left += 1;
      continue;
    }
    // LINE makes 100 an hour; after the first that it refuses, those that are made already are still put in place.
    const made = one.richMenuId ?? (waiting.length > 0 ? null : await create(deps, one));
    if (made === null) waiting.push(name);
    else {
      if (one.richMenuId === null) created.push(name);
      if (await place(deps, one, made)) {
        placed.push(name);
        onProgress?.(name);
      }
      if (name === defaultSlot.name && defaultId !== made) {
        await deps.richMenus.setDefault(made);
        defaultId = made;
        defaultSet = true;
      }
    }
  }
  return { created, placed, defaultSet, waiting, left };
}

/** The new menu's id; null where LINE wants no more of them in this hour. */
async function create({ richMenus }: MenuDeps, { menu }: Compared): Promise<string | null> {
  try {
    const { areas, size, ...rest } = menu.body;
    return await richMenus.create({ ...rest, size: { ...size }, areas: areas.map((area) => ({ ...area })) });
  } catch (failure) {
    if (failure instanceof MenuRefused && failure.status === 429) return null;
    throw failure;
  }
}

/** First the picture and then the place: what an alias leads to can be linked at once. */
async function place(deps: MenuDeps, { menu, alias, aliasId }: Compared, made: string): Promise<boolean> {
  if (aliasId === made) return false;
  await deps.richMenus.upload(made, await pictureOf(deps, menu));
  if (aliasId === null) await deps.richMenus.addAlias(alias, made);
  else await deps.richMenus.moveAlias(alias, made);
  return true;
}
