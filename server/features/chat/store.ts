import { prepare } from "../../platform/database/prepared.ts";

/** Every query on chat_version stands here. */

export const lastVersion = prepare<Record<never, never>>()((db) =>
  db.selectFrom("chat_version").select("version").orderBy("version", "desc").limit(1),
);

export const wordsOfVersion = prepare<{ version: number }>()((db, p) =>
  db.selectFrom("chat_version").selectAll().where("version", "=", p.version),
);

export const versions = prepare<{ limit: number }>()((db, p) =>
  db
    .selectFrom("chat_version")
    .select(["version", "made_at_ms", "made_by"])
    .orderBy("version", "desc")
    .limit(p.limit),
);

export const insertVersion = prepare<{ version: number; words: string; nowMs: number; madeBy: string }>()(
  (db, p) =>
    db
      .insertInto("chat_version")
      .values({ version: p.version, words: p.words, made_at_ms: p.nowMs, made_by: p.madeBy }),
);
