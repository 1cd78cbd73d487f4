import type { Role, StoreView } from "./schema.ts";

/** What a person may do in the console; each is checked again where it is done. */
export interface ConsoleRights {
  /** Publish rules and ranks: owners and marketers of the whole shop. */
  readonly publish: boolean;
  /** Move points by hand and by file, and grant ranks: owners and managers. */
  readonly adjust: boolean;
  /** Write what the shop knows of a member – profile, tags, notes: owners, managers and marketers. */
  readonly members: boolean;
  /** Make and revoke API keys: owners, and managers for their stores. */
  readonly keys: boolean;
  /**
   * Stop everything that is sent to LINE: owners, managers and marketers, wherever they hold that role. A wrong campaign
   * is stopped by whoever sees it first, and nothing is lost by stopping.
   */
  readonly stop: boolean;
  /**
   * What the shop says in LINE and whether it says it: resume, send again, replay, set the reserve, publish words and
   * menus. Owners, managers and marketers of the whole shop.
   */
  readonly messages: boolean;
  /** Make, change, close and reopen stores and areas: owners of the whole shop. */
  readonly places: boolean;
  /** Invite staff, take roles away: owners, and managers for the staff of their stores. */
  readonly staff: boolean;
}

/** Answer of `POST /api/console/session` and `GET /api/console/me`. */
export interface ConsoleState {
  readonly staff: { readonly publicId: string; readonly name: string | null };
  /** The strongest role that opens the console. */
  readonly role: ConsoleRole;
  readonly rights: ConsoleRights;
  readonly stores: readonly ConsolePlace[];
  readonly timeZone: string;
  readonly businessDate: string;
  readonly serverTimeMs: number;
}

export type ConsoleRole = Exclude<Role, "staff">;

/** A store, or what stands above stores, for the scope of a rule. */
export type ConsolePlace = Pick<StoreView, "publicId" | "name"> & { readonly kind: "area" | "store" };

/** What the page is told before any script of ours runs. */
export interface ConsoleConfig {
  readonly liffId: string;
  readonly shopName: string;
  readonly timeZone: string;
  /** For style elements; see the policy of the page. */
  readonly nonce: string;
}
