import type { MenuState } from "../../../shared/menus/console.ts";
import type { PaletteName } from "../../../shared/menus/palettes.ts";

export const menuStateWords: Readonly<
  Record<MenuState["state"], { readonly ja: string; readonly en: string; readonly colour: string }>
> = {
  ready: { ja: "反映済み", en: "In place", colour: "green" },
  missing: { ja: "未反映", en: "Not at LINE", colour: "gray" },
  outdated: { ja: "LINEでは古いまま", en: "An older one at LINE", colour: "orange" },
  unfinished: { ja: "途中", en: "Unfinished", colour: "orange" },
};

export const paletteWords: Readonly<Record<PaletteName, readonly [ja: string, en: string]>> = {
  house: ["基本（ランクなし）", "House (no ranks)"],
  bronze: ["ブロンズ", "Bronze"],
  silver: ["シルバー", "Silver"],
  gold: ["ゴールド", "Gold"],
  red: ["赤", "Red"],
  green: ["緑", "Green"],
  blue: ["青", "Blue"],
  violet: ["紫", "Violet"],
  black: ["黒", "Black"],
};
