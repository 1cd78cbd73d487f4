import { prepare } from "../../platform/database/prepared.ts";

/** What the console shows of entries beside what a member is told: who, why, and of which sale. */
export const entryDetails = prepare<{ accountId: number; from: number; to: number }>()((db, p) =>
  db
    .selectFrom("entry")
    .leftJoin("adjustment", "adjustment.entry_id", "entry.entry_id")
    .leftJoin("adjustment_file", "adjustment_file.file_id", "adjustment.file_id")
    .select([
      "entry.seq",
      "entry.actor",
      "entry.purchase_id",
      "entry.receipt_number",
      "adjustment.reason_code",
      "adjustment.reason",
      "adjustment_file.name as file_name",
    ])
    .where("entry.account_id", "=", p.accountId)
    .where("entry.seq", ">=", p.from)
    .where("entry.seq", "<=", p.to),
);
