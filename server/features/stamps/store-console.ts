import type { StampCardStatus } from "../../../shared/stamps/schema.ts";
import { prepare } from "../../platform/database/prepared.ts";

/** What the console asks about stamp cards, and writes of them. */

export const cardRow = prepare<{ cardId: string }>()((db, p) =>
  db.selectFrom("stamp_card").selectAll().where("card_id", "=", p.cardId),
);

export const versionRow = prepare<{ cardId: string; version: number }>()((db, p) =>
  db
    .selectFrom("stamp_card_version")
    .selectAll()
    .where("card_id", "=", p.cardId)
    .where("version", "=", p.version),
);

/** Drafts and the versions in force, of all cards. */
export const cardsWithDocuments = prepare<Record<string, never>>()((db) =>
  db
    .selectFrom("stamp_card")
    .innerJoin("stamp_card_version", "stamp_card_version.card_id", "stamp_card.card_id")
    .select([
      "stamp_card.card_id",
      "stamp_card.status",
      "stamp_card.version as in_force",
      "stamp_card.made_at_ms",
      "stamp_card_version.version",
      "stamp_card_version.card",
    ])
    .where((eb) =>
      eb.or([
        eb("stamp_card_version.version", "=", 0),
        eb("stamp_card_version.version", "=", eb.ref("stamp_card.version")),
      ]),
    )
    .orderBy("stamp_card.made_at_ms", "desc"),
);

export const insertCard = prepare<{ cardId: string; nowMs: number; madeBy: string }>()((db, p) =>
  db.insertInto("stamp_card").values({
    card_id: p.cardId,
    status: "draft",
    version: 0,
    made_at_ms: p.nowMs,
    made_by: p.madeBy,
  }),
);

export const keepDraft = prepare<{ cardId: string; card: string; nowMs: number; madeBy: string }>()((db, p) =>
  db
    .insertInto("stamp_card_version")
    .values({ card_id: p.cardId, version: 0, card: p.card, made_at_ms: p.nowMs, made_by: p.madeBy })
    .onConflict((conflict) =>
      conflict.columns(["card_id", "version"]).doUpdateSet((eb) => ({
        card: eb.ref("excluded.card"),
        made_at_ms: eb.ref("excluded.made_at_ms"),
        made_by: eb.ref("excluded.made_by"),
      })),
    ),
);

export const dropDraft = prepare<{ cardId: string }>()((db, p) =>
  db.deleteFrom("stamp_card_version").where("card_id", "=", p.cardId).where("version", "=", 0),
);

/** Only one that was never issued: versions and members' cards refer to the others. */
export const dropCard = prepare<{ cardId: string }>()((db, p) =>
  db.deleteFrom("stamp_card").where("card_id", "=", p.cardId).where("version", "=", 0),
);

/** Of two that publish the same number, the second fails. */
export const insertVersion = prepare<{
  cardId: string;
  version: number;
  card: string;
  nowMs: number;
  madeBy: string;
}>()((db, p) =>
  db.insertInto("stamp_card_version").values({
    card_id: p.cardId,
    version: p.version,
    card: p.card,
    made_at_ms: p.nowMs,
    made_by: p.madeBy,
  }),
);

export const moveCard = prepare<{
  cardId: string;
  status: string;
  version: number;
  stoppedAtMs: number | null;
}>()((db, p) =>
  db
    .updateTable("stamp_card")
    .set({ status: statusSlot(p.status), version: p.version, stopped_at_ms: p.stoppedAtMs })
    .where("card_id", "=", p.cardId),
);

function statusSlot(slot: string): StampCardStatus {
  return slot as StampCardStatus;
}
