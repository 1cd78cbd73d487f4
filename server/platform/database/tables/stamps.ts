import type { StampCardStatus, StampKind } from "../../../../shared/stamps/schema.ts";

export interface StampsTables {
  stamp_card: StampCardTable;
  stamp_card_version: StampCardVersionTable;
  member_stamp: MemberStampTable;
  stamp_entry: StampEntryTable;
  stamp_reward: StampRewardTable;
  stamp_reward_change: StampRewardChangeTable;
}

export interface StampCardTable {
  card_id: string;
  status: StampCardStatus;
  version: number;
  made_at_ms: number;
  made_by: string;
  stopped_at_ms: number | null;
}

export interface StampCardVersionTable {
  card_id: string;
  version: number;
  card: string;
  made_at_ms: number;
  made_by: string;
}

export interface MemberStampTable {
  member_id: number;
  card_id: string;
  seq: number;
  round: number;
  version: number;
  stamps: number;
  status: "open" | "completed" | "expired";
  first_on: string | null;
  last_on: string | null;
  until_on: string | null;
  reached: number;
  earned_on: string | null;
}

export interface StampEntryTable {
  member_id: number;
  card_id: string;
  seq: number;
  entry_id: string;
  round: number;
  version: number;
  kind: StampKind;
  stamps: number;
  count_after: number;
  reached: number;
  status: "open" | "completed" | "expired";
  purchase_id: string | null;
  store_id: number | null;
  actor: string;
  reason: string | null;
  business_date: string;
  at_ms: number;
}

export interface StampRewardTable {
  reward_id: string;
  member_id: number;
  card_id: string;
  round: number;
  at: number;
  seq: number;
  name: string;
  status: "open" | "handed_over" | "revoked";
  earned_on: string;
  purchase_id: string | null;
  changes: number;
  handed_over_at_ms: number | null;
  store_id: number | null;
  actor: string | null;
}

export interface StampRewardChangeTable {
  reward_id: string;
  nth: number;
  kind: "open" | "handed_over" | "revoked";
  store_id: number | null;
  actor: string;
  at_ms: number;
}
