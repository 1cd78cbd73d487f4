import type { PaletteName } from "./palettes.ts";

/** `GET /api/console/menus` and what `POST` of the same answers: the shop's rich menus, beside what LINE has. */
export interface MenusState {
  readonly menus: readonly MenuState[];
  /** What everybody sees who has no menu of their own. */
  readonly defaultMenu: "ours" | "another" | "none";
  /** Menus of ours that are nobody's any more; the server deletes them once everybody has been given a new one. */
  readonly superseded: number;
  /** People whose menu is still to be looked at. */
  readonly waiting: number;
  /** Everybody is being looked at, because the menus or the ranks have changed. */
  readonly walking: boolean;
}

export interface MenuState {
  /** `member-ja-gold` */
  readonly name: string;
  readonly kind: "guest" | "member";
  readonly language: "ja" | "en";
  readonly palette: PaletteName;
  /** The ranks that it is for, in the ladder in force. */
  readonly ranks: readonly { readonly ja: string; readonly en: string }[];
  /** `missing`: LINE has none. `outdated`: LINE has another one. `unfinished`: made, and not yet in its place. */
  readonly state: "ready" | "missing" | "outdated" | "unfinished";
  /** Its picture, below this server. */
  readonly pictureUrl: string;
}

/** What one run has done; a second one does nothing. */
export interface MenusApplied {
  readonly created: readonly string[];
  readonly placed: readonly string[];
  readonly defaultSet: boolean;
  /** Menus that LINE's limit of 100 new ones an hour did not let through: they come with the next run. */
  readonly waiting: readonly string[];
  /** How many this run has left to the next; waiting ones are not among them. */
  readonly left: number;
}
