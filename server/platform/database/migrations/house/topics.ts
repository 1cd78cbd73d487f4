import type { Ddl } from "../ddl.ts";

export function topics({ int, text, byText }: Ddl): string[] {
  return [
    // Everything that anybody has said about kinds of messages, member or not. One choice may name several topics.
    `CREATE TABLE topic_choice (
      choice_id ${text} NOT NULL,
      topic ${text} NOT NULL CONSTRAINT topic_choice_topic CHECK (topic IN ('offers', 'reminders', 'news')),
      line_user_id ${text} NOT NULL,
      wanted ${int} NOT NULL CONSTRAINT topic_choice_wanted CHECK (wanted IN (0, 1)),
      text_version ${text} NOT NULL,
      source ${text} NOT NULL CONSTRAINT topic_choice_source CHECK (source IN ('chat', 'card', 'staff')),
      chosen_at_ms ${int} NOT NULL,
      recorded_at_ms ${int} NOT NULL,
      CONSTRAINT topic_choice_once PRIMARY KEY (choice_id, topic)
    ) ${byText}`,
    "CREATE INDEX topic_choice_line_user ON topic_choice (line_user_id)",
    // The last of them for each person and topic. Who has never said anything has no row.
    `CREATE TABLE topic_state (
      line_user_id ${text} NOT NULL,
      topic ${text} NOT NULL CONSTRAINT topic_state_topic CHECK (topic IN ('offers', 'reminders', 'news')),
      wanted ${int} NOT NULL CONSTRAINT topic_state_wanted CHECK (wanted IN (0, 1)),
      chosen_at_ms ${int} NOT NULL,
      PRIMARY KEY (line_user_id, topic)
    ) ${byText}`,
    // Who has stopped one since a moment: a campaign that is under way leaves them out.
    "CREATE INDEX topic_state_stopped ON topic_state (topic, chosen_at_ms) WHERE wanted = 0",
  ];
}
