import { z } from "zod";
import { Refusal } from "../../../shared/errors.ts";
import { type MenuManifest, pictureFile } from "../../../shared/menus/manifest.ts";
import { type MenuBody, menuBody } from "../../../shared/menus/menu.ts";
import { type MenuSlot, menuSlots, namePrefix } from "../../../shared/menus/slots.ts";
import type { Deps } from "../../deps.ts";
import { sha256 } from "../../platform/hash.ts";

/** A menu as it shall be at LINE. */
export interface WantedMenu {
  readonly slot: MenuSlot;
  /** `goen member-ja-gold 3fa2b1c4d5e6`: another content, another name. LINE's menus cannot be changed. */
  readonly name: string;
  readonly body: MenuBody;
  /** Among the built files. */
  readonly picture: string;
}

export type MenuDeps = Pick<Deps, "assets" | "richMenus" | "log"> & {
  readonly settings: { readonly line: { readonly liffIdCard: string } };
};

const manifest = z.object({ drawing: z.string().regex(/^[0-9a-f]{12}$/) });

/**
 * Every menu of the shop, by what the project was built with and the card's LIFF id.
 * @throws Refusal menus.not_built where the pages were built without pictures, or not at all.
 */
export async function wantedMenus(deps: MenuDeps): Promise<readonly WantedMenu[]> {
  const { drawing } = await manifestOf(deps);
  const { liffIdCard } = deps.settings.line;
  return menuSlots.map((slot) => {
    const content = JSON.stringify([menuBody(slot, "", liffIdCard), drawing]);
    const name = `${namePrefix}${slot.name} ${sha256(content).slice(0, 12)}`;
    return { slot, name, body: menuBody(slot, name, liffIdCard), picture: pictureFile(slot, drawing) };
  });
}

async function manifestOf({ assets }: MenuDeps): Promise<MenuManifest> {
  const file = await assets.file("menus.json");
  if (file === null) throw new Refusal("menus.not_built");
  return manifest.parse(JSON.parse(Buffer.from(file.body).toString("utf8")));
}

/** @throws Refusal menus.not_built */
export async function pictureOf(deps: MenuDeps, { picture }: WantedMenu): Promise<Uint8Array<ArrayBuffer>> {
  const file = await deps.assets.file(picture);
  if (file === null) throw new Refusal("menus.not_built");
  return file.body;
}
