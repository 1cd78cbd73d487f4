import { Refusal } from "../../../shared/errors.ts";
import type { Invitation, Invite, Role, StaffList } from "../../../shared/stores/schema.ts";
import type { Deps } from "../../deps.ts";
import { endSessionsOf } from "../../platform/auth/sessions.ts";
import { audited } from "../../platform/database/plan.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import { sha256 } from "../../platform/hash.ts";
import type { LineIdentity } from "../../platform/line/login.ts";
import { inTurn } from "../../platform/turns.ts";
import { mayGrant, mayManage, roleAt } from "./staff.core.ts";
import { choosableStore, type Staff } from "./staff.ts";
import * as store from "./store.ts";

const invitationLifeMs = 3 * 24 * 3_600_000;
const setUpLifeMs = 7 * 24 * 3_600_000;

/** A link that makes whoever opens it first a member of staff. Its secret is stored hashed and shown this once. */
export async function invite(deps: Deps, staff: Staff, input: Invite): Promise<Invitation> {
  const place = input.storeId === null ? null : await choosableStore(deps, staff, input.storeId);
  return inviteTo(deps, staff, place ?? { ...(await rootOf(deps)), path: "/", name: null }, input.role);
}

/** The same for any role at any place that this person may give it at. */
export async function inviteTo(
  deps: Deps,
  staff: Staff,
  node: { readonly nodeId: number; readonly path: string; readonly name: string | null },
  role: Role,
): Promise<Invitation> {
  if (!mayGrant(staff.grants, role, node.path)) throw new Refusal("session.forbidden");
  const nowMs = deps.clock.nowMs();
  const secret = deps.ids.secret();
  const expiresAtMs = nowMs + invitationLifeMs;
  const row = store.insertInvitation.with({
    tokenHash: sha256(secret),
    nodeId: node.nodeId,
    role,
    invitedBy: staff.publicId,
    nowMs,
    expiresAtMs,
  });
  const own = roleAt(staff.grants, node.path) ?? "staff";
  await deps.database.commit(
    audited(
      {
        auditId: deps.ids.ulid(),
        atMs: nowMs,
        actor: { kind: "staff", id: staff.publicId, role: own },
        action: "stores.invite",
        subject: `role:${role}`,
        nodeId: node.nodeId,
      },
      [row],
    ),
  );
  return { url: linkOf(deps, secret), role, storeName: node.name, expiresAtMs };
}

const byTheOperator = "set-up";

/**
 * The one-time link for an owner, printed when a shop is set up and whenever the operator asks for another. Only the
 * newest one opens: the one before it was lost, and may lie where somebody finds it.
 */
export function planSetUpLink(deps: Pick<Deps, "clock" | "ids" | "settings">): {
  url: string;
  statements: readonly Bound[];
} {
  const secret = deps.ids.secret();
  const nowMs = deps.clock.nowMs();
  const link = store.insertOwnerInvitation.with({
    tokenHash: sha256(secret),
    invitedBy: byTheOperator,
    nowMs,
    expiresAtMs: nowMs + setUpLifeMs,
  });
  return {
    url: linkOf(deps, secret),
    statements: [store.cancelInvitationsBy.with({ invitedBy: byTheOperator }), link],
  };
}

function linkOf(deps: Pick<Deps, "settings">, secret: string): string {
  return `${deps.settings.publicUrl}/till/?invitation=${secret}`;
}

/**
 * What makes a LINE user staff by an invitation: used once, whoever races for it. The same person opening it again is
 * simply let in.
 * @throws Refusal staff.invitation_invalid, staff.invitation_used or staff.invitation_expired.
 */
export async function planAccept(
  deps: Deps,
  secret: string,
  identity: LineIdentity,
): Promise<{ role: Role; nodeId: number; statements: readonly Bound[] }> {
  const tokenHash = sha256(secret);
  const nowMs = deps.clock.nowMs();
  const invitation = await deps.database.first(store.invitationByHash, { tokenHash });
  if (invitation === undefined || invitation.revoked_at_ms !== null)
    throw new Refusal("staff.invitation_invalid");
  const { role, node_id: nodeId } = invitation;
  if (invitation.used_by !== null) {
    if (invitation.used_by !== identity.userId) throw new Refusal("staff.invitation_used");
    return { role, nodeId, statements: [] };
  }
  if (invitation.expires_at_ms <= nowMs) throw new Refusal("staff.invitation_expired");
  const known = await deps.database.first(store.staffByLineUser, { lineUserId: identity.userId });
  const { userId: lineUserId, name } = identity;
  return {
    role,
    nodeId,
    statements: [
      store.useInvitation.with({ tokenHash, lineUserId, nowMs }),
      known === undefined
        ? store.insertStaff.with({ publicId: deps.ids.publicId(), lineUserId, name, nowMs })
        : store.reviveStaff.with({ lineUserId, name: name ?? known.name }),
      store.grantRole.with({ lineUserId, nodeId, role, nowMs }),
    ],
  };
}

/** Those this person may manage, themselves included. */
export async function staffList(deps: Deps, staff: Staff): Promise<StaffList> {
  const rows = await deps.database.all(store.allStaff, {});
  const byId = new Map<string, { name: string | null; paths: string[]; roles: RoleRow[] }>();
  for (const row of rows) {
    const entry = byId.get(row.public_id) ?? { name: row.name, paths: [], roles: [] };
    entry.paths.push(row.path);
    entry.roles.push({ role: row.role, storeName: row.kind === "store" ? row.node_name : null });
    byId.set(row.public_id, entry);
  }
  const visible = [...byId].filter(([, { paths }]) =>
    paths.some((path) => mayManage(roleAt(staff.grants, path))),
  );
  if (visible.length === 0) throw new Refusal("session.forbidden");
  return {
    staff: visible.map(([publicId, { name, roles }]) => ({
      publicId,
      name,
      roles,
      you: publicId === staff.publicId,
    })),
  };
}

interface RoleRow {
  readonly role: Role;
  readonly storeName: string | null;
}

/** Takes a member of staff's roles, sessions and open invitations away at once. What they did keeps their name. */
export function removeStaff(deps: Deps, staff: Staff, publicId: string): Promise<void> {
  // One removal after the other: two owners who remove each other at once would leave nobody.
  return inTurn(deps, "remove-staff", () => removeNow(deps, staff, publicId));
}

async function removeNow(deps: Deps, staff: Staff, publicId: string): Promise<void> {
  const all = await deps.database.all(store.allStaff, {});
  const rows = all.filter((row) => row.public_id === publicId);
  const [target] = rows;
  if (target === undefined) throw new Refusal("staff.not_found");
  const allowed = rows.every((row) => mayGrant(staff.grants, row.role, row.path));
  if (!allowed) throw new Refusal("session.forbidden");
  const owners = new Set(all.filter((row) => row.role === "owner").map((row) => row.public_id));
  if (owners.size === 1 && owners.has(publicId)) throw new Refusal("staff.last_owner");
  const nowMs = deps.clock.nowMs();
  await deps.database.commit(
    audited(
      {
        auditId: deps.ids.ulid(),
        atMs: nowMs,
        actor: { kind: "staff", id: staff.publicId, role: roleAt(staff.grants, target.path) ?? "manager" },
        action: "stores.remove_staff",
        subject: `staff:${publicId}`,
        nodeId: null,
        // What an undo gives back.
        details: { roles: rows.map((row) => `${row.role}:${row.node_id}`).join(",") },
      },
      [
        store.removeStaff.with({ staffId: target.staff_id, nowMs }),
        store.deleteRoles.with({ staffId: target.staff_id }),
        // A link they made and kept would let them in again.
        store.cancelInvitationsBy.with({ invitedBy: publicId }),
        endSessionsOf(target.line_user_id, "till"),
        endSessionsOf(target.line_user_id, "console"),
      ],
    ),
  );
}

async function rootOf(deps: Deps): Promise<{ nodeId: number }> {
  const root = await deps.database.first(store.rootNode, {});
  if (root === undefined) throw new Refusal("store.not_found");
  return { nodeId: root.node_id };
}
