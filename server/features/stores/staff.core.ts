import type { ConsoleRights, ConsoleRole } from "../../../shared/stores/console.ts";
import type { Role, StoreView } from "../../../shared/stores/schema.ts";

/** A role and the part of the tree it is held over: `/` is the whole shop, `/S1/` one store. */
export interface Grant {
  readonly role: Role;
  readonly path: string;
}

export interface StoreNode {
  readonly nodeId: number;
  readonly publicId: string;
  readonly name: string;
  readonly path: string;
  readonly amountYenMax: number;
  /** Where it is not the shop's own. */
  readonly timeZone: string | null;
}

const strength: Readonly<Record<Role, number>> = { owner: 4, manager: 3, staff: 2, marketer: 1, auditor: 0 };

/** The strongest role that covers a place in the tree; null where none does. */
export function roleAt(grants: readonly Grant[], path: string): Role | null {
  const covering = grants.filter((grant) => path.startsWith(grant.path));
  return covering.reduce<Role | null>(
    (best, { role }) => (best === null || strength[role] > strength[best] ? role : best),
    null,
  );
}

/** Owners, managers and staff stand at tills; marketers and auditors do not. */
export function mayUseTill(role: Role | null): role is "owner" | "manager" | "staff" {
  return role === "owner" || role === "manager" || role === "staff";
}

export function mayManage(role: Role | null): boolean {
  return role === "owner" || role === "manager";
}

/** The stores where this person may stand at the till, each with their role there. */
export function storesFor(grants: readonly Grant[], stores: readonly StoreNode[]): readonly StoreView[] {
  return stores.flatMap((store) => {
    const role = roleAt(grants, store.path);
    return mayUseTill(role) ? [{ publicId: store.publicId, name: store.name, role }] : [];
  });
}

/** Nobody gives a role as strong as their own, except owners, who may also make managers. */
export function mayGrant(grants: readonly Grant[], role: Role, path: string): boolean {
  const own = roleAt(grants, path);
  if (own === "owner") return true;
  return own === "manager" && role === "staff";
}

const atConsole = ["owner", "manager", "marketer", "auditor"] as const;

/** The strongest role that opens the console, wherever it is held; null for those who stand at tills alone. */
export function consoleRole(grants: readonly Grant[]): ConsoleRole | null {
  return atConsole.find((role) => grants.some((grant) => grant.role === role)) ?? null;
}

/**
 * Rules and ranks are the whole shop's, so it takes a role over all of it to publish them. A member belongs to the shop
 * and not to a store: managers move points of any member, within their limit.
 */
export function consoleRights(grants: readonly Grant[]): ConsoleRights {
  const holds = (role: Role, path?: string): boolean =>
    grants.some((grant) => grant.role === role && (path === undefined || grant.path === path));
  return {
    publish: holds("owner", "/") || holds("marketer", "/"),
    adjust: holds("owner") || holds("manager"),
    members: holds("owner") || holds("manager") || holds("marketer"),
    keys: holds("owner") || holds("manager"),
    stop: holds("owner") || holds("manager") || holds("marketer"),
    messages: holds("owner", "/") || holds("manager", "/") || holds("marketer", "/"),
    places: holds("owner", "/"),
    staff: holds("owner") || holds("manager"),
  };
}
