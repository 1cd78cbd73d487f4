import type { MenuKind, MenuLanguage } from "./slots.ts";

/** What can be tapped on a menu. */
export type TileName = "card" | "join" | "balance" | "coupons" | "expiry" | "stores" | "help";

interface TileWords {
  /** On the picture. */
  readonly title: string;
  /** Beneath, on the large tile alone. */
  readonly hint?: string;
  /** Read out by a screen reader, and written into the chat by a tile that asks: at most 20 characters. */
  readonly label: string;
}

export interface MenuWords {
  /** On the bar under the chat: at most 14 characters. */
  readonly bar: Readonly<Record<MenuKind, string>>;
  readonly tiles: Readonly<Record<TileName, TileWords>>;
}

export const menuWords: Readonly<Record<MenuLanguage, MenuWords>> = {
  ja: {
    bar: { member: "会員メニュー", guest: "メニュー" },
    tiles: {
      card: { title: "会員証", hint: "レジで見せる", label: "会員証" },
      join: { title: "会員になる", hint: "登録は1分、無料です", label: "会員になる" },
      balance: { title: "ポイント", label: "ポイント" },
      coupons: { title: "クーポン", label: "クーポン" },
      expiry: { title: "有効期限", label: "有効期限" },
      stores: { title: "店舗", label: "店舗" },
      help: { title: "使い方", label: "ヘルプ" },
    },
  },
  en: {
    bar: { member: "Member menu", guest: "Menu" },
    tiles: {
      card: { title: "My card", hint: "Show it at the till", label: "My card" },
      join: { title: "Join now", hint: "Free, takes a minute", label: "Become a member" },
      balance: { title: "Points", label: "Points" },
      coupons: { title: "Coupons", label: "Coupons" },
      expiry: { title: "Expiry dates", label: "Expiry dates" },
      stores: { title: "Stores", label: "Stores" },
      help: { title: "How it works", label: "Help" },
    },
  },
};
