import { prepare } from "../../platform/database/prepared.ts";
import { recipientState } from "./store-reading.ts";

/**
 * The runs of whose audience a member was, the newest first. What they were to get stands in the rows of the run and not in the
 * outbox, which has one row for hundreds. Read run by run through the recipients' key, as they have no index by member.
 */
export const runsOfMember = prepare<{ memberId: number; limit: number }>()((db, p) =>
  db
    .selectFrom("campaign_run as u")
    .innerJoin("campaign as c", "c.campaign_id", "u.campaign_id")
    .innerJoin("campaign_recipient as r", "r.run_id", "u.run_id")
    .leftJoin("campaign_batch as b", (join) =>
      join.onRef("b.run_id", "=", "r.run_id").onRef("b.batch", "=", "r.batch"),
    )
    .where("r.member_id", "=", p.memberId)
    .select(["c.campaign_id", "c.name", "u.public_id", "u.started_at_ms", "b.settled_at_ms"])
    .select(recipientState.as("state"))
    .orderBy("u.run_id", "desc")
    .limit(p.limit),
);
