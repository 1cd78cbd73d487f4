import type { Generated } from "kysely";
import type { Role } from "../../../../shared/stores/schema.ts";

export interface ShopTables {
  node: NodeTable;
  staff: StaffTable;
  staff_role: StaffRoleTable;
  invitation: InvitationTable;
  invitation_use: InvitationUseTable;
  audit: AuditTable;
  answer: AnswerTable;
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
  /** Taken back; null again where that was undone. */
  revoked_at_ms: number | null;
}

export interface InvitationUseTable {
  token_hash: string;
  line_user_id: string;
  used_at_ms: number;
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
