import type { Database } from "../../platform/database/database.ts";
import { isAmongTexts, upsertingRows } from "../../platform/database/json-rows.ts";
import { prepare } from "../../platform/database/prepared.ts";

/** Every query on member, consent, departed and line_friend stands here. */

export const memberByLineUser = prepare<{ lineUserId: string }>()((db, p) =>
  db.selectFrom("member").selectAll().where("line_user_id", "=", p.lineUserId),
);

export const memberById = prepare<{ memberId: number }>()((db, p) =>
  db.selectFrom("member").selectAll().where("member_id", "=", p.memberId),
);

export const memberByPublicId = prepare<{ publicId: string }>()((db, p) =>
  db.selectFrom("member").selectAll().where("public_id", "=", p.publicId),
);

/** For the console's search field: a member number's beginning. */
export const membersFrom = prepare<{ from: string; to: string; limit: number }>()((db, p) =>
  db
    .selectFrom("member")
    .selectAll()
    .where("public_id", ">=", p.from)
    .where("public_id", "<", p.to)
    .orderBy("public_id")
    .limit(p.limit),
);

export const newestMembers = prepare<{ limit: number }>()((db, p) =>
  db
    .selectFrom("member")
    .selectAll()
    .where("status", "!=", "left")
    .orderBy("member_id", "desc")
    .limit(p.limit),
);

export const insertMember = prepare<{
  publicId: string;
  lineUserId: string;
  name: string | null;
  pictureUrl: string | null;
  language: "ja" | "en";
  nowMs: number;
}>()((db, p) =>
  db.insertInto("member").values({
    public_id: p.publicId,
    line_user_id: p.lineUserId,
    name: p.name,
    picture_url: p.pictureUrl,
    language: p.language,
    status: "active",
    joined_at_ms: p.nowMs,
  }),
);

/** The member may have been inserted by the same plan, so it is found by its public id. */
export const insertConsent = prepare<{
  consentId: string;
  memberPublicId: string;
  kind: "terms" | "data";
  version: string;
  nowMs: number;
}>()((db, p) =>
  db
    .insertInto("consent")
    .columns(["consent_id", "member_id", "kind", "version", "granted", "at_ms"])
    .expression((eb) =>
      eb
        .selectFrom("member")
        .select((s) => [
          s.cast<string>(s.val(p.consentId), "text").as("consent_id"),
          "member.member_id",
          s.cast<"terms" | "data">(s.val(p.kind), "text").as("kind"),
          s.cast<string>(s.val(p.version), "text").as("version"),
          s.lit(1).as("granted"),
          s.cast<number>(s.val(p.nowMs), "bigint").as("at_ms"),
        ])
        .where("member.public_id", "=", p.memberPublicId),
    ),
);

export const refreshProfile = prepare<{
  memberId: number;
  lineUserId: string;
  name: string;
  pictureUrl: string | null;
}>()((db, p) =>
  db
    .updateTable("member")
    .set({ name: p.name, picture_url: p.pictureUrl })
    .where("member_id", "=", p.memberId)
    // Whoever has left in the meantime has no LINE id here any more, and gets no name back.
    .where("line_user_id", "=", p.lineUserId),
);

/** Whoever has told it, or has left, has it as it is. */
export const setBirthday = prepare<{ memberId: number; birthday: string }>()((db, p) =>
  db
    .updateTable("member")
    .set({ birthday: p.birthday })
    .where("member_id", "=", p.memberId)
    .where("birthday", "is", null)
    .where("line_user_id", "is not", null),
);

export const correctBirthday = prepare<{ memberId: number; birthday: string | null }>()((db, p) =>
  db
    .updateTable("member")
    .set({ birthday: p.birthday })
    .where("member_id", "=", p.memberId)
    .where("line_user_id", "is not", null),
);

/** The ledger keeps its amounts under the pseudonym that is left: no LINE id, no name, no picture, no birthday. */
export const markLeft = prepare<{ memberId: number; nowMs: number }>()((db, p) =>
  db
    .updateTable("member")
    .set({
      status: "left",
      line_user_id: null,
      name: null,
      picture_url: null,
      birthday: null,
      left_at_ms: p.nowMs,
    })
    .where("member_id", "=", p.memberId),
);

/** As if they had left, and it leads to another membership. */
export const markMerged = prepare<{ memberId: number; intoId: number; nowMs: number }>()((db, p) =>
  db
    .updateTable("member")
    .set({
      status: "left",
      line_user_id: null,
      name: null,
      picture_url: null,
      birthday: null,
      left_at_ms: p.nowMs,
      merged_into_id: p.intoId,
    })
    .where("member_id", "=", p.memberId),
);

/** Whoever was merged into one that is merged itself is led along. */
export const leadAlong = prepare<{ memberId: number; intoId: number }>()((db, p) =>
  db.updateTable("member").set({ merged_into_id: p.intoId }).where("merged_into_id", "=", p.memberId),
);

/** Slots are any text; the schema's CHECK refuses what is no status. */
export const moveStatus = prepare<{ memberId: number; from: string; to: string }>()((db, p) =>
  db
    .updateTable("member")
    .set({ status: statusSlot(p.to) })
    .where("member_id", "=", p.memberId)
    .where("status", "=", statusSlot(p.from)),
);

function statusSlot(slot: string): "active" | "suspended" | "left" {
  return slot as "active" | "suspended" | "left";
}

/** Old numbers that lead to a member. */
export const mergedInto = prepare<{ memberId: number }>()((db, p) =>
  db
    .selectFrom("member")
    .select(["member_id", "public_id"])
    .where("merged_into_id", "=", p.memberId)
    .orderBy("member_id"),
);

export const departedByWho = prepare<{ who: string }>()((db, p) =>
  db.selectFrom("departed").selectAll().where("who", "=", p.who),
);

export const insertDeparted = prepare<{ who: string; rules: string; debt: number; nowMs: number }>()(
  (db, p) =>
    db.insertInto("departed").values({ who: p.who, rules: p.rules, debt: p.debt, left_at_ms: p.nowMs }),
);

export const forgetDeparted = prepare<{ who: string }>()((db, p) =>
  db.deleteFrom("departed").where("who", "=", p.who),
);

export const clearDepartedDebt = prepare<{ who: string }>()((db, p) =>
  db.updateTable("departed").set({ debt: 0 }).where("who", "=", p.who),
);

export const purgeDeparted = prepare<{ beforeMs: number }>()((db, p) =>
  db.deleteFrom("departed").where("left_at_ms", "<", p.beforeMs),
);

export const friendOf = prepare<{ lineUserId: string }>()((db, p) =>
  db.selectFrom("line_friend").selectAll().where("line_user_id", "=", p.lineUserId),
);

/** Of those of many LINE users of whom LINE has told something. `ids` is a JSON array, here and below. */
export const friendsAmong = prepare<{ ids: string }>()((db, p, dialect) =>
  db
    .selectFrom("line_friend")
    .selectAll()
    .where(isAmongTexts(dialect, "line_user_id", p.ids)),
);

export const membersAmong = prepare<{ ids: string }>()((db, p, dialect) =>
  db
    .selectFrom("member")
    .selectAll()
    .where(isAmongTexts(dialect, "line_user_id", p.ids)),
);

/** `isNewer` of friend.core.ts, for every row. */
export const moveFriends = upsertingRows(
  "line_friend",
  { line_user_id: "text" },
  { following: "integer", changed_at_ms: "integer", unknown_since_ms: "integer" },
  "excluded.changed_at_ms > line_friend.changed_at_ms or " +
    "(excluded.changed_at_ms = line_friend.changed_at_ms and excluded.following < line_friend.following)",
);

/** Of these LINE users, the members who do not follow any more, with the moment; after `moveFriends`. */
export const keepGone = prepare<{ ids: string }>()((db, p, dialect) =>
  db
    .insertInto("unfollow")
    .columns(["member_id", "at_ms"])
    .expression(
      db
        .selectFrom("line_friend")
        .innerJoin("member", "member.line_user_id", "line_friend.line_user_id")
        .select(["member.member_id", "line_friend.changed_at_ms"])
        .where("line_friend.following", "=", 0)
        .where(isAmongTexts(dialect, "line_friend.line_user_id", p.ids)),
    )
    .onConflict((conflict) => conflict.columns(["member_id", "at_ms"]).doNothing()),
);

export const membersWhoFollow = prepare<Record<never, never>>()((db) =>
  db
    .selectFrom("member")
    .innerJoin("line_friend", "line_friend.line_user_id", "member.line_user_id")
    .select((eb) => eb.fn.countAll<number>().as("count")),
);

export const membersOfLine = prepare<Record<never, never>>()((db) =>
  db
    .selectFrom("member")
    .where("line_user_id", "is not", null)
    .select((eb) => eb.fn.countAll<number>().as("count")),
);

export const friendsInAll = prepare<Record<never, never>>()((db) =>
  db.selectFrom("line_friend").select((eb) => eb.fn.countAll<number>().as("count")),
);

/** A part of a name, without regard to case. A sign that a pattern would not take as it stands is any sign. */
export function membersNamed(db: Database["report"], part: string, limit: number) {
  const pattern = `%${part.toLowerCase().replace(/[\\%_]/g, "_")}%`;
  return db
    .selectFrom("member")
    .selectAll()
    .where((eb) => eb(eb.fn<string>("lower", ["name"]), "like", pattern))
    .orderBy("member_id", "desc")
    .limit(limit)
    .execute();
}

/** D1 binds at most a hundred values. */
const idsAtOnce = 80;

export async function membersIn(db: Database["point"], publicIds: readonly string[]) {
  const found = [];
  for (let at = 0; at < publicIds.length; at += idsAtOnce) {
    const some = publicIds.slice(at, at + idsAtOnce);
    found.push(...(await db.selectFrom("member").selectAll().where("public_id", "in", some).execute()));
  }
  return found;
}
