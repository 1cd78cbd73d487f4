import type { Database } from "../../platform/database/database.ts";

/** What automations have sent; read as reports. */
type Report = Database["report"];

export function sendsByAutomation(db: Report) {
  return db
    .selectFrom("automation_send")
    .select((eb) => [
      "automation_id",
      eb.fn.countAll<number>().as("decided"),
      eb.fn.count<number>("left_out").as("left_out"),
      eb.fn.max("sent_on").as("last_on"),
    ])
    .groupBy("automation_id")
    .execute();
}

/** The newest of one automation, with what became of the message. */
export function newestSends(db: Report, automationId: string, limit: number) {
  return db
    .selectFrom("automation_send")
    .innerJoin("member", "member.member_id", "automation_send.member_id")
    .leftJoin("outbox", "outbox.dedupe_key", "automation_send.message_key")
    .select([
      "member.public_id",
      "member.name",
      "automation_send.occasion",
      "automation_send.sent_on",
      "automation_send.at_ms",
      "automation_send.left_out",
      "outbox.message_id",
      "outbox.status",
    ])
    .where("automation_send.automation_id", "=", automationId)
    .orderBy("automation_send.sent_on", "desc")
    .orderBy("automation_send.member_id", "desc")
    .limit(limit)
    .execute();
}
