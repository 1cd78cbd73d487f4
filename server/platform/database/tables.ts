import type { Generated } from "kysely";
import type { FundedBy, LotOrigin } from "../../../shared/points/programme/schema.ts";
import type { EntryKind } from "../../../shared/points/schema.ts";
import type { Role } from "../../../shared/stores/schema.ts";

/**
 * The rows of every table, as Kysely sees them. The schema itself is in `migrations/`; a test compares the
 * two.
 */
export interface Tables {
  node: NodeTable;
  staff: StaffTable;
  staff_role: StaffRoleTable;
  invitation: InvitationTable;
  invitation_use: InvitationUseTable;
  programme: ProgrammeTable;
  programme_version: ProgrammeVersionTable;
  audit: AuditTable;
  answer: AnswerTable;
  member: MemberTable;
  consent: ConsentTable;
  line_friend: LineFriendTable;
  session: SessionTable;
  device_key: DeviceKeyTable;
  code_use: CodeUseTable;
  scan_failure: ScanFailureTable;
  scan: ScanTable;
  account: AccountTable;
  entry: EntryTable;
  lot: LotTable;
  allocation: AllocationTable;
  rule_pool: RulePoolTable;
  account_day: AccountDayTable;
  hold: HoldTable;
  adjustment: AdjustmentTable;
  adjustment_file: AdjustmentFileTable;
  adjustment_file_part: AdjustmentFilePartTable;
  nightly_chunk: NightlyChunkTable;
  nightly_run: NightlyRunTable;
  ladder_version: LadderVersionTable;
  account_rank: AccountRankTable;
  rank_change: RankChangeTable;
  rank_event: RankEventTable;
  purchase: PurchaseTable;
  purchase_line: PurchaseLineTable;
  purchase_void: PurchaseVoidTable;
  refund: RefundTable;
  api_key: ApiKeyTable;
  rate_window: RateWindowTable;
  outbox: OutboxTable;
  line_event: LineEventTable;
}

export interface NodeTable {
  node_id: Generated<number>;
  public_id: string;
  parent_id: number | null;
  kind: "head_office" | "area" | "store";
  name: string;
  code: string;
  path: string;
  amount_yen_max: number;
  time_zone: string | null;
  closed_at_ms: number | null;
}

export interface StaffTable {
  staff_id: Generated<number>;
  public_id: string;
  line_user_id: string;
  name: string | null;
  joined_at_ms: number;
  left_at_ms: number | null;
}

export interface StaffRoleTable {
  staff_id: number;
  node_id: number;
  role: Role;
  granted_at_ms: number;
}

export interface InvitationTable {
  token_hash: string;
  node_id: number;
  role: Role;
  invited_by: string;
  created_at_ms: number;
  expires_at_ms: number;
}

export interface InvitationUseTable {
  token_hash: string;
  line_user_id: string;
  used_at_ms: number;
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

export interface AuditTable {
  audit_id: string;
  at_ms: number;
  actor_kind: string;
  actor_id: string;
  action: string;
  subject: string;
  node_id: number | null;
  details: string | null;
}

export interface AnswerTable {
  scope: string;
  idempotency_key: string;
  request_hash: string;
  body: string;
  answered_at_ms: number;
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

export interface LineFriendTable {
  line_user_id: string;
  following: number;
  changed_at_ms: number;
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

export interface DeviceKeyTable {
  handle: string;
  member_id: number;
  device_id: string;
  pub: string;
  kid: number;
  status: "active" | "replaced" | "revoked";
  created_at_ms: number;
  not_after_ms: number;
  replaced_at_ms: number | null;
  last_online_at_ms: number;
}

export interface CodeUseTable {
  handle: string;
  purpose: number;
  step: number;
  nth: number | null;
  scan_id: string | null;
  till_id: string;
  used_at_ms: number;
}

export interface ScanFailureTable {
  failure_id: string;
  handle: string;
  till_id: string;
  /** `kind:publicId` of who read it. */
  reader: string;
  counts_for_till: number;
  code: string;
  at_ms: number;
}

export interface ScanTable {
  scan_id: string;
  member_id: number;
  store_id: number;
  till_id: string;
  staff_id: number | null;
  may_spend: number;
  handle: string;
  purpose: number;
  step: number;
  scanned_at_ms: number;
  expires_at_ms: number;
  closed_at_ms: number | null;
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

export interface AllocationTable {
  account_id: number;
  entry_id: string;
  lot_id: string;
  points: number;
}

export interface RulePoolTable {
  pool: string;
  points_max: number;
  used: number;
}

export interface AccountDayTable {
  account_id: number;
  business_date: string;
  purchases: number;
  net_yen: number;
  points_earned: number;
  points_used: number;
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

export interface PurchaseTable {
  purchase_id: string;
  account_id: number;
  member_id: number;
  store_id: number;
  till_id: string;
  staff_id: number | null;
  actor: string;
  scan_id: string | null;
  channel: "store" | "ec";
  source: "till" | "offline" | "api";
  receipt_number: string | null;
  amount_yen: number;
  net_yen: number;
  points_used: number;
  discount_yen: number;
  points_earned: number;
  programme_version: number;
  facts: string;
  award: string;
  occurred_at_ms: number;
  recorded_at_ms: number;
  business_date: string;
}

export interface PurchaseLineTable {
  purchase_id: string;
  line_id: string;
  nth: number;
  kind: "item" | "shipping";
  item_code: string | null;
  categories: string;
  brand: string | null;
  quantity: number;
  amount_yen: number;
  discount_yen: number;
  points_yen: number;
  tax_per_mille: number;
}

export interface PurchaseVoidTable {
  purchase_id: string;
  member_id: number;
  staff_id: number | null;
  actor: string;
  store_id: number;
  reason: string | null;
  voided_at_ms: number;
  points_given_back: number;
  points_taken_back: number;
}

export interface RefundTable {
  purchase_id: string;
  nth: number;
  refund_id: string;
  member_id: number;
  store_id: number;
  actor: string;
  reason: string | null;
  amount_yen: number;
  net_yen: number;
  lines: string;
  points_given_back: number;
  points_taken_back: number;
  points_owed: number;
  points_waived: number;
  given_back_by_lot: string;
  draws: string;
  occurred_at_ms: number;
  recorded_at_ms: number;
  business_date: string;
}

export interface ApiKeyTable {
  key_id: string;
  family: string;
  token_hash: string;
  name: string;
  scopes: string;
  store_ids: string | null;
  per_minute_max: number;
  made_by: string;
  made_at_ms: number;
  expires_at_ms: number | null;
  replaced_by: string | null;
  revoked_at_ms: number | null;
  last_used_on: string | null;
}

export interface RateWindowTable {
  actor: string;
  starts_at_ms: number;
  used: number;
  used_max: number;
}

export interface OutboxTable {
  message_id: string;
  dedupe_key: string;
  line_user_id: string;
  member_id: number | null;
  reason: string;
  priority: number;
  messages: string;
  retry_key: string;
  status: "waiting" | "sent" | "refused" | "unknown";
  attempts: Generated<number>;
  queued_at_ms: number;
  due_at_ms: number;
  first_tried_at_ms: number | null;
  leased_by: string | null;
  leased_until_ms: Generated<number>;
  settled_at_ms: number | null;
  line_status: number | null;
  line_request_id: string | null;
  line_answer: string | null;
}

export interface LineEventTable {
  webhook_event_id: string;
  type: string;
  occurred_at_ms: number;
  received_at_ms: number;
  body: string;
  status: "waiting" | "done" | "ignored" | "dead";
  attempts: Generated<number>;
  due_at_ms: number;
  leased_by: string | null;
  leased_until_ms: Generated<number>;
  failure: string | null;
}
