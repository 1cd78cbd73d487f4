import type { Deps } from "../../deps.ts";
import type { Session } from "../../platform/auth/sessions.ts";
import { mayManage, roleAt, type StaffAtStore, staffAtStore } from "../stores/index.ts";
import { mayVoid } from "./sale.core.ts";
import type { Handler, Sold } from "./seller.ts";

/** A sale can be looked up from its own store, and by who manages that store. */
export function maySee(staff: StaffAtStore, sale: Sold): boolean {
  return sale.store_id === staff.store.nodeId || mayManage(roleAt(staff.grants, sale.store_path));
}

export function voidable(staff: StaffAtStore, sale: Sold, today: string): boolean {
  return mayVoid(
    { storeId: sale.store_id, businessDate: sale.business_date },
    { storeId: staff.store.nodeId, manages: mayManage(roleAt(staff.grants, sale.store_path)) },
    today,
  );
}

/**
 * The person at this till as one who takes back. A return has the rights of an undo, because by returning all of it one
 * undoes a sale: staff on its day at its store, who manages the store on any day.
 */
export async function tillHandler(deps: Deps, session: Session): Promise<Handler> {
  const staff = await staffAtStore(deps, session);
  return {
    actor: staff.actor,
    staffId: staff.staffId,
    storeNode: staff.store,
    tillId: session.sessionId,
    refuses(sold, today) {
      if (!maySee(staff, sold)) return "purchase.not_found";
      return voidable(staff, sold, today) ? null : "purchase.void_too_late";
    },
  };
}
