import type { Ddl } from "../ddl.ts";

/** What came of what was sent. All but `line_unit` can be dropped and counted again. */
export function results({ int, text, hotById, byText, hotByText }: Ddl): string[] {
  return [
    // A run's figures for a window of days after it, as they were at the end of a day.
    `CREATE TABLE result_kept (
      run_id ${int} NOT NULL REFERENCES campaign_run (run_id),
      days ${int} NOT NULL CONSTRAINT result_kept_days CHECK (days IN (7, 14, 30)),
      through_on ${text} NOT NULL,
      figures ${text} NOT NULL,
      counted_at_ms ${int} NOT NULL,
      CONSTRAINT result_kept_once PRIMARY KEY (run_id, days)
    ) ${hotById}`,
    // Sales of those sent to, by the half hour of the world's clock in which they took place; a day at a time. Half hour −1
    // says that the day is counted.
    `CREATE TABLE result_hour (
      run_id ${int} NOT NULL REFERENCES campaign_run (run_id),
      business_date ${text} NOT NULL,
      half_hour ${int} NOT NULL,
      sales ${int} NOT NULL,
      CONSTRAINT result_hour_once PRIMARY KEY (run_id, business_date, half_hour)
    ) ${byText}`,
    // A name by which LINE counts openings, with the days that are asked about and the newest answer.
    `CREATE TABLE line_unit (
      unit ${text} NOT NULL,
      from_on ${text} NOT NULL,
      to_on ${text} NOT NULL,
      run_id ${int},
      variant ${int},
      automation_id ${text},
      ask_at_ms ${int},
      ask_until_ms ${int} NOT NULL,
      asked_at_ms ${int},
      told_at_ms ${int},
      opened ${int},
      clicked ${int},
      problem ${text},
      CONSTRAINT line_unit_once PRIMARY KEY (unit, from_on),
      CONSTRAINT line_unit_whose CHECK ((run_id IS NULL) <> (automation_id IS NULL))
    ) ${hotByText}`,
    "CREATE INDEX line_unit_ask ON line_unit (ask_at_ms) WHERE ask_at_ms IS NOT NULL",
    "CREATE INDEX line_unit_run ON line_unit (run_id) WHERE run_id IS NOT NULL",
    "CREATE INDEX line_unit_automation ON line_unit (automation_id, from_on) WHERE automation_id IS NOT NULL",
    // Who does one of these works at the moment, and until when nobody needs to look.
    `CREATE TABLE result_turn (
      work ${text} NOT NULL CONSTRAINT result_turn_once PRIMARY KEY,
      leased_by ${text},
      leased_until_ms ${int} NOT NULL
    ) ${hotByText}`,
  ];
}
