import { prepare } from "../../platform/database/prepared.ts";

/** Lists and watched segments of a membership that is taken over by another. */

type Both = {
  fromId: number;
  intoId: number;
};

export const listInto = prepare<Both>()((db, p) =>
  db
    .insertInto("member_list_member")
    .columns(["list_id", "member_id"])
    .expression((eb) =>
      eb
        .selectFrom("member_list_member as gone")
        .select((s) => ["gone.list_id", s.cast<number>(s.val(p.intoId), "bigint").as("member_id")])
        .where("gone.member_id", "=", p.fromId),
    )
    .onConflict((conflict) => conflict.columns(["list_id", "member_id"]).doNothing()),
);

export const unlist = prepare<{ memberId: number }>()((db, p) =>
  db.deleteFrom("member_list_member").where("member_id", "=", p.memberId),
);

/** Found through the watched segments, of which a shop has some, since no index finds them by the member. */
export const insideInto = prepare<Both>()((db, p) =>
  db
    .insertInto("segment_member")
    .columns(["segment_id", "member_id"])
    .expression((eb) =>
      eb
        .selectFrom("segment")
        .innerJoin("segment_member as gone", "gone.segment_id", "segment.segment_id")
        .select((s) => ["gone.segment_id", s.cast<number>(s.val(p.intoId), "bigint").as("member_id")])
        .where("segment.watched", "=", 1)
        .where("gone.member_id", "=", p.fromId),
    )
    .onConflict((conflict) => conflict.columns(["segment_id", "member_id"]).doNothing()),
);

export const outside = prepare<{ memberId: number }>()((db, p) =>
  db
    .deleteFrom("segment_member")
    .where("segment_id", "in", (eb) =>
      eb.selectFrom("segment").select("segment.segment_id").where("watched", "=", 1),
    )
    .where("member_id", "=", p.memberId),
);
