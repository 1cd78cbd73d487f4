import { prepare } from "../../platform/database/prepared.ts";

/** What names segments and lists: documents in force of slices that stand above this one, which cannot be asked. */

export const campaignsInForce = prepare<Record<never, never>>()((db) =>
  db
    .selectFrom("campaign")
    .innerJoin("campaign_version", (join) =>
      join
        .onRef("campaign_version.campaign_id", "=", "campaign.campaign_id")
        .onRef("campaign_version.version", "=", "campaign.version"),
    )
    .select(["campaign.campaign_id as id", "campaign.name", "campaign_version.document"])
    .orderBy("campaign.changed_at_ms", "desc"),
);

export const automationsInForce = prepare<Record<never, never>>()((db) =>
  db
    .selectFrom("automation")
    .innerJoin("automation_version", (join) =>
      join
        .onRef("automation_version.automation_id", "=", "automation.automation_id")
        .onRef("automation_version.version", "=", "automation.version"),
    )
    .where("automation.status", "<>", "archived")
    .select(["automation.automation_id as id", "automation_version.automation as document"])
    .orderBy("automation.made_at_ms", "desc"),
);
