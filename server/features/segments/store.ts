import { keepingRows } from "../../platform/database/json-rows.ts";
import { prepare } from "../../platform/database/prepared.ts";

/** Queries on segment, segment_version, member_list and member_list_member; `store-uses.ts` has those that name them. */

export const everySegment = prepare<Record<never, never>>()((db) =>
  db
    .selectFrom("segment")
    .innerJoin("segment_version", (join) =>
      join
        .onRef("segment_version.segment_id", "=", "segment.segment_id")
        .onRef("segment_version.version", "=", "segment.version"),
    )
    .select(["segment.segment_id", "segment.name", "segment.version", "segment_version.tree"])
    .select(["segment.made_at_ms", "segment.watched", "segment.members", "segment.counted_at_ms"])
    .select("segment_version.made_at_ms as changed_at_ms")
    .orderBy("segment.folded"),
);

export const versionsOf = prepare<{ segmentId: string; limit: number }>()((db, p) =>
  db
    .selectFrom("segment_version")
    .select(["version", "name", "tree", "made_at_ms"])
    .where("segment_id", "=", p.segmentId)
    .orderBy("version", "desc")
    .limit(p.limit),
);

/** Of a version that stands no longer nothing is kept. */
export const keepCount = prepare<{ segmentId: string; version: number; members: number; nowMs: number }>()(
  (db, p) =>
    db
      .updateTable("segment")
      .set({ members: p.members, counted_at_ms: p.nowMs })
      .where("segment_id", "=", p.segmentId)
      .where("version", "=", p.version),
);

export const insertSegment = prepare<{
  segmentId: string;
  name: string;
  folded: string;
  nowMs: number;
  by: string;
}>()((db, p) =>
  db.insertInto("segment").values({
    segment_id: p.segmentId,
    name: p.name,
    folded: p.folded,
    version: 1,
    watched: 0,
    made_at_ms: p.nowMs,
    made_by: p.by,
  }),
);

/** Written before the segment is moved on to it: of two changes made from one version the second fails here. */
export const insertVersion = prepare<{
  segmentId: string;
  version: number;
  name: string;
  tree: string;
  nowMs: number;
  by: string;
}>()((db, p) =>
  db.insertInto("segment_version").values({
    segment_id: p.segmentId,
    version: p.version,
    name: p.name,
    tree: p.tree,
    made_at_ms: p.nowMs,
    made_by: p.by,
  }),
);

export const moveSegment = prepare<{ segmentId: string; version: number; name: string; folded: string }>()(
  (db, p) =>
    db
      .updateTable("segment")
      .set({
        ...{ version: p.version, name: p.name, folded: p.folded },
        ...{ members: null, counted_at_ms: null },
      })
      .where("segment_id", "=", p.segmentId),
);

export const dropVersions = prepare<{ segmentId: string }>()((db, p) =>
  db.deleteFrom("segment_version").where("segment_id", "=", p.segmentId),
);

export const dropSegment = prepare<{ segmentId: string }>()((db, p) =>
  db.deleteFrom("segment").where("segment_id", "=", p.segmentId),
);

export const everyList = prepare<Record<never, never>>()((db) =>
  db.selectFrom("member_list").selectAll().orderBy("folded"),
);

export const insertList = prepare<{
  listId: string;
  name: string;
  folded: string;
  source: string;
  members: number;
  nowMs: number;
  by: string;
}>()((db, p) =>
  db.insertInto("member_list").values({
    list_id: p.listId,
    name: p.name,
    folded: p.folded,
    source: sourceSlot(p.source),
    members: p.members,
    made_at_ms: p.nowMs,
    made_by: p.by,
  }),
);

/** The slot is any text; the schema's CHECK refuses what is no source. */
function sourceSlot(slot: string): "numbers" | "segment" {
  return slot as "numbers" | "segment";
}

export const insertListed = keepingRows("member_list_member", { list_id: "text", member_id: "integer" });

export const dropListed = prepare<{ listId: string }>()((db, p) =>
  db.deleteFrom("member_list_member").where("list_id", "=", p.listId),
);

export const dropList = prepare<{ listId: string }>()((db, p) =>
  db.deleteFrom("member_list").where("list_id", "=", p.listId),
);
