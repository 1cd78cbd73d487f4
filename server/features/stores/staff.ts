import { Refusal } from "../../../shared/errors.ts";
import type { Role, StoreView } from "../../../shared/stores/schema.ts";
import type { Deps } from "../../deps.ts";
import type { Actor } from "../../platform/auth/actor.ts";
import type { Session } from "../../platform/auth/sessions.ts";
import { type Grant, mayUseTill, roleAt, type StoreNode, storesFor } from "./staff.core.ts";
import * as store from "./store.ts";

/** A living member of staff behind a session, with what they may do. */
export interface Staff {
  readonly staffId: number;
  readonly publicId: string;
  readonly name: string | null;
  readonly grants: readonly Grant[];
}

/** The same person at the store they have chosen. */
export interface StaffAtStore extends Staff {
  readonly store: StoreNode;
  readonly role: Role;
  readonly actor: Actor;
}

/** @throws Refusal staff.not_invited where this LINE user is no member of staff, or no longer. */
export async function staffOf(deps: Deps, session: Session): Promise<Staff> {
  const rows = await deps.database.all(store.rolesOf, { lineUserId: session.lineUserId });
  const [first] = rows;
  if (first === undefined) throw new Refusal("staff.not_invited");
  return {
    staffId: first.staff_id,
    publicId: first.public_id,
    name: first.name,
    grants: rows.map(({ role, path }) => ({ role, path })),
  };
}

/**
 * The person at the till of the session's store.
 * @throws Refusal store.not_chosen, or session.forbidden where their role does not cover that store any more.
 */
export async function staffAtStore(deps: Deps, session: Session): Promise<StaffAtStore> {
  if (session.storeId === null) {
    await staffOf(deps, session);
    throw new Refusal("store.not_chosen");
  }
  const [staff, place] = await Promise.all([staffOf(deps, session), storeNode(deps, session.storeId)]);
  if (place === null) throw new Refusal("store.not_found");
  const role = roleAt(staff.grants, place.path);
  if (!mayUseTill(role)) throw new Refusal("session.forbidden");
  return { ...staff, store: place, role, actor: { kind: "staff", id: staff.publicId, role } };
}

export async function storeNode(deps: Deps, nodeId: number): Promise<StoreNode | null> {
  const row = await deps.database.first(store.storeById, { nodeId });
  if (row === undefined || row.closed_at_ms !== null) return null;
  return nodeOf(row);
}

const placesOfStores = new WeakMap<Deps["database"], Map<string, readonly string[]>>();

/**
 * Public ids of a store and of everything above it in the tree, itself first: what "here" means to a rule. Read once
 * for where it stands now: a store that is moved has another path, and paths of areas do not change.
 */
export async function placesOf(deps: Deps, node: StoreNode): Promise<readonly string[]> {
  const known = placesOfStores.get(deps.database) ?? new Map<string, readonly string[]>();
  placesOfStores.set(deps.database, known);
  const at = `${node.nodeId} ${node.path}`;
  const places = known.get(at);
  if (places !== undefined) return places;
  const rows = await deps.database.all(store.allPlaces, {});
  const above = rows
    .filter(({ path }) => node.path.startsWith(path))
    .sort((a, b) => b.path.length - a.path.length)
    .map((row) => row.public_id);
  known.set(at, above);
  return above;
}

/** The stores this person may choose from. */
export async function storesOf(deps: Deps, staff: Staff): Promise<readonly StoreView[]> {
  return storesFor(staff.grants, (await deps.database.all(store.openStores, {})).map(nodeOf));
}

/** @throws Refusal store.not_found where there is no such store, or not for this person. */
export async function choosableStore(deps: Deps, staff: Staff, publicId: string): Promise<StoreNode> {
  const rows = await deps.database.all(store.openStores, {});
  const node = rows.map(nodeOf).find((candidate) => candidate.publicId === publicId);
  if (node === undefined || !mayUseTill(roleAt(staff.grants, node.path)))
    throw new Refusal("store.not_found");
  return node;
}

interface NodeRow {
  readonly node_id: number;
  readonly public_id: string;
  readonly name: string;
  readonly path: string;
  readonly amount_yen_max: number;
  readonly time_zone: string | null;
}

function nodeOf(row: NodeRow): StoreNode {
  return {
    nodeId: row.node_id,
    publicId: row.public_id,
    name: row.name,
    path: row.path,
    amountYenMax: row.amount_yen_max,
    timeZone: row.time_zone,
  };
}
