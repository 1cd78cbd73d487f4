import type { Ddl } from "../ddl.ts";

export function chat({ int, text, byId, byText }: Ddl): string[] {
  return [
    `CREATE TABLE chat_version (
      version ${int} NOT NULL,
      words ${text} NOT NULL,
      made_at_ms ${int} NOT NULL,
      made_by ${text} NOT NULL,
      CONSTRAINT chat_version_once PRIMARY KEY (version)
    ) ${byId}`,
    // Everything that anybody has said about promotional messages, member or not.
    `CREATE TABLE offer_choice (
      choice_id ${text} NOT NULL,
      line_user_id ${text} NOT NULL,
      wanted ${int} NOT NULL CONSTRAINT offer_choice_wanted CHECK (wanted IN (0, 1)),
      words_version ${int} NOT NULL,
      source ${text} NOT NULL,
      chosen_at_ms ${int} NOT NULL,
      recorded_at_ms ${int} NOT NULL,
      CONSTRAINT offer_choice_once PRIMARY KEY (choice_id)
    ) ${byText}`,
    "CREATE INDEX offer_choice_line_user ON offer_choice (line_user_id)",
    // The last of them for each person. Who has never said anything has no row.
    `CREATE TABLE offer_state (
      line_user_id ${text} PRIMARY KEY,
      wanted ${int} NOT NULL CONSTRAINT offer_state_wanted CHECK (wanted IN (0, 1)),
      chosen_at_ms ${int} NOT NULL
    ) ${byText}`,
  ];
}
