import { prepare } from "../../platform/database/prepared.ts";

/** Every query on reach_version stands here. */

export const lastVersion = prepare<Record<never, never>>()((db) =>
  db.selectFrom("reach_version").selectAll().orderBy("version", "desc").limit(1),
);

export const versions = prepare<{ limit: number }>()((db, p) =>
  db
    .selectFrom("reach_version")
    .select(["version", "made_at_ms", "made_by"])
    .orderBy("version", "desc")
    .limit(p.limit),
);

export const insertVersion = prepare<{ version: number; settings: string; nowMs: number; madeBy: string }>()(
  (db, p) =>
    db
      .insertInto("reach_version")
      .values({ version: p.version, settings: p.settings, made_at_ms: p.nowMs, made_by: p.madeBy }),
);
