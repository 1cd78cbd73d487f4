import type { Generated } from "kysely";

export interface PeopleTables {
  member: MemberTable;
  consent: ConsentTable;
  departed: DepartedTable;
  line_friend: LineFriendTable;
  session: SessionTable;
}

export interface MemberTable {
  member_id: Generated<number>;
  public_id: string;
  line_user_id: string | null;
  name: string | null;
  picture_url: string | null;
  language: "ja" | "en";
  status: "active" | "suspended" | "left";
  /** `MM-DD` */
  birthday: string | null;
  joined_at_ms: number;
  left_at_ms: number | null;
}

export interface ConsentTable {
  consent_id: string;
  member_id: number;
  kind: "terms" | "data";
  version: string;
  granted: number;
  at_ms: number;
}

export interface DepartedTable {
  who: string;
  rules: string;
  debt: number;
  left_at_ms: number;
}

export interface LineFriendTable {
  line_user_id: string;
  following: number;
  changed_at_ms: number;
  /** Since when LINE says that it knows nobody by this id; a newer follow ends it. */
  unknown_since_ms: number | null;
}

export interface SessionTable {
  token_hash: string;
  session_id: string;
  kind: "card" | "till" | "console";
  line_user_id: string;
  line_name: string | null;
  line_picture_url: string | null;
  store_id: number | null;
  created_at_ms: number;
  expires_at_ms: number;
}
