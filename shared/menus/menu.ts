import { postbackOf } from "../chat/topics.ts";
import type { MenuKind, MenuLanguage, MenuSlot } from "./slots.ts";
import { menuWords, type TileName } from "./words.ts";

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Tile {
  readonly name: TileName;
  readonly box: Box;
}

interface Layout {
  readonly size: { readonly width: number; readonly height: number };
  readonly tiles: readonly Tile[];
}

const tile = (name: TileName, x: number, y: number, width: number, height: number): Tile => ({
  name,
  box: { x, y, width, height },
});

/**
 * Where each tile lies, in pixels of the picture: 800 to 2,500 wide and at least 1.45 times as wide as high (Messaging
 * API reference, rich menu object). 1,600 is more than the widest phone has.
 */
export const layouts: Readonly<Record<MenuKind, Layout>> = {
  member: {
    size: { width: 1600, height: 1080 },
    tiles: [
      tile("card", 0, 0, 1060, 660),
      tile("balance", 1060, 0, 540, 330),
      tile("coupons", 1060, 330, 540, 330),
      tile("expiry", 0, 660, 533, 420),
      tile("stores", 533, 660, 534, 420),
      tile("help", 1067, 660, 533, 420),
    ],
  },
  guest: {
    size: { width: 1600, height: 660 },
    tiles: [
      tile("join", 0, 0, 1060, 660),
      tile("stores", 1060, 0, 540, 330),
      tile("help", 1060, 330, 540, 330),
    ],
  },
};

/** What LINE is told about a menu; its picture comes by itself. */
export interface MenuBody {
  readonly size: { readonly width: number; readonly height: number };
  /** Open when the chat is opened. */
  readonly selected: boolean;
  readonly name: string;
  readonly chatBarText: string;
  readonly areas: readonly { readonly bounds: Box; readonly action: MenuAction }[];
}

export type MenuAction =
  | { readonly type: "uri"; readonly label: string; readonly uri: string }
  | {
      readonly type: "postback";
      readonly label: string;
      readonly data: string;
      readonly displayText: string;
    };

/** A slot's menu for a shop whose card has this LIFF id. */
export function menuBody(slot: MenuSlot, name: string, liffIdCard: string): MenuBody {
  const { size, tiles } = layouts[slot.kind];
  return {
    size,
    selected: true,
    name,
    chatBarText: menuWords[slot.language].bar[slot.kind],
    areas: tiles.map(({ name: tapped, box }) => ({
      bounds: box,
      action: actionOf(tapped, slot.language, liffIdCard),
    })),
  };
}

/** The card opens by its LIFF address; what can be answered in the chat is asked there, where the answer is free. */
function actionOf(name: TileName, language: MenuLanguage, liffIdCard: string): MenuAction {
  const { label } = menuWords[language].tiles[name];
  if (name === "card" || name === "join") {
    return { type: "uri", label, uri: `https://liff.line.me/${liffIdCard}` };
  }
  return { type: "postback", label, data: postbackOf(name), displayText: label };
}
