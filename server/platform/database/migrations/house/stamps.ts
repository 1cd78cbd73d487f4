import type { Ddl } from "../ddl.ts";

export function stamps({ int, text, byId, byText, hotByText, partial }: Ddl): string[] {
  return [
    `CREATE TABLE stamp_card (
      card_id ${text} PRIMARY KEY,
      status ${text} NOT NULL CONSTRAINT stamp_card_status CHECK (status IN ('draft', 'issued', 'stopped')),
      version ${int} NOT NULL,
      made_at_ms ${int} NOT NULL,
      made_by ${text} NOT NULL,
      stopped_at_ms ${int}
    ) ${byText}`,
    // Version 0 is the draft that is being written; the others never change.
    `CREATE TABLE stamp_card_version (
      card_id ${text} NOT NULL REFERENCES stamp_card (card_id),
      version ${int} NOT NULL,
      card ${text} NOT NULL,
      made_at_ms ${int} NOT NULL,
      made_by ${text} NOT NULL,
      CONSTRAINT stamp_card_version_once PRIMARY KEY (card_id, version)
    ) ${byId}`,
    // A member's cards of one kind as their entries have left them: the last round. `reached` is the highest milestone of
    // it that was given, `earned_on` the last business day that counted.
    `CREATE TABLE member_stamp (
      member_id ${int} NOT NULL REFERENCES member (member_id),
      card_id ${text} NOT NULL REFERENCES stamp_card (card_id),
      seq ${int} NOT NULL,
      round ${int} NOT NULL,
      version ${int} NOT NULL,
      stamps ${int} NOT NULL CONSTRAINT member_stamp_count CHECK (stamps >= 0),
      status ${text} NOT NULL CONSTRAINT member_stamp_status CHECK (status IN ('open', 'completed', 'expired')),
      first_on ${text},
      last_on ${text},
      until_on ${text},
      reached ${int} NOT NULL,
      earned_on ${text},
      CONSTRAINT member_stamp_once PRIMARY KEY (member_id, card_id)
    ) ${hotByText}`,
    "CREATE INDEX member_stamp_until ON member_stamp (status, until_on)",
    "CREATE INDEX member_stamp_card ON member_stamp (card_id, stamps)",
    `CREATE TABLE stamp_entry (
      member_id ${int} NOT NULL REFERENCES member (member_id),
      card_id ${text} NOT NULL REFERENCES stamp_card (card_id),
      seq ${int} NOT NULL,
      entry_id ${text} NOT NULL CONSTRAINT stamp_entry_id_once UNIQUE,
      round ${int} NOT NULL,
      version ${int} NOT NULL,
      kind ${text} NOT NULL CONSTRAINT stamp_entry_kind CHECK (kind IN
        ('stamp', 'welcome', 'import', 'correct', 'take_back', 'complete', 'expire')),
      stamps ${int} NOT NULL,
      count_after ${int} NOT NULL CONSTRAINT stamp_entry_count CHECK (count_after >= 0),
      reached ${int} NOT NULL,
      status ${text} NOT NULL CONSTRAINT stamp_entry_status CHECK (status IN ('open', 'completed', 'expired')),
      purchase_id ${text},
      store_id ${int} REFERENCES node (node_id),
      actor ${text} NOT NULL,
      reason ${text},
      business_date ${text} NOT NULL,
      at_ms ${int} NOT NULL,
      CONSTRAINT stamp_entry_once PRIMARY KEY (member_id, card_id, seq)
    ) ${byText}`,
    `CREATE INDEX stamp_entry_purchase ON stamp_entry (purchase_id)${partial("purchase_id IS NOT NULL")}`,
    "CREATE INDEX stamp_entry_results ON stamp_entry (card_id, kind, business_date, store_id, stamps)",
    `CREATE TABLE stamp_reward (
      reward_id ${text} PRIMARY KEY,
      member_id ${int} NOT NULL REFERENCES member (member_id),
      card_id ${text} NOT NULL REFERENCES stamp_card (card_id),
      round ${int} NOT NULL,
      at ${int} NOT NULL,
      seq ${int} NOT NULL,
      name ${text} NOT NULL,
      status ${text} NOT NULL CONSTRAINT stamp_reward_status CHECK (status IN ('open', 'handed_over', 'revoked')),
      earned_on ${text} NOT NULL,
      purchase_id ${text},
      changes ${int} NOT NULL,
      handed_over_at_ms ${int},
      store_id ${int} REFERENCES node (node_id),
      actor ${text},
      CONSTRAINT stamp_reward_once UNIQUE (member_id, card_id, seq, at)
    ) ${hotByText}`,
    "CREATE INDEX stamp_reward_member ON stamp_reward (member_id, status)",
    // Who handed it over, and who took that back; of two at once, the second finds the number taken.
    `CREATE TABLE stamp_reward_change (
      reward_id ${text} NOT NULL REFERENCES stamp_reward (reward_id),
      nth ${int} NOT NULL,
      kind ${text} NOT NULL CONSTRAINT stamp_reward_change_kind CHECK (kind IN ('open', 'handed_over', 'revoked')),
      store_id ${int} REFERENCES node (node_id),
      actor ${text} NOT NULL,
      at_ms ${int} NOT NULL,
      CONSTRAINT stamp_reward_change_once PRIMARY KEY (reward_id, nth)
    ) ${byText}`,
  ];
}
