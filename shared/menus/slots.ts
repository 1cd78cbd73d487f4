import { type PaletteName, paletteNames, paletteOf } from "./palettes.ts";

/** The rich menus a shop has at LINE: one for guests and one for each palette of members, in both languages. */

export type MenuKind = "guest" | "member";
export type MenuLanguage = "ja" | "en";

/** One of the shop's menus, whichever picture and id it has at LINE today. */
export interface MenuSlot {
  /** `guest-ja`, `member-en-gold`: what its picture, its alias and its name at LINE are made of. */
  readonly name: string;
  readonly kind: MenuKind;
  readonly language: MenuLanguage;
  /** The house's own colours for guests and in a shop without ranks. */
  readonly palette: PaletteName;
}

const languages = ["ja", "en"] as const;

function guestSlot(language: MenuLanguage): MenuSlot {
  return { name: `guest-${language}`, kind: "guest", language, palette: "house" };
}

function memberSlot(language: MenuLanguage, palette: PaletteName): MenuSlot {
  return { name: `member-${language}-${palette}`, kind: "member", language, palette };
}

/** Every menu, the guests' first. */
export const menuSlots: readonly MenuSlot[] = [
  ...languages.map(guestSlot),
  ...languages.flatMap((language) => paletteNames.map((palette) => memberSlot(language, palette))),
];

/** What everybody sees who has no menu of their own: LINE's default. */
export const defaultSlot: MenuSlot = guestSlot("ja");

/** Who a person is to the shop, as far as their menu goes. */
export interface MenuPerson {
  /** Null for guests. `rankColour` is null in a shop without ranks. */
  readonly member: { readonly language: MenuLanguage; readonly rankColour: string | null } | null;
  /** BCP 47, as LINE tells it of a guest; null where it tells nothing. */
  readonly lineLanguage: string | null;
}

/**
 * The menu a person shall have. The default one is not linked to anybody: whoever has none of their own sees it, so that
 * leaving is being unlinked.
 */
export function slotFor({ member, lineLanguage }: MenuPerson): MenuSlot {
  if (member === null) return guestSlot(isJapanese(lineLanguage) ? "ja" : "en");
  const { language, rankColour } = member;
  return memberSlot(language, rankColour === null ? "house" : paletteOf(rankColour));
}

/** Whose language LINE does not tell reads the shop's own. */
function isJapanese(language: string | null): boolean {
  return language === null || /^ja\b/i.test(language);
}

/** LINE's name for where a slot's menu is today: `^[a-z0-9_-]{1,32}$` (Messaging API reference, rich menu alias). */
export function aliasOf(slot: MenuSlot): string {
  return `${aliasPrefix}${slot.name}`;
}
export const aliasPrefix = "goen-";

/** Names at LINE begin with this, and no menu without it is ever touched. */
export const namePrefix = "goen ";
