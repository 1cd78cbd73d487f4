import type { CampaignListed, CampaignVersionView } from "../../../shared/campaigns/console.ts";
import { leavesAt } from "../../../shared/campaigns/times.ts";
import { Refusal } from "../../../shared/errors.ts";
import type { Deps } from "../../deps.ts";
import { reachInForce } from "../reach/index.ts";
import { staffNames } from "../stores/index.ts";
import { documentIn } from "./run.ts";
import * as reading from "./store-reading.ts";

const listedMax = 500;

/** Every campaign with what became of its last run, the last changed first. */
export async function campaignList(deps: Deps): Promise<{ readonly campaigns: readonly CampaignListed[] }> {
  const [rows, { quietHours }] = await Promise.all([
    deps.database.all(reading.campaigns, { limit: listedMax }),
    reachInForce(deps),
  ]);
  const nowMs = deps.clock.nowMs();
  const leaves = (dueAtMs: number | null) => leavesAt(dueAtMs, nowMs, quietHours, deps.settings.timeZone);
  return { campaigns: rows.map((row) => listed(row, leaves(row.next_due_at_ms))) };
}

function listed(row: reading.CampaignRow, leavesAtMs: number | null): CampaignListed {
  return {
    ...{ campaignId: row.campaign_id, name: row.name, status: row.status },
    ...{ nextDueAtMs: row.next_due_at_ms, leavesAtMs, changedAtMs: row.changed_at_ms },
    waitsForApproval: row.status === "awaiting_approval" || row.paused_why === "needs_approval",
    lastRun:
      row.started_at_ms === null
        ? null
        : {
            ...{ startedAtMs: row.started_at_ms, planned: row.planned ?? 0 },
            sent: Number(row.sent ?? 0),
          },
  };
}

/** What was written when and by whom, the newest first. @throws Refusal campaign.not_found */
export async function campaignVersions(
  deps: Deps,
  campaignId: string,
): Promise<{ readonly versions: readonly CampaignVersionView[] }> {
  const [rows, names] = await Promise.all([
    deps.database.all(reading.versionsOf, { campaignId, limit: 100 }),
    staffNames(deps),
  ]);
  if (rows.length === 0) throw new Refusal("campaign.not_found");
  return {
    versions: rows.map((row) => ({
      ...{ version: row.version, madeAtMs: row.made_at_ms, document: documentIn(row.document) },
      madeBy: names.get(row.made_by.slice(row.made_by.indexOf(":") + 1)) ?? null,
    })),
  };
}
