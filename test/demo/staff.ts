import { type Person, personNamed } from "./person.ts";

/** Somebody who works here. The name says where, because LINE's login page shows nothing else to choose by. */
export interface Employee extends Person {
  readonly role: "owner" | "manager" | "staff";
  /** Index of their store in the shop's list; null: the whole shop. */
  readonly store: number | null;
}

function employee(name: string, role: Employee["role"], store: number | null): Employee {
  return { ...personNamed(name), role, store };
}

export const owner = employee("縁田 結(オーナー)", "owner", null);
/** Who stands at the till in the story that the opening page tells. */
export const cashier = employee("糸井 あかり(本店)", "staff", 0);

/** For the whole shop: what she writes to many, the owner approves. */
export const marketer = employee("水野 紬(本部 販促)", "manager", null);

export const employees: readonly Employee[] = [
  owner,
  marketer,
  cashier,
  employee("橋本 直人(本店 店長)", "manager", 0),
  employee("野々村 澪(本店)", "staff", 0),
  employee("織田 圭介(駅前店 店長)", "manager", 1),
  employee("結城 さつき(駅前店)", "staff", 1),
  employee("川端 美帆(川辺店 店長)", "manager", 2),
  employee("渡瀬 航(川辺店)", "staff", 2),
];
