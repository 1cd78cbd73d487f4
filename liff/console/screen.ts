import type { ReactNode } from "react";
import type { ConsoleRights } from "../../shared/stores/console.ts";

/** Japanese and English, for `say(...words)`. */
export type Words = readonly [ja: string, en: string];

/** The headings of the list at the side, as a marketer would file things. */
export const groups = {
  start: ["", ""],
  reports: ["レポート", "Reports"],
  members: ["会員", "Members"],
  offers: ["クーポンとスタンプ", "Coupons and stamps"],
  points: ["ポイントとランク", "Points and ranks"],
  line: ["LINE", "LINE"],
  shop: ["お店とスタッフ", "Shops and staff"],
  settings: ["設定", "Settings"],
} as const satisfies Readonly<Record<string, Words>>;

/** One screen, or a list and what is opened from it: everything below one first part of the address. */
export interface ScreenEntry {
  /** First part of the address: `members` for `/console/members/…`. */
  readonly at: string;
  /** In the list at the side, as the window's title, and in the trail above what is opened from it. */
  readonly name: Words;
  readonly group: keyof typeof groups;
  /** `rest` is what follows in the address, decoded: `["0a1b…"]` for `members/0a1b…`; empty for the list itself. */
  readonly draw: (rest: readonly string[]) => ReactNode;
  /** Who sees it in the list; absent: everybody. The server asks again. */
  readonly may?: (rights: ConsoleRights) => boolean;
}
