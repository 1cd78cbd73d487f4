import type { Ddl } from "../ddl.ts";

export function shop({ int, text, id, byId, byText }: Ddl): string[] {
  return [
    `CREATE TABLE node (
      node_id ${id},
      public_id ${text} NOT NULL CONSTRAINT node_public_id UNIQUE,
      parent_id ${int} REFERENCES node (node_id),
      kind ${text} NOT NULL CONSTRAINT node_kind CHECK (kind IN ('head_office', 'area', 'store')),
      name ${text} NOT NULL,
      code ${text} NOT NULL,
      path ${text} NOT NULL CONSTRAINT node_path UNIQUE,
      amount_yen_max ${int} NOT NULL,
      time_zone ${text},
      closed_at_ms ${int}
    ) ${byId}`,
    `CREATE TABLE staff (
      staff_id ${id},
      public_id ${text} NOT NULL CONSTRAINT staff_public_id UNIQUE,
      line_user_id ${text} NOT NULL CONSTRAINT staff_line_user UNIQUE,
      name ${text},
      joined_at_ms ${int} NOT NULL,
      left_at_ms ${int}
    ) ${byId}`,
    `CREATE TABLE staff_role (
      staff_id ${int} NOT NULL REFERENCES staff (staff_id),
      node_id ${int} NOT NULL REFERENCES node (node_id),
      role ${text} NOT NULL
        CONSTRAINT staff_role_role CHECK (role IN ('owner', 'manager', 'marketer', 'staff', 'auditor')),
      granted_at_ms ${int} NOT NULL,
      CONSTRAINT staff_role_once PRIMARY KEY (staff_id, node_id, role)
    ) ${byText}`,
    `CREATE TABLE invitation (
      token_hash ${text} PRIMARY KEY,
      node_id ${int} NOT NULL REFERENCES node (node_id),
      role ${text} NOT NULL
        CONSTRAINT invitation_role CHECK (role IN ('owner', 'manager', 'marketer', 'staff', 'auditor')),
      invited_by ${text} NOT NULL,
      created_at_ms ${int} NOT NULL,
      expires_at_ms ${int} NOT NULL,
      revoked_at_ms ${int}
    ) ${byText}`,
    `CREATE TABLE invitation_use (
      token_hash ${text} NOT NULL REFERENCES invitation (token_hash),
      line_user_id ${text} NOT NULL,
      used_at_ms ${int} NOT NULL,
      CONSTRAINT invitation_use_once PRIMARY KEY (token_hash)
    ) ${byText}`,
    `CREATE TABLE audit (
      audit_id ${text} PRIMARY KEY,
      at_ms ${int} NOT NULL,
      actor_kind ${text} NOT NULL,
      actor_id ${text} NOT NULL,
      action ${text} NOT NULL,
      subject ${text} NOT NULL,
      node_id ${int},
      details ${text}
    ) ${byText}`,
    `CREATE TABLE answer (
      scope ${text} NOT NULL,
      idempotency_key ${text} NOT NULL,
      request_hash ${text} NOT NULL,
      body ${text} NOT NULL,
      answered_at_ms ${int} NOT NULL,
      CONSTRAINT answer_once PRIMARY KEY (scope, idempotency_key)
    ) ${byId}`,
  ];
}
