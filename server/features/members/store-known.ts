import { prepare } from "../../platform/database/prepared.ts";

/** Every query on member_profile, tag, member_tag and member_note stands here. */

type Sex = "female" | "male" | "other" | null;
type NoteKind = "note" | "suspended" | "resumed" | "card_replaced" | "merged";

export const profileOf = prepare<{ memberId: number }>()((db, p) =>
  db.selectFrom("member_profile").selectAll().where("member_id", "=", p.memberId),
);

/** Nobody's who has left: it is found out when it is written. */
export const keepProfile = prepare<{
  memberId: number;
  fullName: string | null;
  sex: string | null;
  birthYear: number | null;
  phone: string | null;
  address: string | null;
  nowMs: number;
  by: string;
}>()((db, p) =>
  db
    .insertInto("member_profile")
    .columns([
      ...(["member_id", "full_name", "sex", "birth_year"] as const),
      ...(["phone", "address", "changed_at_ms", "changed_by"] as const),
    ])
    .expression((eb) =>
      eb
        .selectFrom("member")
        .select((s) => [
          "member.member_id",
          s.cast<string | null>(s.val(p.fullName), "text").as("full_name"),
          s.cast<Sex>(s.val(p.sex), "text").as("sex"),
          s.cast<number | null>(s.val(p.birthYear), "bigint").as("birth_year"),
          s.cast<string | null>(s.val(p.phone), "text").as("phone"),
          s.cast<string | null>(s.val(p.address), "text").as("address"),
          s.cast<number>(s.val(p.nowMs), "bigint").as("changed_at_ms"),
          s.cast<string>(s.val(p.by), "text").as("changed_by"),
        ])
        .where("member.member_id", "=", p.memberId)
        .where("member.status", "!=", "left"),
    )
    .onConflict((conflict) =>
      conflict.column("member_id").doUpdateSet((eb) => ({
        full_name: eb.ref("excluded.full_name"),
        sex: eb.ref("excluded.sex"),
        birth_year: eb.ref("excluded.birth_year"),
        phone: eb.ref("excluded.phone"),
        address: eb.ref("excluded.address"),
        changed_at_ms: eb.ref("excluded.changed_at_ms"),
        changed_by: eb.ref("excluded.changed_by"),
      })),
    ),
);

export const dropProfile = prepare<{ memberId: number }>()((db, p) =>
  db.deleteFrom("member_profile").where("member_id", "=", p.memberId),
);

export const allTags = prepare<Record<never, never>>()((db) =>
  db
    .selectFrom("tag")
    .selectAll("tag")
    .select((eb) =>
      eb
        .selectFrom("member_tag")
        .whereRef("member_tag.tag_id", "=", "tag.tag_id")
        .select((inner) => inner.fn.countAll<number>().as("count"))
        .as("members"),
    )
    .orderBy("folded"),
);

export const tagByPublicId = prepare<{ publicId: string }>()((db, p) =>
  db.selectFrom("tag").selectAll().where("public_id", "=", p.publicId),
);

export const tagByFolded = prepare<{ folded: string }>()((db, p) =>
  db.selectFrom("tag").selectAll().where("folded", "=", p.folded),
);

export const insertTag = prepare<{
  publicId: string;
  name: string;
  folded: string;
  colour: string;
  nowMs: number;
}>()((db, p) =>
  db.insertInto("tag").values({
    public_id: p.publicId,
    name: p.name,
    folded: p.folded,
    colour: p.colour,
    made_at_ms: p.nowMs,
  }),
);

export const changeTag = prepare<{ tagId: number; name: string; folded: string; colour: string }>()((db, p) =>
  db
    .updateTable("tag")
    .set({ name: p.name, folded: p.folded, colour: p.colour })
    .where("tag_id", "=", p.tagId),
);

export const dropTag = prepare<{ tagId: number }>()((db, p) =>
  db.deleteFrom("tag").where("tag_id", "=", p.tagId),
);

export const untagAll = prepare<{ tagId: number }>()((db, p) =>
  db.deleteFrom("member_tag").where("tag_id", "=", p.tagId),
);

export const tagsOf = prepare<{ memberId: number }>()((db, p) =>
  db
    .selectFrom("member_tag")
    .innerJoin("tag", "tag.tag_id", "member_tag.tag_id")
    .select(["tag.public_id", "tag.name", "tag.colour", "member_tag.given_at_ms", "member_tag.given_by"])
    .where("member_tag.member_id", "=", p.memberId)
    .orderBy("tag.folded"),
);

/** Given once; a tag that was dropped meanwhile, or a member who has left, is given nothing. */
export const giveTag = prepare<{ tagId: number; memberId: number; nowMs: number; by: string }>()((db, p) =>
  db
    .insertInto("member_tag")
    .columns(["tag_id", "member_id", "given_at_ms", "given_by"])
    .expression((eb) =>
      eb
        .selectFrom("tag")
        .innerJoin("member", (join) => join.on("member.member_id", "=", p.memberId))
        .select((s) => [
          "tag.tag_id",
          "member.member_id",
          s.cast<number>(s.val(p.nowMs), "bigint").as("given_at_ms"),
          s.cast<string>(s.val(p.by), "text").as("given_by"),
        ])
        .where("tag.tag_id", "=", p.tagId)
        .where("member.status", "!=", "left"),
    )
    .onConflict((conflict) => conflict.columns(["tag_id", "member_id"]).doNothing()),
);

export const takeTag = prepare<{ tagId: number; memberId: number }>()((db, p) =>
  db.deleteFrom("member_tag").where("tag_id", "=", p.tagId).where("member_id", "=", p.memberId),
);

export const dropTagsOf = prepare<{ memberId: number }>()((db, p) =>
  db.deleteFrom("member_tag").where("member_id", "=", p.memberId),
);

export const notesOf = prepare<{ memberId: number; limit: number }>()((db, p) =>
  db
    .selectFrom("member_note")
    .selectAll()
    .where("member_id", "=", p.memberId)
    .orderBy("note_id", "desc")
    .limit(p.limit),
);

export const noteById = prepare<{ memberId: number; noteId: string }>()((db, p) =>
  db
    .selectFrom("member_note")
    .selectAll()
    .where("note_id", "=", p.noteId)
    .where("member_id", "=", p.memberId),
);

/** The last thing that was written about whether the membership may be used. */
export const lastStandingNote = prepare<{ memberId: number }>()((db, p) =>
  db
    .selectFrom("member_note")
    .selectAll()
    .where("member_id", "=", p.memberId)
    .where("kind", "in", ["suspended", "resumed"])
    .orderBy("note_id", "desc")
    .limit(1),
);

export const insertNote = prepare<{
  noteId: string;
  memberId: number;
  kind: string;
  words: string;
  by: string;
  nowMs: number;
}>()((db, p) =>
  db
    .insertInto("member_note")
    .columns(["note_id", "member_id", "kind", "words", "written_by", "written_at_ms"])
    .expression((eb) =>
      eb
        .selectFrom("member")
        .select((s) => [
          s.cast<string>(s.val(p.noteId), "text").as("note_id"),
          "member.member_id",
          s.cast<NoteKind>(s.val(p.kind), "text").as("kind"),
          s.cast<string>(s.val(p.words), "text").as("words"),
          s.cast<string>(s.val(p.by), "text").as("written_by"),
          s.cast<number>(s.val(p.nowMs), "bigint").as("written_at_ms"),
        ])
        .where("member.member_id", "=", p.memberId)
        .where("member.status", "!=", "left"),
    ),
);

export const dropNote = prepare<{ memberId: number; noteId: string }>()((db, p) =>
  db
    .deleteFrom("member_note")
    .where("note_id", "=", p.noteId)
    .where("member_id", "=", p.memberId)
    .where("kind", "=", "note"),
);

export const dropNotesOf = prepare<{ memberId: number }>()((db, p) =>
  db.deleteFrom("member_note").where("member_id", "=", p.memberId),
);

/** Tags of one member, given to another who has not got them. */
export const moveTags = prepare<{ fromId: number; intoId: number }>()((db, p) =>
  db
    .insertInto("member_tag")
    .columns(["tag_id", "member_id", "given_at_ms", "given_by"])
    .expression((eb) =>
      eb
        .selectFrom("member_tag as gone")
        .select((s) => [
          "gone.tag_id",
          s.cast<number>(s.val(p.intoId), "bigint").as("member_id"),
          "gone.given_at_ms",
          "gone.given_by",
        ])
        .where("gone.member_id", "=", p.fromId),
    )
    .onConflict((conflict) => conflict.columns(["tag_id", "member_id"]).doNothing()),
);

export const moveNotes = prepare<{ fromId: number; intoId: number }>()((db, p) =>
  db.updateTable("member_note").set({ member_id: p.intoId }).where("member_id", "=", p.fromId),
);
