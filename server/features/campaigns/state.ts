import type {
  CampaignListed,
  CampaignPreview,
  CampaignRunView,
  CampaignState,
  RecipientsAsked,
  RecipientView,
} from "../../../shared/campaigns/console.ts";
import { Refusal } from "../../../shared/errors.ts";
import { type Listed, listedMax, pageRows } from "../../../shared/listing.ts";
import type { Deps } from "../../deps.ts";
import { audienceOf, countAudience } from "./audience.ts";
import { documentIn } from "./run.ts";
import * as store from "./store.ts";
import * as reading from "./store-reading.ts";

/** @throws Refusal campaign.not_found */
export async function campaignState(deps: Deps, campaignId: string): Promise<CampaignState> {
  const row = await deps.database.first(store.campaignById, { campaignId });
  const version =
    row === undefined
      ? undefined
      : await deps.database.first(store.versionOf, { campaignId, version: row.version });
  if (row === undefined || version === undefined) throw new Refusal("campaign.not_found");
  const runs = await deps.database.all(reading.runsOf, { campaignId, limit: 20 });
  return {
    ...{ campaignId, status: row.status, version: row.version, document: documentIn(version.document) },
    ...{ nextDueAtMs: row.next_due_at_ms, approvalPeople: row.approval_people },
    ...{ askedBy: row.asked_by, approvedBy: row.approved_by },
    runs: await Promise.all(runs.map((run) => runView(deps, run))),
  };
}

async function runView(deps: Deps, run: reading.RunRow): Promise<CampaignRunView> {
  const counts = await reading.statesOfRun(deps.database.report, run.run_id);
  const states: Record<string, number> = {};
  for (const { state, people } of counts) states[state] = (states[state] ?? 0) + Number(people);
  return {
    ...{ runId: run.public_id, nth: run.nth, status: run.status, dueAtMs: run.due_at_ms },
    ...{ startedAtMs: run.started_at_ms, endedAtMs: run.ended_at_ms, pausedWhy: run.paused_why },
    ...{ matched: run.matched, planned: run.planned, states },
  };
}

export async function campaignList(deps: Deps): Promise<{ readonly campaigns: readonly CampaignListed[] }> {
  const rows = await deps.database.all(reading.campaigns, { limit: 500 });
  return {
    campaigns: rows.map((row) => ({
      ...{ campaignId: row.campaign_id, name: row.name, status: row.status },
      ...{ nextDueAtMs: row.next_due_at_ms, changedAtMs: row.changed_at_ms },
    })),
  };
}

/** What would be sent if it were frozen now, by the very conditions of the freeze. */
export async function campaignPreview(deps: Deps, campaignId: string): Promise<CampaignPreview> {
  const { document } = await campaignState(deps, campaignId);
  const counts = await countAudience(deps, await audienceOf(deps, document, null));
  const leftOut = Object.fromEntries([...counts].flatMap(([why, n]) => (why === null ? [] : [[why, n]])));
  const matched = [...counts.values()].reduce((sum, people) => sum + people, 0);
  return { matched, leftOut, willBeSent: counts.get(null) ?? 0 };
}

/** Who was of a run's audience, with the state of each. @throws Refusal campaign.not_found */
export async function recipientsOf(
  deps: Deps,
  runPublicId: string,
  asked: RecipientsAsked,
): Promise<Listed<RecipientView>> {
  const run = await deps.database.first(reading.runByPublicId, { publicId: runPublicId });
  if (run === undefined) throw new Refusal("campaign.not_found");
  const { report } = deps.database;
  const [rows, total] = await Promise.all([
    reading.recipients(report, run.run_id, asked.reason, {
      limit: pageRows,
      offset: (asked.page - 1) * pageRows,
    }),
    reading.countRecipients(report, run.run_id, asked.reason, listedMax + 1),
  ]);
  return {
    rows: rows.map((row) => ({
      ...{ memberId: row.public_id, name: row.name, state: row.state, variant: row.variant ?? 0 },
    })),
    ...{ total: Math.min(total, listedMax), more: total > listedMax },
  };
}
