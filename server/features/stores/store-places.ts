import type { Role } from "../../../shared/stores/schema.ts";
import { prepare } from "../../platform/database/prepared.ts";

/** What the console asks of places, roles and invitations. */

export const everyPlace = prepare<Record<never, never>>()((db) =>
  db.selectFrom("node").selectAll().orderBy("path"),
);

export const insertPlace = prepare<{
  publicId: string;
  parentId: number;
  kind: "area" | "store";
  name: string;
  code: string;
  path: string;
  amountYenMax: number;
  timeZone: string | null;
}>()((db, p) =>
  db.insertInto("node").values({
    public_id: p.publicId,
    parent_id: p.parentId,
    kind: p.kind,
    name: p.name,
    code: p.code,
    path: p.path,
    amount_yen_max: p.amountYenMax,
    time_zone: p.timeZone,
  }),
);

export const changePlace = prepare<{
  nodeId: number;
  parentId: number;
  name: string;
  code: string;
  path: string;
  amountYenMax: number;
  timeZone: string | null;
}>()((db, p) =>
  db
    .updateTable("node")
    .set({
      parent_id: p.parentId,
      name: p.name,
      code: p.code,
      path: p.path,
      amount_yen_max: p.amountYenMax,
      time_zone: p.timeZone,
    })
    .where("node_id", "=", p.nodeId),
);

export const closePlace = prepare<{ nodeId: number; closedAtMs: number | null }>()((db, p) =>
  db.updateTable("node").set({ closed_at_ms: p.closedAtMs }).where("node_id", "=", p.nodeId),
);

export const staffAnywhere = prepare<{ publicId: string }>()((db, p) =>
  db.selectFrom("staff").selectAll().where("public_id", "=", p.publicId),
);

export const staffNames = prepare<Record<never, never>>()((db) =>
  db.selectFrom("staff").select(["public_id", "name"]),
);

export const deleteRole = prepare<{ staffId: number; nodeId: number; role: Role }>()((db, p) =>
  db
    .deleteFrom("staff_role")
    .where("staff_id", "=", p.staffId)
    .where("node_id", "=", p.nodeId)
    .where("role", "=", p.role),
);

/** Open invitations: neither used nor taken back nor run out. */
export const pendingInvitations = prepare<{ nowMs: number }>()((db, p) =>
  db
    .selectFrom("invitation")
    .innerJoin("node", "node.node_id", "invitation.node_id")
    .leftJoin("invitation_use", "invitation_use.token_hash", "invitation.token_hash")
    .leftJoin("staff", "staff.public_id", "invitation.invited_by")
    .select([
      "invitation.token_hash",
      "invitation.role",
      "invitation.created_at_ms",
      "invitation.expires_at_ms",
      "node.path",
      "node.public_id as place_id",
      "node.name as place_name",
      "staff.name as invited_by",
    ])
    .where("invitation_use.token_hash", "is", null)
    .where("invitation.revoked_at_ms", "is", null)
    .where("invitation.expires_at_ms", ">", p.nowMs)
    .orderBy("invitation.created_at_ms", "desc"),
);

export const invitationPlace = prepare<{ tokenHash: string }>()((db, p) =>
  db
    .selectFrom("invitation")
    .innerJoin("node", "node.node_id", "invitation.node_id")
    .select(["invitation.role", "node.path", "node.node_id"])
    .where("invitation.token_hash", "=", p.tokenHash),
);

export const revokeInvitation = prepare<{ tokenHash: string; revokedAtMs: number | null }>()((db, p) =>
  db.updateTable("invitation").set({ revoked_at_ms: p.revokedAtMs }).where("token_hash", "=", p.tokenHash),
);

/** Removals of one person since an id was made: the audit log has no index by subject, so it is given an hour. */
export const removalsSince = prepare<{ sinceId: string; subject: string }>()((db, p) =>
  db
    .selectFrom("audit")
    .select(["details"])
    .where("audit_id", ">=", p.sinceId)
    .where("subject", "=", p.subject)
    .where("action", "=", "stores.remove_staff")
    .orderBy("audit_id", "desc")
    .limit(1),
);
