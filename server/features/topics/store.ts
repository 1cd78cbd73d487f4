import { insertingRows, isAmongTexts, upsertingRows } from "../../platform/database/json-rows.ts";
import { prepare } from "../../platform/database/prepared.ts";
import type { TopicStateTable } from "../../platform/database/tables/topics.ts";

/** Every query on topic_choice and topic_state stands here. */

export const insertChoices = insertingRows("topic_choice", {
  choice_id: "text",
  topic: "text",
  line_user_id: "text",
  wanted: "integer",
  text_version: "text",
  source: "text",
  chosen_at_ms: "integer",
  recorded_at_ms: "integer",
});

/** `isLater` of choice.core.ts, for every row. */
export const moveStates = upsertingRows(
  "topic_state",
  { line_user_id: "text", topic: "text" },
  { wanted: "integer", chosen_at_ms: "integer" },
  "excluded.chosen_at_ms > topic_state.chosen_at_ms or " +
    "(excluded.chosen_at_ms = topic_state.chosen_at_ms and excluded.wanted < topic_state.wanted)",
);

/** `ids` is a JSON array of LINE ids. */
export const refusedAmong = prepare<{ ids: string; topic: string }>()((db, p, dialect) =>
  db
    .selectFrom("topic_state")
    .select("line_user_id")
    .where(isAmongTexts(dialect, "line_user_id", p.ids))
    .where("topic", "=", topicSlot(p.topic))
    .where("wanted", "=", 0),
);

export const statesOf = prepare<{ lineUserId: string }>()((db, p) =>
  db.selectFrom("topic_state").select(["topic", "wanted"]).where("line_user_id", "=", p.lineUserId),
);

export const choicesOf = prepare<{ lineUserId: string }>()((db, p) =>
  db
    .selectFrom("topic_choice")
    .select(["topic", "wanted", "text_version", "source", "chosen_at_ms"])
    .where("line_user_id", "=", p.lineUserId)
    .orderBy("chosen_at_ms", "desc")
    .orderBy("choice_id", "desc")
    .orderBy("topic"),
);

/** `prepare` sees a parameter as text; the callers' types are topics. */
function topicSlot(topic: string): TopicStateTable["topic"] {
  return topic as TopicStateTable["topic"];
}
