import type { CampaignDocument } from "../../../shared/campaigns/schema.ts";
import { Refusal } from "../../../shared/errors.ts";
import type { Deps } from "../../deps.ts";
import * as store from "./store.ts";
import type { RunAsked } from "./store-effect.ts";

/** One sending of a campaign, as results ask of it. */
export interface Run extends RunAsked {
  readonly publicId: string;
  readonly nth: number;
  readonly version: number;
  readonly startedAtMs: number;
  readonly endedAtMs: number | null;
}

export async function runsOf(
  deps: Deps,
  campaignId: string,
): Promise<{ readonly name: string; readonly runs: readonly store.RunRow[] }> {
  const campaign = await deps.database.first(store.campaignOf, { campaignId });
  if (campaign === undefined) throw new Refusal("campaign.not_found");
  return { name: campaign.name, runs: await deps.database.all(store.runsOf, { campaignId, limit: 200 }) };
}

/** @throws Refusal campaign.not_found for a sending that is not one of these. */
export async function chosenRun(
  deps: Deps,
  runs: readonly store.RunRow[],
  asked: string | undefined,
): Promise<Run | null> {
  const row = asked === undefined ? runs[0] : runs.find(({ public_id }) => public_id === asked);
  if (row === undefined) {
    if (asked !== undefined) throw new Refusal("campaign.not_found");
    return null;
  }
  return runOf(deps, row);
}

export async function runOf({ database }: Pick<Deps, "database">, row: store.RunRow): Promise<Run> {
  const cut = row.status === "cancelled" || row.status === "cancelling";
  return {
    ...{ runId: row.run_id, publicId: row.public_id, nth: row.nth, version: row.version },
    ...{ startedAtMs: Number(row.started_at_ms), frozenAtMs: Number(row.frozen_at_ms) },
    endedAtMs: row.ended_at_ms === null ? null : Number(row.ended_at_ms),
    throughMember: cut ? await store.lastSent(database.report, row.run_id) : Number(row.until_member_id),
  };
}

export async function documentOf(deps: Deps, campaignId: string, version: number): Promise<CampaignDocument> {
  const row = await deps.database.first(store.versionOf, { campaignId, version });
  if (row === undefined) throw new Error(`version ${version} of a campaign is gone`);
  return documentIn(row.document);
}

/** What was validated when it was written, read back. */
function documentIn(text: string): CampaignDocument {
  return JSON.parse(text) as CampaignDocument;
}
