import { Refusal } from "../../../shared/errors.ts";
import type { HeldRole, RoleAsked, StaffOverview, StaffRow } from "../../../shared/stores/admin.ts";
import type { Invitation, Role } from "../../../shared/stores/schema.ts";
import type { Deps } from "../../deps.ts";
import { audited } from "../../platform/database/plan.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import { ulidFloor } from "../../platform/ids.ts";
import { inTurn } from "../../platform/turns.ts";
import type { ConsoleStaff } from "./console.ts";
import { inviteTo } from "./invite.ts";
import type { PlaceNode } from "./nodes.ts";
import { everyPlace } from "./places.ts";
import { mayGrant, mayManage, roleAt } from "./staff.core.ts";
import * as store from "./store.ts";
import * as places from "./store-places.ts";

const roles: readonly Role[] = ["owner", "manager", "marketer", "staff", "auditor"];
/** So long can a removal be undone. */
const undoMs = 3_600_000;

/** Those whom this person may manage, the invitations that wait, and the roles they may give. */
export async function staffOverview(deps: Deps, by: ConsoleStaff): Promise<StaffOverview> {
  const [rows, waiting, all] = await Promise.all([
    deps.database.all(store.allStaff, {}),
    deps.database.all(places.pendingInvitations, { nowMs: deps.clock.nowMs() }),
    everyPlace(deps),
  ]);
  const held = (row: { role: Role; path: string; place_id: string }, name: string): HeldRole => ({
    role: row.role,
    placeId: row.path === "/" ? null : row.place_id,
    placeName: row.path === "/" ? null : name,
    yours: mayGrant(by.grants, row.role, row.path),
  });
  const managed = (path: string): boolean => mayManage(roleAt(by.grants, path));
  const staff = new Map<string, StaffRow>();
  for (const row of rows) {
    const known = staff.get(row.public_id);
    staff.set(row.public_id, {
      publicId: row.public_id,
      name: row.name,
      you: row.public_id === by.publicId,
      joinedAtMs: Number(row.joined_at_ms),
      roles: [...(known?.roles ?? []), held(row, row.node_name)],
    });
  }
  const seen = new Set(rows.filter(({ path }) => managed(path)).map((row) => row.public_id));
  return {
    staff: [...staff.values()].filter(({ publicId }) => seen.has(publicId)),
    invitations: waiting
      .filter(({ path }) => managed(path))
      .map((row) => ({
        ...held(row, row.place_name),
        invitationId: row.token_hash,
        invitedBy: row.invited_by,
        madeAtMs: Number(row.created_at_ms),
        expiresAtMs: Number(row.expires_at_ms),
      })),
    grantable: all
      .filter(({ closed }) => !closed)
      .map((node) => ({
        placeId: node.kind === "head_office" ? null : node.publicId,
        placeName: node.kind === "head_office" ? null : node.name,
        roles: roles.filter((role) => mayGrant(by.grants, role, node.path)),
      }))
      .filter((place) => place.roles.length > 0),
  };
}

export async function inviteFromConsole(deps: Deps, by: ConsoleStaff, asked: RoleAsked): Promise<Invitation> {
  const node = await placeAt(deps, asked.placeId);
  return inviteTo(deps, by, { ...node, name: node.kind === "head_office" ? null : node.name }, asked.role);
}

/** Takes one role away; who has none left stays in the list of the log, and no longer gets in. */
export function revokeRole(deps: Deps, by: ConsoleStaff, publicId: string, asked: RoleAsked): Promise<void> {
  // One after the other, as removals are: two owners who revoke each other at once would leave nobody.
  return inTurn(deps, "remove-staff", async () => {
    const { staffId, node } = await personAt(deps, by, publicId, asked);
    const all = await deps.database.all(store.allStaff, {});
    const owners = all.filter((row) => row.role === "owner");
    const isLast = owners.length === 1 && owners[0]?.public_id === publicId;
    if (asked.role === "owner" && isLast) throw new Refusal("staff.last_owner");
    const statement = places.deleteRole.with({ staffId, nodeId: node.nodeId, role: asked.role });
    await commit(deps, by, { action: "stores.revoke_role", publicId, role: asked.role, node }, [statement]);
  });
}

/** Gives a role to somebody who is staff already, or was until a moment ago: the undo of `revokeRole`. */
export async function grantRole(
  deps: Deps,
  by: ConsoleStaff,
  publicId: string,
  asked: RoleAsked,
): Promise<void> {
  const { lineUserId, node } = await personAt(deps, by, publicId, asked);
  const nowMs = deps.clock.nowMs();
  const statement = store.grantRole.with({ lineUserId, nodeId: node.nodeId, role: asked.role, nowMs });
  await commit(deps, by, { action: "stores.grant_role", publicId, role: asked.role, node }, [statement]);
}

async function personAt(deps: Deps, by: ConsoleStaff, publicId: string, asked: RoleAsked) {
  const node = await placeAt(deps, asked.placeId);
  if (!mayGrant(by.grants, asked.role, node.path)) throw new Refusal("session.forbidden");
  const person = await deps.database.first(places.staffAnywhere, { publicId });
  if (person === undefined || person.left_at_ms !== null) throw new Refusal("staff.not_found");
  return { staffId: person.staff_id, lineUserId: person.line_user_id, node };
}

/**
 * Undoes a removal of the last hour: the roles that were taken are given again, by somebody who may give each of them.
 * @throws Refusal staff.nothing_to_restore.
 */
export async function restoreStaff(deps: Deps, by: ConsoleStaff, publicId: string): Promise<void> {
  const person = await deps.database.first(places.staffAnywhere, { publicId });
  const nowMs = deps.clock.nowMs();
  const removal = await deps.database.first(places.removalsSince, {
    sinceId: ulidFloor(nowMs - undoMs),
    subject: `staff:${publicId}`,
  });
  const taken = rolesIn(removal?.details ?? null);
  if (person === undefined || person.left_at_ms === null || taken.length === 0) {
    throw new Refusal("staff.nothing_to_restore");
  }
  const all = await everyPlace(deps);
  const lineUserId = person.line_user_id;
  const given = taken.map(({ role, nodeId }) => {
    const path = all.find((node) => node.nodeId === nodeId)?.path ?? "/";
    if (!mayGrant(by.grants, role, path)) throw new Refusal("session.forbidden");
    return store.grantRole.with({ lineUserId, nodeId, role, nowMs });
  });
  const revived = store.reviveStaff.with({ lineUserId, name: person.name });
  await commit(deps, by, { action: "stores.restore_staff", publicId, role: null, node: null }, [
    revived,
    ...given,
  ]);
}

function rolesIn(details: string | null): readonly { readonly role: Role; readonly nodeId: number }[] {
  const found: unknown = details === null ? null : JSON.parse(details);
  const text = typeof found === "object" && found !== null && "roles" in found ? String(found.roles) : "";
  return text.split(",").flatMap((part) => {
    const [name, id] = part.split(":");
    const role = roles.find((one) => one === name);
    return role === undefined ? [] : [{ role, nodeId: Number(id) }];
  });
}

/** Takes an open invitation back, or, `revoked` false, lets it open again. */
export async function revokeInvitation(
  deps: Deps,
  by: ConsoleStaff,
  id: string,
  revoked: boolean,
): Promise<void> {
  const row = await deps.database.first(places.invitationPlace, { tokenHash: id });
  if (row === undefined) throw new Refusal("staff.invitation_invalid");
  if (!mayGrant(by.grants, row.role, row.path)) throw new Refusal("session.forbidden");
  const nowMs = deps.clock.nowMs();
  const audit = {
    auditId: deps.ids.ulid(),
    atMs: nowMs,
    actor: by.actor,
    action: revoked ? "stores.cancel_invitation" : "stores.restore_invitation",
    subject: `role:${row.role}`,
    nodeId: row.node_id,
  };
  const statement = places.revokeInvitation.with({ tokenHash: id, revokedAtMs: revoked ? nowMs : null });
  await deps.database.commit(audited(audit, [statement]));
}

async function placeAt(deps: Deps, publicId: string | null): Promise<PlaceNode> {
  const all = await everyPlace(deps);
  const node = all.find((one) =>
    publicId === null ? one.kind === "head_office" : one.publicId === publicId,
  );
  if (node === undefined) throw new Refusal("store.not_found");
  return node;
}

function commit(
  deps: Deps,
  by: ConsoleStaff,
  what: {
    readonly action: string;
    readonly publicId: string;
    readonly role: Role | null;
    readonly node: PlaceNode | null;
  },
  statements: readonly Bound[],
): Promise<void> {
  const row = {
    auditId: deps.ids.ulid(),
    atMs: deps.clock.nowMs(),
    actor: by.actor,
    action: what.action,
    subject: `staff:${what.publicId}`,
    nodeId: what.node?.nodeId ?? null,
    ...(what.role === null ? {} : { details: { role: what.role } }),
  };
  return deps.database.commit(audited(row, statements));
}
