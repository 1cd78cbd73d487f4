import type { Database } from "../../platform/database/database.ts";
import { isAmongTexts } from "../../platform/database/json-rows.ts";
import { prepare } from "../../platform/database/prepared.ts";

/** Every query on adjustment, adjustment_file and adjustment_file_part stands here. */

export const insertAdjustment = prepare<{
  adjustmentId: string;
  accountId: number;
  entryId: string;
  points: number;
  reasonCode: string;
  reason: string | null;
  actor: string;
  fileId: string | null;
  rowKey: string | null;
  nowMs: number;
}>()((db, p) =>
  db.insertInto("adjustment").values({
    adjustment_id: p.adjustmentId,
    account_id: p.accountId,
    entry_id: p.entryId,
    points: p.points,
    reason_code: p.reasonCode,
    reason: p.reason,
    actor: p.actor,
    file_id: p.fileId,
    row_key: p.rowKey,
    made_at_ms: p.nowMs,
  }),
);

/** Rows of files that were applied, by JSON arrays of member numbers and row keys. */
export const appliedKeys = prepare<{ members: string; keys: string }>()((db, p, dialect) =>
  db
    .selectFrom("member")
    .innerJoin("account", "account.member_id", "member.member_id")
    .innerJoin("adjustment", "adjustment.account_id", "account.account_id")
    .select(["member.public_id", "adjustment.row_key"])
    .where(isAmongTexts(dialect, "member.public_id", p.members))
    .where(isAmongTexts(dialect, "adjustment.row_key", p.keys))
    .where("adjustment.file_id", "is not", null),
);

/** Why points were moved may name the person; that they were stays in the ledger. */
export const forgetReasons = prepare<{ accountId: number }>()((db, p) =>
  db.updateTable("adjustment").set({ reason: null }).where("account_id", "=", p.accountId),
);

export const fileByHash = prepare<{ fileHash: string }>()((db, p) =>
  db.selectFrom("adjustment_file").selectAll().where("file_hash", "=", p.fileHash),
);

export const fileById = prepare<{ fileId: string }>()((db, p) =>
  db.selectFrom("adjustment_file").selectAll().where("file_id", "=", p.fileId),
);

export const newestFiles = prepare<{ limit: number }>()((db, p) =>
  db
    .selectFrom("adjustment_file")
    .selectAll()
    .where("status", "!=", "checked")
    .orderBy("file_id", "desc")
    .limit(p.limit),
);

export const filesApplying = prepare<Record<never, never>>()((db) =>
  db.selectFrom("adjustment_file").selectAll().where("status", "=", "applying").orderBy("file_id"),
);

export const checkedBefore = prepare<{ beforeMs: number }>()((db, p) =>
  db
    .selectFrom("adjustment_file")
    .select("file_id")
    .where("status", "=", "checked")
    .where("made_at_ms", "<", p.beforeMs)
    .limit(100),
);

export const insertFile = prepare<{
  fileId: string;
  fileHash: string;
  name: string;
  rowsTotal: number;
  pointsTotal: number;
  actor: string;
  nowMs: number;
}>()((db, p) =>
  db.insertInto("adjustment_file").values({
    file_id: p.fileId,
    file_hash: p.fileHash,
    name: p.name,
    rows_total: p.rowsTotal,
    points_total: p.pointsTotal,
    status: "checked",
    actor: p.actor,
    made_at_ms: p.nowMs,
    settled_at_ms: null,
  }),
);

export const insertPart = prepare<{ fileId: string; nth: number; rows: string }>()((db, p) =>
  db
    .insertInto("adjustment_file_part")
    .values({ file_id: p.fileId, nth: p.nth, rows: p.rows, results: null }),
);

/** A dry run that nobody accepted. */
export const deletePartsOfChecked = prepare<{ fileId: string }>()((db, p) =>
  db
    .deleteFrom("adjustment_file_part")
    .where("file_id", "=", p.fileId)
    .where("file_id", "in", (eb) =>
      eb.selectFrom("adjustment_file").select("adjustment_file.file_id").where("status", "=", "checked"),
    ),
);

export const deleteChecked = prepare<{ fileId: string }>()((db, p) =>
  db.deleteFrom("adjustment_file").where("file_id", "=", p.fileId).where("status", "=", "checked"),
);

/** From the dry run to being applied, by whoever accepts first; the time is that of the acceptance from then on. */
export const acceptFile = prepare<{ fileId: string; actor: string; nowMs: number }>()((db, p) =>
  db
    .updateTable("adjustment_file")
    .set({ status: "applying", actor: p.actor, made_at_ms: p.nowMs })
    .where("file_id", "=", p.fileId)
    .where("status", "=", "checked"),
);

export const settleFile = prepare<{ fileId: string; nowMs: number }>()((db, p) =>
  db
    .updateTable("adjustment_file")
    .set({ status: "applied", settled_at_ms: p.nowMs })
    .where("file_id", "=", p.fileId)
    .where("status", "=", "applying"),
);

export const partsOf = prepare<{ fileId: string }>()((db, p) =>
  db.selectFrom("adjustment_file_part").selectAll().where("file_id", "=", p.fileId).orderBy("nth"),
);

/** The next part that was not applied. */
export const openPart = prepare<{ fileId: string }>()((db, p) =>
  db
    .selectFrom("adjustment_file_part")
    .selectAll()
    .where("file_id", "=", p.fileId)
    .where("results", "is", null)
    .orderBy("nth")
    .limit(1),
);

export const closePart = prepare<{ fileId: string; nth: number; results: string }>()((db, p) =>
  db
    .updateTable("adjustment_file_part")
    .set({ results: p.results })
    .where("file_id", "=", p.fileId)
    .where("nth", "=", p.nth),
);

/** D1 binds at most a hundred values. */
const idsAtOnce = 80;

/** What members can use on a day, and what they owe, by their ids. */
export async function usableOf(
  db: Database["point"],
  memberIds: readonly number[],
  programmeId: number,
  on: string,
): Promise<ReadonlyMap<number, { readonly points: number; readonly debt: number }>> {
  const found = new Map<number, { points: number; debt: number }>();
  for (let at = 0; at < memberIds.length; at += idsAtOnce) {
    const rows = await db
      .selectFrom("account")
      .leftJoin("lot", (join) =>
        join
          .onRef("lot.account_id", "=", "account.account_id")
          .on("lot.remaining", ">", 0)
          .on("lot.activates_on", "<=", on)
          .on("lot.expires_on", ">=", on),
      )
      .select(["account.member_id", "account.debt", "lot.remaining"])
      .where("account.programme_id", "=", programmeId)
      .where("account.member_id", "in", memberIds.slice(at, at + idsAtOnce))
      .execute();
    for (const row of rows) {
      const points = (found.get(row.member_id)?.points ?? 0) + (row.remaining ?? 0);
      found.set(row.member_id, { points, debt: row.debt });
    }
  }
  return found;
}
