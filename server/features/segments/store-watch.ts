import { insertingRows, isAmong } from "../../platform/database/json-rows.ts";
import { prepare } from "../../platform/database/prepared.ts";

/** Queries on who is in watched segments, and on who entered and left: segment_member and segment_event. */

export const setWatched = prepare<{ segmentId: string; watched: number }>()((db, p) =>
  db
    .updateTable("segment")
    .set({ watched: p.watched, watched_tree: null, watched_through: 0, watched_at_ms: null })
    .where("segment_id", "=", p.segmentId),
);

/** Those that are to be gone through: never yet, not to the end, or last before `beforeMs`. */
export const dueToWatch = prepare<{ nowMs: number; beforeMs: number }>()((db, p) =>
  db
    .selectFrom("segment")
    .select("segment_id")
    .where("watched", "=", 1)
    .where("leased_until_ms", "<", p.nowMs)
    .where((eb) =>
      eb.or([
        eb("watched_at_ms", "is", null),
        eb("watched_through", ">", 0),
        eb("watched_at_ms", "<=", p.beforeMs),
      ]),
    )
    .orderBy("watched_at_ms")
    .limit(1),
);

export const watchedAt = prepare<{ segmentId: string }>()((db, p) =>
  db.selectFrom("segment").select("watched_at_ms").where("segment_id", "=", p.segmentId),
);

export const leaseWatch = prepare<{ segmentId: string; worker: string; nowMs: number; untilMs: number }>()(
  (db, p) =>
    db
      .updateTable("segment")
      .set({ leased_by: p.worker, leased_until_ms: p.untilMs })
      .where("segment_id", "=", p.segmentId)
      .where("leased_until_ms", "<", p.nowMs),
);

export const leaveWatch = prepare<{ segmentId: string; worker: string }>()((db, p) =>
  db
    .updateTable("segment")
    .set({ leased_by: null, leased_until_ms: 0 })
    .where("segment_id", "=", p.segmentId)
    .where("leased_by", "=", p.worker),
);

export const watchedBy = prepare<{ segmentId: string; worker: string }>()((db, p) =>
  db
    .selectFrom("segment")
    .innerJoin("segment_version", (join) =>
      join
        .onRef("segment_version.segment_id", "=", "segment.segment_id")
        .onRef("segment_version.version", "=", "segment.version"),
    )
    .select(["segment_version.tree", "segment.watched_tree", "segment.watched_quiet"])
    .select(["segment.watched_pass", "segment.watched_through"])
    .where("segment.segment_id", "=", p.segmentId)
    .where("segment.leased_by", "=", p.worker)
    .where("segment.watched", "=", 1),
);

/**
 * The pass begins again with another tree, quietly: a change of what is meant moves nobody. As `movePass`, it is refused where
 * the pass does not stand any more where it was read.
 */
export const beginPass = prepare<{ segmentId: string; pass: number; after: number; tree: string }>()(
  (db, p) =>
    db
      .updateTable("segment")
      .set((eb) => ({
        watched_through: eb
          .case()
          .when(eb.and([eb("watched_pass", "=", p.pass), eb("watched_through", "=", p.after)]))
          .then(0)
          .else(-1)
          .end(),
        watched_tree: p.tree,
        watched_quiet: 1,
        watched_pass: eb("watched_pass", "+", 1),
      }))
      .where("segment_id", "=", p.segmentId),
);

/**
 * How far the pass has come, in the commit that has what it found: where it no longer stands where that was decided,
 * `segment_watch_stands` refuses all of it, so that nobody enters or leaves twice.
 */
export const movePass = prepare<{
  segmentId: string;
  pass: number;
  after: number;
  tree: string;
  through: number;
  untilMs: number;
}>()((db, p) =>
  db
    .updateTable("segment")
    .set((eb) => ({
      watched_through: eb
        .case()
        .when(
          eb.and([
            eb("watched", "=", 1),
            eb("watched_pass", "=", p.pass),
            eb("watched_through", "=", p.after),
            eb("watched_tree", "=", p.tree),
          ]),
        )
        .then(p.through)
        .else(-1)
        .end(),
      leased_until_ms: p.untilMs,
    }))
    .where("segment_id", "=", p.segmentId),
);

/** After the last stretch, in the same commit as its `movePass`. */
export const endPass = prepare<{ segmentId: string; nowMs: number }>()((db, p) =>
  db
    .updateTable("segment")
    .set((eb) => ({
      ...{ watched_through: 0, watched_quiet: 0, watched_at_ms: p.nowMs },
      watched_pass: eb("watched_pass", "+", 1),
    }))
    .where("segment_id", "=", p.segmentId),
);

export const insertInside = insertingRows("segment_member", { segment_id: "text", member_id: "integer" });

/** `members` is a JSON array. */
export const dropInside = prepare<{ segmentId: string; members: string }>()((db, p, dialect) =>
  db
    .deleteFrom("segment_member")
    .where("segment_id", "=", p.segmentId)
    .where(isAmong(dialect, "member_id", p.members)),
);

export const insertEvents = insertingRows("segment_event", {
  segment_id: "text",
  pass: "integer",
  member_id: "integer",
  kind: "text",
  business_date: "text",
  at_ms: "integer",
});

/** The first segment after another that has members kept, and the same of events: a step of a walk over all of them. */
export const nextInside = prepare<{ after: string }>()((db, p) =>
  db
    .selectFrom("segment_member")
    .select("segment_id")
    .where("segment_id", ">", p.after)
    .orderBy("segment_id")
    .limit(1),
);

export const nextCrossed = prepare<{ after: string }>()((db, p) =>
  db
    .selectFrom("segment_event")
    .select("segment_id")
    .where("segment_id", ">", p.after)
    .orderBy("segment_id")
    .limit(1),
);

export const watchedOrNot = prepare<{ segmentId: string }>()((db, p) =>
  db.selectFrom("segment").select("watched").where("segment_id", "=", p.segmentId),
);

/** Of one that is watched no more, some of those kept. */
export const forgetInside = prepare<{ segmentId: string; limit: number }>()((db, p) =>
  db
    .deleteFrom("segment_member")
    .where("segment_id", "=", p.segmentId)
    .where("member_id", "in", (eb) =>
      eb
        .selectFrom("segment_member as some")
        .select("some.member_id")
        .where("some.segment_id", "=", p.segmentId)
        .orderBy("some.member_id")
        .limit(p.limit),
    ),
);

export const anyInside = prepare<{ segmentId: string }>()((db, p) =>
  db.selectFrom("segment_member").select("member_id").where("segment_id", "=", p.segmentId).limit(1),
);

export const forgetEvents = prepare<{ segmentId: string; on: string }>()((db, p) =>
  db.deleteFrom("segment_event").where("segment_id", "=", p.segmentId).where("business_date", "=", p.on),
);

export const oldestEvent = prepare<{ segmentId: string; before: string }>()((db, p) =>
  db
    .selectFrom("segment_event")
    .select("business_date")
    .where("segment_id", "=", p.segmentId)
    .where("business_date", "<", p.before)
    .orderBy("business_date")
    .limit(1),
);
