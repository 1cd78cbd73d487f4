import type { Role } from "../../../shared/stores/schema.ts";
import { prepare } from "../../platform/database/prepared.ts";

/** Every query on node, staff, staff_role, invitation and invitation_use stands here. */

export const insertRootNode = prepare<{ publicId: string; name: string; amountYenMax: number }>()((db, p) =>
  db.insertInto("node").values({
    public_id: p.publicId,
    parent_id: null,
    kind: "head_office",
    name: p.name,
    code: "HQ",
    path: "/",
    amount_yen_max: p.amountYenMax,
  }),
);

/** Below head office; a store's path is its parent's with its own code. */
export const insertStoreNode = prepare<{
  publicId: string;
  name: string;
  code: string;
  path: string;
  amountYenMax: number;
}>()((db, p) =>
  db
    .insertInto("node")
    .columns(["public_id", "parent_id", "kind", "name", "code", "path", "amount_yen_max"])
    .expression((eb) =>
      eb
        .selectFrom("node")
        .select((s) => [
          s.cast<string>(s.val(p.publicId), "text").as("public_id"),
          "node.node_id",
          s.cast<"store">(s.val("store"), "text").as("kind"),
          s.cast<string>(s.val(p.name), "text").as("name"),
          s.cast<string>(s.val(p.code), "text").as("code"),
          s.cast<string>(s.val(p.path), "text").as("path"),
          s.cast<number>(s.val(p.amountYenMax), "bigint").as("amount_yen_max"),
        ])
        .where("node.kind", "=", "head_office"),
    ),
);

export const rootNode = prepare<Record<never, never>>()((db) =>
  db.selectFrom("node").select(["node_id", "public_id", "name"]).where("kind", "=", "head_office").limit(1),
);

/** One row for each role of a living member of staff, with the part of the tree it is held over. */
export const rolesOf = prepare<{ lineUserId: string }>()((db, p) =>
  db
    .selectFrom("staff")
    .innerJoin("staff_role", "staff_role.staff_id", "staff.staff_id")
    .innerJoin("node", "node.node_id", "staff_role.node_id")
    .select([
      "staff.staff_id",
      "staff.public_id",
      "staff.name",
      "staff_role.role",
      "node.path",
      "node.node_id",
      "node.kind",
      "node.name as node_name",
    ])
    .where("staff.line_user_id", "=", p.lineUserId)
    .where("staff.left_at_ms", "is", null),
);

export const storeById = prepare<{ nodeId: number }>()((db, p) =>
  db.selectFrom("node").selectAll().where("node_id", "=", p.nodeId).where("kind", "=", "store"),
);

export const allPlaces = prepare<Record<never, never>>()((db) =>
  db.selectFrom("node").select(["public_id", "path"]),
);

/** A store, an area or head office by its public id. */
export const nodeByPublicId = prepare<{ publicId: string }>()((db, p) =>
  db.selectFrom("node").selectAll().where("public_id", "=", p.publicId),
);

export const openStores = prepare<Record<never, never>>()((db) =>
  db
    .selectFrom("node")
    .selectAll()
    .where("kind", "=", "store")
    .where("closed_at_ms", "is", null)
    .orderBy("code"),
);

export const openPlaces = prepare<Record<never, never>>()((db) =>
  db
    .selectFrom("node")
    .select(["public_id", "name", "kind"])
    .where("closed_at_ms", "is", null)
    .orderBy("path"),
);

export const allStaff = prepare<Record<never, never>>()((db) =>
  db
    .selectFrom("staff")
    .innerJoin("staff_role", "staff_role.staff_id", "staff.staff_id")
    .innerJoin("node", "node.node_id", "staff_role.node_id")
    .select([
      "staff.staff_id",
      "staff.public_id",
      "staff.name",
      "staff.line_user_id",
      "staff.joined_at_ms",
      "staff_role.role",
      "node.node_id",
      "node.public_id as place_id",
      "node.path",
      "node.kind",
      "node.name as node_name",
    ])
    .where("staff.left_at_ms", "is", null)
    .orderBy("staff.staff_id"),
);

export const staffByPublicId = prepare<{ publicId: string }>()((db, p) =>
  db.selectFrom("staff").select(["public_id", "name"]).where("public_id", "=", p.publicId),
);

export const staffByLineUser = prepare<{ lineUserId: string }>()((db, p) =>
  db.selectFrom("staff").selectAll().where("line_user_id", "=", p.lineUserId),
);

export const insertStaff = prepare<{
  publicId: string;
  lineUserId: string;
  name: string | null;
  nowMs: number;
}>()((db, p) =>
  db.insertInto("staff").values({
    public_id: p.publicId,
    line_user_id: p.lineUserId,
    name: p.name,
    joined_at_ms: p.nowMs,
  }),
);

export const reviveStaff = prepare<{ lineUserId: string; name: string | null }>()((db, p) =>
  db.updateTable("staff").set({ left_at_ms: null, name: p.name }).where("line_user_id", "=", p.lineUserId),
);

export const removeStaff = prepare<{ staffId: number; nowMs: number }>()((db, p) =>
  db.updateTable("staff").set({ left_at_ms: p.nowMs }).where("staff_id", "=", p.staffId),
);

export const deleteRoles = prepare<{ staffId: number }>()((db, p) =>
  db.deleteFrom("staff_role").where("staff_id", "=", p.staffId),
);

/** The member of staff may have been inserted by the same plan. A role held already is left as it is. */
export const grantRole = prepare<{ lineUserId: string; nodeId: number; role: string; nowMs: number }>()(
  (db, p) =>
    db
      .insertInto("staff_role")
      .columns(["staff_id", "node_id", "role", "granted_at_ms"])
      .expression((eb) =>
        eb
          .selectFrom("staff")
          .innerJoin("node", (join) => join.on("node.node_id", "=", p.nodeId))
          .select((s) => [
            "staff.staff_id",
            "node.node_id",
            s.cast<Role>(s.val(p.role), "text").as("role"),
            s.cast<number>(s.val(p.nowMs), "bigint").as("granted_at_ms"),
          ])
          .where("staff.line_user_id", "=", p.lineUserId),
      )
      .onConflict((conflict) => conflict.doNothing()),
);

export const insertInvitation = prepare<{
  tokenHash: string;
  nodeId: number;
  role: string;
  invitedBy: string;
  nowMs: number;
  expiresAtMs: number;
}>()((db, p) =>
  db.insertInto("invitation").values({
    token_hash: p.tokenHash,
    node_id: p.nodeId,
    role: roleSlot(p.role),
    invited_by: p.invitedBy,
    created_at_ms: p.nowMs,
    expires_at_ms: p.expiresAtMs,
  }),
);

export const invitationByHash = prepare<{ tokenHash: string }>()((db, p) =>
  db
    .selectFrom("invitation")
    .innerJoin("node", "node.node_id", "invitation.node_id")
    .leftJoin("invitation_use", "invitation_use.token_hash", "invitation.token_hash")
    .select([
      "invitation.node_id",
      "invitation.role",
      "invitation.expires_at_ms",
      "invitation.revoked_at_ms",
      "node.path",
      "invitation_use.line_user_id as used_by",
    ])
    .where("invitation.token_hash", "=", p.tokenHash),
);

export const useInvitation = prepare<{ tokenHash: string; lineUserId: string; nowMs: number }>()((db, p) =>
  db
    .insertInto("invitation_use")
    .values({ token_hash: p.tokenHash, line_user_id: p.lineUserId, used_at_ms: p.nowMs }),
);

/** Invitations nobody has used yet. One that was used stays, as the record of how somebody came in. */
export const cancelInvitationsBy = prepare<{ invitedBy: string }>()((db, p) =>
  db
    .deleteFrom("invitation")
    .where("invited_by", "=", p.invitedBy)
    .where("token_hash", "not in", (eb) => eb.selectFrom("invitation_use").select("token_hash")),
);

/** For head office, which the same plan may have inserted. */
export const insertOwnerInvitation = prepare<{
  tokenHash: string;
  invitedBy: string;
  nowMs: number;
  expiresAtMs: number;
}>()((db, p) =>
  db
    .insertInto("invitation")
    .columns(["token_hash", "node_id", "role", "invited_by", "created_at_ms", "expires_at_ms"])
    .expression((eb) =>
      eb
        .selectFrom("node")
        .select((s) => [
          s.cast<string>(s.val(p.tokenHash), "text").as("token_hash"),
          "node.node_id",
          s.cast<Role>(s.val("owner"), "text").as("role"),
          s.cast<string>(s.val(p.invitedBy), "text").as("invited_by"),
          s.cast<number>(s.val(p.nowMs), "bigint").as("created_at_ms"),
          s.cast<number>(s.val(p.expiresAtMs), "bigint").as("expires_at_ms"),
        ])
        .where("node.kind", "=", "head_office"),
    ),
);

/** A parameter's type is any text while the column knows five; the callers pass a `Role`. */
function roleSlot(slot: string): Role {
  return slot as Role;
}
