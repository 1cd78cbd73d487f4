import type { Generated } from "kysely";

export interface PeopleTables {
  member: MemberTable;
  consent: ConsentTable;
  departed: DepartedTable;
  line_friend: LineFriendTable;
  member_profile: MemberProfileTable;
  tag: TagTable;
  member_tag: MemberTagTable;
  member_note: MemberNoteTable;
  session: SessionTable;
  unfollow: UnfollowTable;
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
  /** The membership that has taken this one over. */
  merged_into_id: number | null;
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

export interface UnfollowTable {
  member_id: number;
  at_ms: number;
}

export interface MemberProfileTable {
  member_id: number;
  full_name: string | null;
  sex: "female" | "male" | "other" | null;
  birth_year: number | null;
  /** Digits alone, with a plus before them where it was written so. */
  phone: string | null;
  address: string | null;
  changed_at_ms: number;
  /** `staff:publicId`, here and below. */
  changed_by: string;
}

export interface TagTable {
  tag_id: Generated<number>;
  public_id: string;
  name: string;
  folded: string;
  colour: string;
  made_at_ms: number;
}

export interface MemberTagTable {
  tag_id: number;
  member_id: number;
  given_at_ms: number;
  given_by: string;
}

export interface MemberNoteTable {
  note_id: string;
  member_id: number;
  kind: "note" | "suspended" | "resumed" | "card_replaced" | "merged";
  words: string;
  written_by: string;
  written_at_ms: number;
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
