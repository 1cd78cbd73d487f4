import { isAmongTexts } from "../../platform/database/json-rows.ts";
import { prepare } from "../../platform/database/prepared.ts";

/** Queries for what a tree is read by. Segments read what other slices own: that is what they are for. */

/** `ids` is a JSON array, here and below. */
export const treesOf = prepare<{ ids: string }>()((db, p, dialect) =>
  db
    .selectFrom("segment")
    .innerJoin("segment_version", (join) =>
      join
        .onRef("segment_version.segment_id", "=", "segment.segment_id")
        .onRef("segment_version.version", "=", "segment.version"),
    )
    .select(["segment.segment_id", "segment_version.tree"])
    .where(isAmongTexts(dialect, "segment.segment_id", p.ids)),
);

export const stampCardsOf = prepare<{ ids: string }>()((db, p, dialect) =>
  db
    .selectFrom("stamp_card")
    .innerJoin("stamp_card_version", (join) =>
      join
        .onRef("stamp_card_version.card_id", "=", "stamp_card.card_id")
        .onRef("stamp_card_version.version", "=", "stamp_card.version"),
    )
    .select(["stamp_card.card_id", "stamp_card_version.card"])
    .where(isAmongTexts(dialect, "stamp_card.card_id", p.ids)),
);

export const latestThresholds = prepare<{ programmeId: number }>()((db, p) =>
  db
    .selectFrom("rfm_thresholds")
    .selectAll()
    .where("programme_id", "=", p.programmeId)
    .orderBy("version", "desc")
    .limit(1),
);

export const reachInForce = prepare<Record<never, never>>()((db) =>
  db.selectFrom("reach_version").select("settings").orderBy("version", "desc").limit(1),
);
