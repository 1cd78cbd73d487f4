import type { Generated } from "kysely";
import type { FundedBy, LotOrigin } from "../../../../shared/points/programme/schema.ts";
import type { EntryKind } from "../../../../shared/points/schema.ts";

export interface LedgerTables {
  programme: ProgrammeTable;
  programme_version: ProgrammeVersionTable;
  rule_pool: RulePoolTable;
  account: AccountTable;
  account_day: AccountDayTable;
  lot: LotTable;
  entry: EntryTable;
  allocation: AllocationTable;
  hold: HoldTable;
  adjustment: AdjustmentTable;
  adjustment_file: AdjustmentFileTable;
  adjustment_file_part: AdjustmentFilePartTable;
  nightly_chunk: NightlyChunkTable;
  nightly_run: NightlyRunTable;
}

export interface ProgrammeTable {
  programme_id: number;
  name: string;
}

export interface ProgrammeVersionTable {
  programme_id: number;
  version: number;
  rules: string;
  made_at_ms: number;
  made_by: string;
}

export interface RulePoolTable {
  pool: string;
  points_max: number;
  used: number;
}

export interface AccountTable {
  account_id: Generated<number>;
  member_id: number;
  programme_id: number;
  seq: Generated<number>;
  head_hash: Generated<string>;
  balance: Generated<number>;
  lot_balance: Generated<number>;
  debt: Generated<number>;
  pending: Generated<number>;
  held: Generated<number>;
  purchases: Generated<number>;
  visits: Generated<number>;
  spend_yen: Generated<number>;
  last_visit_on: string | null;
  next_expires_on: string | null;
  /** First day at whose start points become usable or lapse; null where none will. */
  due_on: string | null;
  /** Of merchandise, without tax and less what came back, ever and in the last so many days. */
  net_yen: Generated<number>;
  net_yen_30: Generated<number>;
  net_yen_90: Generated<number>;
  net_yen_365: Generated<number>;
  visits_30: Generated<number>;
  visits_90: Generated<number>;
  visits_365: Generated<number>;
  /** The first date on which a day falls out of a window: the windows are exact before it, and stale from then on. */
  windows_until_on: string | null;
  last_store_id: number | null;
  /** Copies, for segments: of `member`, `member_profile` and `account_rank`. */
  member_status: Generated<"active" | "suspended" | "left">;
  joined_on: Generated<string>;
  birthday: string | null;
  birth_year: number | null;
  sex: "female" | "male" | "other" | null;
  language: Generated<"ja" | "en">;
  rank: string | null;
  /** 31 bits of the hash of the member's number, for dealing members out by chance. */
  bucket_seed: Generated<number>;
}

export interface AccountDayTable {
  account_id: number;
  business_date: string;
  purchases: number;
  net_yen: number;
  points_earned: number;
  points_used: number;
}

export interface LotTable {
  account_id: number;
  lot_id: string;
  points: number;
  remaining: number;
  lapsed: Generated<number>;
  activates_on: string;
  expires_on: string;
  origin: LotOrigin;
  funded_by: FundedBy;
  renews: Generated<number>;
  pending: Generated<number>;
  waits: string | null;
}

export interface EntryTable {
  account_id: number;
  seq: number;
  entry_id: string;
  kind: EntryKind;
  points: number;
  balance_after: number;
  debt_after: number;
  occurred_at_ms: number;
  recorded_at_ms: number;
  business_date: string;
  store_id: number | null;
  till_id: string | null;
  actor: string;
  purchase_id: string | null;
  receipt_number: string | null;
  amount_yen: number | null;
  rule_versions: string | null;
  reverses_entry_id: string | null;
  effects: string;
  client_id: string;
  previous_hash: string;
  hash: string;
}

export interface AllocationTable {
  account_id: number;
  entry_id: string;
  lot_id: string;
  points: number;
}

export interface HoldTable {
  hold_id: string;
  account_id: number;
  member_id: number;
  store_id: number;
  till_id: string;
  actor: string;
  entry_id: string;
  points: number;
  status: "open" | "committed" | "released" | "expired";
  made_at_ms: number;
  expires_at_ms: number;
  settled_at_ms: number | null;
  purchase_id: string | null;
}

export interface AdjustmentTable {
  adjustment_id: string;
  account_id: number;
  entry_id: string;
  points: number;
  reason_code: string;
  reason: string | null;
  actor: string;
  file_id: string | null;
  row_key: string | null;
  made_at_ms: number;
}

export interface AdjustmentFileTable {
  file_id: string;
  file_hash: string;
  name: string;
  rows_total: number;
  points_total: number;
  status: "checked" | "applying" | "applied";
  actor: string;
  made_at_ms: number;
  settled_at_ms: number | null;
}

export interface AdjustmentFilePartTable {
  file_id: string;
  nth: number;
  rows: string;
  results: string | null;
}

export interface NightlyChunkTable {
  programme_id: number;
  business_date: string;
  from_account_id: number;
  to_account_id: number;
  ranks_seen_to_id: number;
  leased_by: string | null;
  leased_until_ms: Generated<number>;
  done_at_ms: number | null;
  accounts: Generated<number>;
  points_activated: Generated<number>;
  points_lapsed: Generated<number>;
  ranks_changed: Generated<number>;
}

export interface NightlyRunTable {
  programme_id: number;
  business_date: string;
  accounts: number;
  points_activated: number;
  points_lapsed: number;
  ranks_changed: number;
  finished_at_ms: number;
}
