import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { MessageTopic } from "../../../shared/topics/topics.ts";

/**
 * A condition for a query in which the table `member` stands: that this member is not to be sent messages of a topic. Of
 * many members an index lookup each.
 */
export function topicRefused(topic: MessageTopic): RawBuilder<SqlBool> {
  return sql<SqlBool>`exists (select 1 from topic_state where topic_state.line_user_id = member.line_user_id
    and topic_state.topic = ${sql.lit(topic)} and topic_state.wanted = 0)`;
}
