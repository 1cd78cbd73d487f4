import type { Ddl } from "../ddl.ts";

/**
 * Sums that reports read instead of the ledger and the sales. All of it can be dropped and counted again; `report_mark`
 * says how far each source has been counted.
 */
export function reports({ int, text, byText, hotByText }: Ddl): string[] {
  return [
    // Counting on inserts the number after the one it has read, so of two processes that counted the same rows one is
    // refused: by the key where they do it at once, and as 0, out of turn, where one has come too late.
    `CREATE TABLE report_mark (
      source ${text} NOT NULL,
      nth ${int} NOT NULL CONSTRAINT report_mark_in_turn CHECK (nth > 0),
      through ${text} NOT NULL,
      CONSTRAINT report_mark_once PRIMARY KEY (source, nth)
    ) ${byText}`,
    // Store 0 is no store: what the nights, the console and joining did.
    `CREATE TABLE report_day (
      business_date ${text} NOT NULL,
      store_id ${int} NOT NULL,
      sales ${int} NOT NULL,
      yen ${int} NOT NULL,
      coupon_yen ${int} NOT NULL,
      returned_yen ${int} NOT NULL,
      earned ${int} NOT NULL,
      used ${int} NOT NULL,
      lapsed ${int} NOT NULL,
      adjusted ${int} NOT NULL,
      CONSTRAINT report_day_once PRIMARY KEY (business_date, store_id)
    ) ${hotByText}`,
    // The same sums of a month by what its member was when it was counted.
    `CREATE TABLE report_part (
      month ${text} NOT NULL,
      part ${text} NOT NULL CONSTRAINT report_part_part CHECK (part IN ('rank', 'sex', 'age')),
      value ${text} NOT NULL,
      sales ${int} NOT NULL,
      yen ${int} NOT NULL,
      earned ${int} NOT NULL,
      used ${int} NOT NULL,
      lapsed ${int} NOT NULL,
      CONSTRAINT report_part_once PRIMARY KEY (month, part, value)
    ) ${hotByText}`,
    // Who came where on which day; `sales` of that day still stand.
    `CREATE TABLE report_visit (
      business_date ${text} NOT NULL,
      store_id ${int} NOT NULL,
      account_id ${int} NOT NULL,
      sales ${int} NOT NULL,
      CONSTRAINT report_visit_once PRIMARY KEY (business_date, store_id, account_id)
    ) ${byText}`,
    // Days before today whose visits are counted into the next two. `stale`: visits of it or before it have changed since.
    `CREATE TABLE report_came_day (
      business_date ${text} NOT NULL CONSTRAINT report_came_day_once PRIMARY KEY,
      stale ${int} NOT NULL CONSTRAINT report_came_day_stale CHECK (stale IN (0, 1))
    ) ${byText}`,
    // Who came on a day, by the day of their visit before it (nth 1) and of the one before that (nth 2), empty where there was
    // none. Whoever came between two days for the first time has their visit before it before the first of them, so what
    // cannot be added up, people, is a sum of these for any days at all.
    `CREATE TABLE report_again (
      business_date ${text} NOT NULL,
      nth ${int} NOT NULL CONSTRAINT report_again_nth CHECK (nth IN (1, 2)),
      before_on ${text} NOT NULL,
      visits ${int} NOT NULL,
      CONSTRAINT report_again_once PRIMARY KEY (business_date, nth, before_on)
    ) ${byText}`,
    // Who came on a day by the month in which they joined; `firsts` of them for the first time in that calendar month.
    `CREATE TABLE report_cohort (
      business_date ${text} NOT NULL,
      joined_month ${text} NOT NULL,
      firsts ${int} NOT NULL,
      visits ${int} NOT NULL,
      CONSTRAINT report_cohort_once PRIMARY KEY (business_date, joined_month)
    ) ${byText}`,
    // What members hold as of a night, a stretch of accounts after the other: each row has what all up to its own come to, the
    // one that is whole all of them. The figures are JSON.
    `CREATE TABLE report_lots (
      counted_on ${text} NOT NULL,
      nth ${int} NOT NULL,
      through_id ${int} NOT NULL,
      whole ${int} NOT NULL CONSTRAINT report_lots_whole CHECK (whole IN (0, 1)),
      figures ${text} NOT NULL,
      counted_at_ms ${int} NOT NULL,
      CONSTRAINT report_lots_once PRIMARY KEY (counted_on, nth)
    ) ${byText}`,
    // Messages that LINE took and counts, by the day on which they were queued.
    `CREATE TABLE report_message (
      queued_on ${text} NOT NULL,
      lane ${int} NOT NULL,
      messages ${int} NOT NULL,
      CONSTRAINT report_message_once PRIMARY KEY (queued_on, lane)
    ) ${hotByText}`,
    "CREATE INDEX purchase_void_at ON purchase_void (voided_at_ms, purchase_id)",
  ];
}
