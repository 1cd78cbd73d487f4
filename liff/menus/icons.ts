import type { TileName } from "../../shared/menus/words.ts";

/** Line drawings on a grid of 24, stroked round; the large tiles have a drawing of their own. */
export const icons: Readonly<Record<Exclude<TileName, "card" | "join">, string>> = {
  balance: "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18z M10 16.5v-9h2.8a2.7 2.7 0 0 1 0 5.4H10",
  coupons:
    "M4.5 5h15a1.5 1.5 0 0 1 1.5 1.5v3a2.5 2.5 0 0 0 0 5v3a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 17.5v-3a2.5 2.5 0 0 0 0-5v-3A1.5 1.5 0 0 1 4.5 5z " +
    "M14.5 5.5v2 M14.5 11v2 M14.5 16.5v2",
  expiry:
    "M5.5 5h13A1.5 1.5 0 0 1 20 6.5v12a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 18.5v-12A1.5 1.5 0 0 1 5.5 5z " +
    "M4 10h16 M8.2 3v4 M15.8 3v4 M9 15l2.2 2.2L15.3 13",
  stores:
    "M4.8 11.5V20h14.4v-8.5 M5.2 4h13.6l2.2 5.2a3 3 0 0 1-6 0a3 3 0 0 1-6 0a3 3 0 0 1-6 0z M9.7 20v-4.8h4.6V20",
  help: "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18z M9.3 9.6a2.8 2.8 0 1 1 4.3 2.3c-1.1.7-1.6 1.2-1.6 2.3 M12 17.1v.01",
};

/** The card's red thread with its knot, 320 wide and 28 high, going on to both sides. */
export const thread =
  "M-400 18C-100 18 110 19 136 18C150 17 158 12 166 6C174 0 184 2 182 9C180 16 166 16 160 16" +
  "C154 16 140 16 138 9C136 2 146 0 154 6C162 12 170 17 184 18C210 19 420 18 720 18";
