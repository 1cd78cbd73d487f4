import { insertingRows, isAmongTexts, upsertingRows } from "../../platform/database/json-rows.ts";
import { prepare } from "../../platform/database/prepared.ts";

/** Every query on chat_version, offer_choice and offer_state stands here. */

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

export const insertChoices = insertingRows("offer_choice", {
  choice_id: "text",
  line_user_id: "text",
  wanted: "integer",
  words_version: "integer",
  source: "text",
  chosen_at_ms: "integer",
  recorded_at_ms: "integer",
});

/** `isLater` of offers.core.ts, for every row. */
export const moveOffers = upsertingRows(
  "offer_state",
  { line_user_id: "text" },
  { wanted: "integer", chosen_at_ms: "integer" },
  "excluded.chosen_at_ms > offer_state.chosen_at_ms or " +
    "(excluded.chosen_at_ms = offer_state.chosen_at_ms and excluded.wanted < offer_state.wanted)",
);

/** `ids` is a JSON array of LINE ids. */
export const refusedAmong = prepare<{ ids: string }>()((db, p, dialect) =>
  db
    .selectFrom("offer_state")
    .select("line_user_id")
    .where(isAmongTexts(dialect, "line_user_id", p.ids))
    .where("wanted", "=", 0),
);

export const choicesOf = prepare<{ lineUserId: string }>()((db, p) =>
  db
    .selectFrom("offer_choice")
    .select(["wanted", "words_version", "source", "chosen_at_ms"])
    .where("line_user_id", "=", p.lineUserId)
    .orderBy("chosen_at_ms", "desc")
    .orderBy("choice_id", "desc"),
);
