import { mayManage, roleAt, type StaffAtStore } from "../stores/index.ts";
import { mayVoid } from "./sale.core.ts";

/** What deciding about access needs of a sale. */
interface Sold {
  readonly store_id: number;
  readonly store_path: string;
  readonly business_date: string;
}

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
