import { type RawBuilder, sql } from "kysely";
import type { Dialect } from "../database/prepared.ts";

/** What LINE counts of a message in `outbox` that was sent: each message object for each person who was not left out. */
export function lineUnits(dialect: Dialect): RawBuilder<number> {
  const objects =
    dialect === "postgres"
      ? sql`jsonb_array_length(outbox.messages::jsonb)`
      : sql`json_array_length(outbox.messages)`;
  return sql<number>`(outbox.people - (select count(*) from outbox_recipient
    where outbox_recipient.message_id = outbox.message_id and outbox_recipient.left_out is not null)) * ${objects}`;
}
