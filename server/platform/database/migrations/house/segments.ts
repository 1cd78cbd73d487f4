import type { Ddl } from "../ddl.ts";

export function segments({ int, text, byId, byText, hotByText }: Ddl): string[] {
  return [
    `CREATE TABLE segment (
      segment_id ${text} PRIMARY KEY,
      name ${text} NOT NULL,
      folded ${text} NOT NULL CONSTRAINT segment_name UNIQUE,
      version ${int} NOT NULL,
      watched ${int} NOT NULL CONSTRAINT segment_watched CHECK (watched IN (0, 1)),
      members ${int},
      counted_at_ms ${int},
      watched_tree ${text},
      watched_quiet ${int} NOT NULL DEFAULT 1,
      watched_pass ${int} NOT NULL DEFAULT 0,
      watched_through ${int} NOT NULL DEFAULT 0 CONSTRAINT segment_watch_stands CHECK (watched_through >= 0),
      watched_at_ms ${int},
      leased_by ${text},
      leased_until_ms ${int} NOT NULL DEFAULT 0,
      made_at_ms ${int} NOT NULL,
      made_by ${text} NOT NULL
    ) ${hotByText}`,
    // What a segment said stays: a campaign that was sent by it can be read for ever.
    `CREATE TABLE segment_version (
      segment_id ${text} NOT NULL REFERENCES segment (segment_id),
      version ${int} NOT NULL,
      name ${text} NOT NULL,
      tree ${text} NOT NULL,
      made_at_ms ${int} NOT NULL,
      made_by ${text} NOT NULL,
      CONSTRAINT segment_version_once PRIMARY KEY (segment_id, version)
    ) ${byId}`,
    // Who is in a watched segment, as it was last gone through, and what changed since the time before: each member once in a
    // pass. Rows of a segment that is gone or watched no more are swept away later, so that its removal is no long commit.
    `CREATE TABLE segment_member (
      segment_id ${text} NOT NULL,
      member_id ${int} NOT NULL REFERENCES member (member_id),
      CONSTRAINT segment_member_once PRIMARY KEY (segment_id, member_id)
    ) ${byText}`,
    `CREATE TABLE segment_event (
      segment_id ${text} NOT NULL,
      pass ${int} NOT NULL,
      member_id ${int} NOT NULL,
      kind ${text} NOT NULL CONSTRAINT segment_event_kind CHECK (kind IN ('entered', 'left')),
      business_date ${text} NOT NULL,
      at_ms ${int} NOT NULL,
      CONSTRAINT segment_event_once PRIMARY KEY (segment_id, pass, member_id)
    ) ${byText}`,
    "CREATE INDEX segment_event_on ON segment_event (segment_id, business_date, kind)",
    `CREATE TABLE member_list (
      list_id ${text} PRIMARY KEY,
      name ${text} NOT NULL,
      folded ${text} NOT NULL CONSTRAINT member_list_name UNIQUE,
      source ${text} NOT NULL CONSTRAINT member_list_source CHECK (source IN ('numbers', 'segment')),
      members ${int} NOT NULL,
      made_at_ms ${int} NOT NULL,
      made_by ${text} NOT NULL
    ) ${byText}`,
    `CREATE TABLE member_list_member (
      list_id ${text} NOT NULL REFERENCES member_list (list_id),
      member_id ${int} NOT NULL REFERENCES member (member_id),
      PRIMARY KEY (list_id, member_id)
    ) ${byText}`,
    "CREATE INDEX member_list_of ON member_list_member (member_id)",
    // Where fifths of the members part, as they did on a day: one version for each day that was computed.
    `CREATE TABLE rfm_thresholds (
      programme_id ${int} NOT NULL REFERENCES programme (programme_id),
      version ${int} NOT NULL,
      thresholds ${text} NOT NULL,
      members ${int} NOT NULL,
      computed_on ${text} NOT NULL,
      made_at_ms ${int} NOT NULL,
      CONSTRAINT rfm_thresholds_once PRIMARY KEY (programme_id, version)
    ) ${byText}`,
  ];
}
