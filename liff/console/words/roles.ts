import type { Role } from "../../../shared/stores/schema.ts";
import type { Words } from "../screen.ts";

export const roleWords: Readonly<Record<Role, Words>> = {
  owner: ["オーナー", "Owner"],
  manager: ["店長", "Manager"],
  marketer: ["販促担当", "Marketer"],
  staff: ["スタッフ", "Staff"],
  auditor: ["監査", "Auditor"],
};
