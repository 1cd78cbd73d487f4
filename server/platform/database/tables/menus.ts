import type { Generated } from "kysely";

export interface MenusTables {
  menu_due: MenuDueTable;
  menu_walk: MenuWalkTable;
}

export interface MenuDueTable {
  line_user_id: string;
  /** Moved by each reason to look. */
  stamp: number;
  due_at_ms: number;
  attempts: Generated<number>;
  leased_by: string | null;
  leased_until_ms: Generated<number>;
  leased_stamp: Generated<number>;
  /** The menu that many were linked to at once, which LINE does later and not for certain: to be asked about. */
  asked_menu_id: string | null;
}

export interface MenuWalkTable {
  walk_id: number;
  looked_at_ms: Generated<number>;
  /** JSON of `ShownMenus`. */
  shown: Generated<string>;
  walking_to: string | null;
  /** The last person that the walk has come to. */
  walked: Generated<string>;
  /** JSON list of LINE's ids. */
  superseded: Generated<string>;
  superseded_at_ms: Generated<number>;
}
