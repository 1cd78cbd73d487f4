import { prepare } from "../../platform/database/prepared.ts";

/** Every query on device_key, code_use, scan and scan_failure stands here. */

export const insertKey = prepare<{
  handle: string;
  memberId: number;
  deviceId: string;
  pub: string;
  kid: number;
  nowMs: number;
  notAfterMs: number;
}>()((db, p) =>
  db.insertInto("device_key").values({
    handle: p.handle,
    member_id: p.memberId,
    device_id: p.deviceId,
    pub: p.pub,
    kid: p.kid,
    status: "active",
    created_at_ms: p.nowMs,
    not_after_ms: p.notAfterMs,
    last_online_at_ms: p.nowMs,
  }),
);

export const replaceKey = prepare<{ handle: string; nowMs: number }>()((db, p) =>
  db
    .updateTable("device_key")
    .set({ status: "replaced", replaced_at_ms: p.nowMs })
    .where("handle", "=", p.handle)
    .where("status", "=", "active"),
);

export const revokeKeysOf = prepare<{ memberId: number; nowMs: number }>()((db, p) =>
  db
    .updateTable("device_key")
    .set({ status: "revoked", replaced_at_ms: p.nowMs })
    .where("member_id", "=", p.memberId)
    .where("status", "<>", "revoked"),
);

export const seenOnline = prepare<{ handle: string; nowMs: number }>()((db, p) =>
  db.updateTable("device_key").set({ last_online_at_ms: p.nowMs }).where("handle", "=", p.handle),
);

export const keyByHandle = prepare<{ handle: string }>()((db, p) =>
  db
    .selectFrom("device_key")
    .innerJoin("member", "member.member_id", "device_key.member_id")
    .selectAll("device_key")
    .select(["member.status as member_status", "member.left_at_ms", "member.merged_into_id"])
    .where("device_key.handle", "=", p.handle),
);

/** The newest keys of a member, whatever has become of them. */
export const newestKeysOf = prepare<{ memberId: number; limit: number }>()((db, p) =>
  db
    .selectFrom("device_key")
    .select(["handle", "status", "created_at_ms", "last_online_at_ms", "not_after_ms"])
    .where("member_id", "=", p.memberId)
    .orderBy("created_at_ms", "desc")
    .limit(p.limit),
);

/** The member's keys of the last day and all active ones, newest first. */
export const keysOf = prepare<{ memberId: number; sinceMs: number }>()((db, p) =>
  db
    .selectFrom("device_key")
    .select(["handle", "device_id", "status", "created_at_ms", "not_after_ms"])
    .where("member_id", "=", p.memberId)
    .where((eb) => eb.or([eb("created_at_ms", ">", p.sinceMs), eb("status", "=", "active")]))
    .orderBy("created_at_ms", "desc"),
);

export const useOfStep = prepare<{ handle: string; purpose: number; step: number }>()((db, p) =>
  db
    .selectFrom("code_use")
    .selectAll()
    .where("handle", "=", p.handle)
    .where("purpose", "=", p.purpose)
    .where("step", "=", p.step),
);

/** The newest accepted code of a handle and purpose; burned ones have no number. */
export const newestUse = prepare<{ handle: string; purpose: number }>()((db, p) =>
  db
    .selectFrom("code_use")
    .select(["nth", "step"])
    .where("handle", "=", p.handle)
    .where("purpose", "=", p.purpose)
    .where("nth", "is not", null)
    .orderBy("nth", "desc")
    .limit(1),
);

export const insertUse = prepare<{
  handle: string;
  purpose: number;
  step: number;
  nth: number | null;
  scanId: string | null;
  tillId: string;
  nowMs: number;
}>()((db, p) =>
  db.insertInto("code_use").values({
    handle: p.handle,
    purpose: p.purpose,
    step: p.step,
    nth: p.nth,
    scan_id: p.scanId,
    till_id: p.tillId,
    used_at_ms: p.nowMs,
  }),
);

export const insertScan = prepare<{
  scanId: string;
  memberId: number;
  storeId: number;
  tillId: string;
  staffId: number | null;
  maySpend: number;
  handle: string;
  purpose: number;
  step: number;
  nowMs: number;
  expiresAtMs: number;
}>()((db, p) =>
  db.insertInto("scan").values({
    scan_id: p.scanId,
    member_id: p.memberId,
    store_id: p.storeId,
    till_id: p.tillId,
    staff_id: p.staffId,
    may_spend: p.maySpend,
    handle: p.handle,
    purpose: p.purpose,
    step: p.step,
    scanned_at_ms: p.nowMs,
    expires_at_ms: p.expiresAtMs,
  }),
);

export const scanById = prepare<{ scanId: string }>()((db, p) =>
  db
    .selectFrom("scan")
    .innerJoin("member", "member.member_id", "scan.member_id")
    .selectAll("scan")
    .select([
      "member.status as member_status",
      "member.name as member_name",
      "member.picture_url as member_picture_url",
      "member.public_id as member_public_id",
      "member.line_user_id as member_line_user_id",
      "member.language as member_language",
      "member.merged_into_id",
    ])
    .where("scan.scan_id", "=", p.scanId),
);

/** Where and when a member's card was last read. */
export const lastScanOf = prepare<{ memberId: number }>()((db, p) =>
  db
    .selectFrom("scan")
    .select(["store_id", "scanned_at_ms"])
    .where("member_id", "=", p.memberId)
    .orderBy("scan_id", "desc")
    .limit(1),
);

export const closeScan = prepare<{ scanId: string; nowMs: number }>()((db, p) =>
  db
    .updateTable("scan")
    .set({ closed_at_ms: p.nowMs })
    .where("scan_id", "=", p.scanId)
    .where("closed_at_ms", "is", null),
);

/** A member's scans after a moment that are still open: what the card tells as "your card was read". */
export const openScansOf = prepare<{ memberId: number; after: string; nowMs: number }>()((db, p) =>
  db
    .selectFrom("scan")
    .innerJoin("node", "node.node_id", "scan.store_id")
    .select(["scan.scan_id", "scan.scanned_at_ms", "node.name as store_name"])
    .where("scan.member_id", "=", p.memberId)
    .where("scan.scan_id", ">", p.after)
    .where("scan.closed_at_ms", "is", null)
    .where("scan.expires_at_ms", ">", p.nowMs)
    .orderBy("scan.scan_id"),
);

export const insertFailure = prepare<{
  failureId: string;
  handle: string;
  tillId: string;
  reader: string;
  countsForTill: number;
  code: string;
  nowMs: number;
}>()((db, p) =>
  db.insertInto("scan_failure").values({
    failure_id: p.failureId,
    handle: p.handle,
    till_id: p.tillId,
    reader: p.reader,
    counts_for_till: p.countsForTill,
    code: p.code,
    at_ms: p.nowMs,
  }),
);

export const failuresOfHandle = prepare<{ handle: string; sinceMs: number }>()((db, p) =>
  db
    .selectFrom("scan_failure")
    .select("at_ms")
    .where("handle", "=", p.handle)
    .where("at_ms", ">", p.sinceMs)
    .orderBy("at_ms", "desc")
    .limit(50),
);

export const failuresOfReader = prepare<{ reader: string; sinceMs: number }>()((db, p) =>
  db
    .selectFrom("scan_failure")
    .select("at_ms")
    .where("reader", "=", p.reader)
    .where("counts_for_till", "=", 1)
    .where("at_ms", ">", p.sinceMs)
    .orderBy("at_ms", "desc")
    .limit(400),
);

export const purgeUses = prepare<{ beforeMs: number }>()((db, p) =>
  db.deleteFrom("code_use").where("used_at_ms", "<", p.beforeMs),
);

export const purgeFailures = prepare<{ before: string }>()((db, p) =>
  db.deleteFrom("scan_failure").where("failure_id", "<", p.before),
);
