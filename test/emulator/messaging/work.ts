import type { Platform } from "../platform.ts";
import { moveAudienceJob } from "./audiences/jobs.ts";
import { moveCampaign } from "./campaigns.ts";
import type { DoJob } from "./jobs.ts";
import { applyBatch } from "./menu-batch.ts";
import { applyBulk } from "./menu-links.ts";

/** How each kind of job is done. */
export function workOf(platform: Platform): DoJob {
  return (work, atMs) => {
    if (work.kind === "campaign") return moveCampaign(platform, work.requestId, atMs);
    if (work.kind === "audience") return moveAudienceJob(platform, work.audienceGroupId, work.jobId, atMs);
    if (work.kind === "menu_bulk") return applyBulk(platform, work);
    return applyBatch(platform, work.requestId, atMs);
  };
}
