import type { Ddl } from "../ddl.ts";

export function menus({ int, text, hotById, hotByText }: Ddl): string[] {
  return [
    // One row for each LINE user whose rich menu is to be looked at. The stamp moves with each reason to look, so that one
    // that comes while an earlier one is being worked on is not taken for done with it.
    `CREATE TABLE menu_due (
      line_user_id ${text} PRIMARY KEY,
      stamp ${int} NOT NULL,
      due_at_ms ${int} NOT NULL,
      attempts ${int} NOT NULL DEFAULT 0,
      leased_by ${text},
      leased_until_ms ${int} NOT NULL DEFAULT 0,
      leased_stamp ${int} NOT NULL DEFAULT 0,
      asked_menu_id ${text}
    ) ${hotByText}`,
    "CREATE INDEX menu_due_at ON menu_due (due_at_ms)",
    "CREATE INDEX menu_due_leased ON menu_due (leased_by)",
    // One row: the menus that LINE has and everybody was looked at for, how far the walk through everybody has come where
    // they have changed, and which of LINE's menus have been nobody's since when.
    `CREATE TABLE menu_walk (
      walk_id ${int} PRIMARY KEY CONSTRAINT menu_walk_one CHECK (walk_id = 1),
      looked_at_ms ${int} NOT NULL DEFAULT 0,
      shown ${text} NOT NULL DEFAULT '{}',
      walking_to ${text},
      walked ${text} NOT NULL DEFAULT '',
      superseded ${text} NOT NULL DEFAULT '[]',
      superseded_at_ms ${int} NOT NULL DEFAULT 0
    ) ${hotById}`,
    "INSERT INTO menu_walk (walk_id) VALUES (1)",
  ];
}
