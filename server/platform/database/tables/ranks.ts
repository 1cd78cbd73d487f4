export interface RanksTables {
  ladder_version: LadderVersionTable;
  account_rank: AccountRankTable;
  rank_change: RankChangeTable;
  rank_event: RankEventTable;
}

export interface LadderVersionTable {
  programme_id: number;
  version: number;
  ladder: string;
  made_at_ms: number;
  made_by: string;
}

export interface AccountRankTable {
  account_id: number;
  rank: string;
  nth: number;
  since_on: string;
  until_on: string | null;
  granted: number;
  warned_for_on: string | null;
}

export interface RankChangeTable {
  account_id: number;
  nth: number;
  from_rank: string | null;
  to_rank: string;
  reason: "earned" | "kept" | "fell" | "granted" | "grant_ended" | "ladder_changed";
  metric_value: number;
  ladder_version: number;
  until_on: string | null;
  business_date: string;
  at_ms: number;
  actor: string;
  purchase_id: string | null;
}

export interface RankEventTable {
  account_id: number;
  kind: "near_upgrade" | "will_downgrade";
  occasion: string;
  rank: string;
  missing: number;
  business_date: string;
  at_ms: number;
}
