import { prepare } from "../../platform/database/prepared.ts";

/** Every query on api_key and rate_window stands here. */

/** A key by its token, with how often its family has asked in this window. */
export const keyByToken = prepare<{ tokenHash: string; startsAtMs: number }>()((db, p) =>
  db
    .selectFrom("api_key")
    .leftJoin("rate_window", (join) =>
      join
        .onRef("rate_window.actor", "=", "api_key.family")
        .on("rate_window.starts_at_ms", "=", p.startsAtMs),
    )
    .selectAll("api_key")
    .select("rate_window.used as used")
    .where("api_key.token_hash", "=", p.tokenHash),
);

export const keyById = prepare<{ keyId: string }>()((db, p) =>
  db.selectFrom("api_key").selectAll().where("key_id", "=", p.keyId),
);

export const allKeys = prepare<Record<never, never>>()((db) =>
  db.selectFrom("api_key").selectAll().orderBy("key_id"),
);

export const insertKey = prepare<{
  keyId: string;
  family: string;
  tokenHash: string;
  name: string;
  scopes: string;
  storeIds: string | null;
  perMinuteMax: number;
  madeBy: string;
  nowMs: number;
  expiresAtMs: number | null;
}>()((db, p) =>
  db.insertInto("api_key").values({
    key_id: p.keyId,
    family: p.family,
    token_hash: p.tokenHash,
    name: p.name,
    scopes: p.scopes,
    store_ids: p.storeIds,
    per_minute_max: p.perMinuteMax,
    made_by: p.madeBy,
    made_at_ms: p.nowMs,
    expires_at_ms: p.expiresAtMs,
  }),
);

export const replaceKey = prepare<{ keyId: string; replacedBy: string; expiresAtMs: number }>()((db, p) =>
  db
    .updateTable("api_key")
    .set({ replaced_by: p.replacedBy, expires_at_ms: p.expiresAtMs })
    .where("key_id", "=", p.keyId),
);

/** The whole family: whoever holds an older token of a key that is revoked must not come in by it. */
export const revokeFamily = prepare<{ family: string; nowMs: number }>()((db, p) =>
  db
    .updateTable("api_key")
    .set({ revoked_at_ms: p.nowMs })
    .where("family", "=", p.family)
    .where("revoked_at_ms", "is", null),
);

export const markUsed = prepare<{ keyId: string; today: string }>()((db, p) =>
  db.updateTable("api_key").set({ last_used_on: p.today }).where("key_id", "=", p.keyId),
);

/** One request more; the schema refuses it when it is one too many. */
export const countRequest = prepare<{ actor: string; startsAtMs: number; usedMax: number }>()((db, p) =>
  db
    .insertInto("rate_window")
    .values({ actor: p.actor, starts_at_ms: p.startsAtMs, used: 1, used_max: p.usedMax })
    .onConflict((conflict) =>
      conflict.columns(["actor", "starts_at_ms"]).doUpdateSet((eb) => ({
        used: eb("rate_window.used", "+", 1),
        used_max: eb.ref("excluded.used_max"),
      })),
    ),
);

export const purgeWindows = prepare<{ beforeMs: number }>()((db, p) =>
  db.deleteFrom("rate_window").where("starts_at_ms", "<", p.beforeMs),
);
