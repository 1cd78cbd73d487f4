import type { Generated } from "kysely";
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
  purchase: PurchaseTable;
  purchase_void: PurchaseVoidTable;
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
  kind: "card" | "till";
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
  staff_id: number;
  counts_for_till: number;
  code: string;
  at_ms: number;
}

export interface ScanTable {
  scan_id: string;
  member_id: number;
  store_id: number;
  till_id: string;
  staff_id: number;
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
  visits: Generated<number>;
  spend_yen: Generated<number>;
  last_visit_on: string | null;
  next_expires_on: string | null;
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
  client_id: string;
  previous_hash: string;
  hash: string;
}

export interface LotTable {
  account_id: number;
  lot_id: string;
  points: number;
  remaining: number;
  activates_on: string;
  expires_on: string;
  origin: LotOrigin;
  funded_by: string;
}

export interface AllocationTable {
  account_id: number;
  entry_id: string;
  lot_id: string;
  points: number;
}

export interface PurchaseTable {
  purchase_id: string;
  account_id: number;
  member_id: number;
  store_id: number;
  till_id: string;
  staff_id: number;
  scan_id: string;
  amount_yen: number;
  points_used: number;
  discount_yen: number;
  points_earned: number;
  rule_version: number;
  occurred_at_ms: number;
  business_date: string;
}

export interface PurchaseVoidTable {
  purchase_id: string;
  member_id: number;
  staff_id: number;
  store_id: number;
  reason: string | null;
  voided_at_ms: number;
  points_given_back: number;
  points_taken_back: number;
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

export type LotOrigin = "purchase" | "promotion" | "adjustment" | "migration";
