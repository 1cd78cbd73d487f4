import { prepare } from "../../platform/database/prepared.ts";

/** What the console asks of programme_version. */

export const versionsBefore = prepare<{ programmeId: number; version: number; limit: number }>()((db, p) =>
  db
    .selectFrom("programme_version")
    .select(["version", "made_at_ms", "made_by"])
    .where("programme_id", "=", p.programmeId)
    .where("version", "<", p.version)
    .orderBy("version", "desc")
    .limit(p.limit),
);

export const versionRow = prepare<{ programmeId: number; version: number }>()((db, p) =>
  db
    .selectFrom("programme_version")
    .select(["version", "made_at_ms", "made_by"])
    .where("programme_id", "=", p.programmeId)
    .where("version", "=", p.version),
);
