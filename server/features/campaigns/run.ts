import type { CampaignDocument } from "../../../shared/campaigns/schema.ts";
import type { RunStatus } from "../../../shared/campaigns/states.ts";
import type { Deps } from "../../deps.ts";
import { mainProgramme } from "../points/index.ts";
import * as store from "./store.ts";
import * as runs from "./store-runs.ts";
import type { Streams } from "./streams.ts";

/** One sending of a campaign, with what its version says of it. */
export interface Run {
  readonly runId: number;
  readonly publicId: string;
  readonly campaignId: string;
  readonly status: RunStatus;
  /** The moment of which the audience is, UTC milliseconds. */
  readonly frozenAtMs: number;
  readonly frozenThrough: number;
  readonly untilMemberId: number;
  /** How many were to be sent to when the audience was frozen. */
  readonly planned: number;
  readonly pausedWhy: string | null;
  /** Whether another person than who asked has said yes. */
  readonly approved: boolean;
  readonly programmeId: number;
  readonly document: CampaignDocument;
  readonly streams: Streams;
}

/** A run as it stands. @throws Error where its version is gone, which the schema forbids. */
export async function runOf(deps: Pick<Deps, "database">, runId: number): Promise<Run> {
  const row = await deps.database.first(runs.runById, { runId });
  const campaign = row === undefined ? {} : { campaignId: row.campaign_id, version: row.version };
  const version = "campaignId" in campaign ? await deps.database.first(store.versionOf, campaign) : undefined;
  if (row === undefined || version === undefined) throw new Error(`run ${runId} or its version is gone`);
  const document = documentIn(version.document);
  const { campaign_id: campaignId } = row;
  const owner = await deps.database.first(store.campaignById, { campaignId });
  return {
    ...{ runId, publicId: row.public_id, campaignId: row.campaign_id, status: row.status },
    ...{
      frozenAtMs: row.frozen_at_ms,
      frozenThrough: row.frozen_through,
      untilMemberId: row.until_member_id,
    },
    ...{ planned: row.planned, pausedWhy: row.paused_why, approved: (owner?.approved_by ?? null) !== null },
    ...{ programmeId: mainProgramme, document, streams: streamsOf(document, row.public_id) },
  };
}

function streamsOf({ variants }: CampaignDocument, salt: string): Streams {
  const shares = variants.map(({ share }) => share * 100);
  return { shares, english: variants[0]?.en !== null, salt };
}

/** What was validated when it was written, read back. */
export function documentIn(text: string): CampaignDocument {
  return JSON.parse(text) as CampaignDocument;
}
