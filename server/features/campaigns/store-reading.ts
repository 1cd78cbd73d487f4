import { type Kysely, sql } from "kysely";
import { prepare } from "../../platform/database/prepared.ts";
import type { Tables } from "../../platform/database/tables.ts";

/** What people look at: runs, and who was of their audience. */

export const campaigns = prepare<{ limit: number }>()((db, p) =>
  db
    .selectFrom("campaign as c")
    .leftJoin("campaign_run as u", (join) =>
      join.onRef("u.campaign_id", "=", "c.campaign_id").onRef("u.nth", "=", "c.runs"),
    )
    .select(["c.campaign_id", "c.name", "c.status", "c.next_due_at_ms", "c.changed_at_ms"])
    .select(["u.started_at_ms", "u.planned", "u.paused_why"])
    .select((eb) =>
      eb
        .selectFrom("campaign_batch as b")
        .select(sql<number>`sum(b.people)`.as("people"))
        .whereRef("b.run_id", "=", "u.run_id")
        .where("b.status", "=", "sent")
        .as("sent"),
    )
    .orderBy("c.changed_at_ms", "desc")
    .limit(p.limit),
);
export type CampaignRow = NonNullable<(typeof campaigns)["row"]>;

export const versionsOf = prepare<{ campaignId: string; limit: number }>()((db, p) =>
  db
    .selectFrom("campaign_version")
    .select(["version", "document", "made_at_ms", "made_by"])
    .where("campaign_id", "=", p.campaignId)
    .orderBy("version", "desc")
    .limit(p.limit),
);

export const runsOf = prepare<{ campaignId: string; limit: number }>()((db, p) =>
  db
    .selectFrom("campaign_run")
    .selectAll()
    .where("campaign_id", "=", p.campaignId)
    .orderBy("nth", "desc")
    .limit(p.limit),
);
export type RunRow = NonNullable<(typeof runsOf)["row"]>;

export const runByPublicId = prepare<{ publicId: string }>()((db, p) =>
  db
    .selectFrom("campaign_run as u")
    .innerJoin("campaign as k", "k.campaign_id", "u.campaign_id")
    .select(["u.run_id", "u.campaign_id", "u.version", "k.name"])
    .where("u.public_id", "=", p.publicId),
);

/** A recipient's state: their own reason, or else their batch's. */
export const recipientState = sql<string>`coalesce(r.reason, case
  when b.status = 'frozen' and u.status in ('cancelling', 'cancelled') then 'cancelled'
  when b.status in ('frozen', 'queued') then 'waiting' else b.status end)`;

const fromRecipients = (db: Kysely<Tables>, runId: number) =>
  db
    .selectFrom("campaign_recipient as r")
    .innerJoin("campaign_run as u", "u.run_id", "r.run_id")
    .leftJoin("campaign_batch as b", (join) =>
      join.onRef("b.run_id", "=", "r.run_id").onRef("b.batch", "=", "r.batch"),
    )
    .where("r.run_id", "=", runId);

export function statesOfRun(db: Kysely<Tables>, runId: number) {
  return fromRecipients(db, runId)
    .select([recipientState.as("state"), sql<number>`count(*)`.as("people")])
    .groupBy(recipientState)
    .execute();
}

export function recipients(
  db: Kysely<Tables>,
  runId: number,
  asked: string | undefined,
  page: { readonly limit: number; readonly offset: number },
) {
  return fromRecipients(db, runId)
    .innerJoin("member as m", "m.member_id", "r.member_id")
    .select(["m.public_id", "m.name", "r.variant", recipientState.as("state")])
    .where(sql<boolean>`${sql.lit(asked ?? "")} = '' or ${recipientState} = ${sql.lit(asked ?? "")}`)
    .orderBy("r.member_id")
    .limit(page.limit)
    .offset(page.offset)
    .execute();
}

export async function countRecipients(
  db: Kysely<Tables>,
  runId: number,
  asked: string | undefined,
  most: number,
): Promise<number> {
  const row = await db
    .selectFrom(
      fromRecipients(db, runId)
        .select("r.member_id")
        .where(sql<boolean>`${sql.lit(asked ?? "")} = '' or ${recipientState} = ${sql.lit(asked ?? "")}`)
        .limit(most)
        .as("some"),
    )
    .select(sql<number>`count(*)`.as("people"))
    .executeTakeFirst();
  return Number(row?.people ?? 0);
}
