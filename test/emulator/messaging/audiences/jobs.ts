import { refuse } from "../../http/call.ts";
import { audienceLimitText } from "../../http/faults.ts";
import type { Platform } from "../../platform.ts";
import type { Audience, AudienceJob } from "../state.ts";

/** Uploads are worked off in jobs: QUEUED, WORKING, FINISHED. The first makes an audience READY. */

const mostRunning = 10;
const secondsToLive = 180 * 24 * 3_600;

export type NewAudience = Pick<Audience, "type" | "description" | "isIfaAudience"> &
  Partial<Pick<Audience, "requestId" | "clickUrl">>;

/** Thirteen digits that grow with time and never repeat. */
function nextId(taken: Iterable<number>, nowMs: number): number {
  return Math.max(nowMs, ...[...taken].map((id) => id + 1));
}

export function addAudience(platform: Platform, wanted: NewAudience): Audience {
  const { audiences } = platform.state;
  const audienceGroupId = nextId(audiences.keys(), platform.nowMs());
  const created = Math.floor(platform.nowMs() / 1_000);
  const times = { created, expireTimestamp: created + secondsToLive };
  const audience: Audience = {
    ...{ audienceGroupId, ...wanted, ...times, status: "IN_PROGRESS", members: [], jobs: [] },
  };
  audiences.set(audienceGroupId, audience);
  platform.changed();
  return audience;
}

/** Queues people for an audience. At most ten jobs of one audience may be under way. */
export function addJob(
  platform: Platform,
  audience: Audience,
  userIds: readonly string[],
  description: string,
): void {
  const running = audience.jobs.filter(({ jobStatus }) => jobStatus === "QUEUED" || jobStatus === "WORKING");
  if (running.length >= mostRunning) refuse(429, audienceLimitText);
  const jobs = [...platform.state.audiences.values()].flatMap((each) => each.jobs);
  const ids = jobs.map((job) => job.audienceGroupJobId);
  const job: AudienceJob = {
    ...{ audienceGroupJobId: nextId(ids, platform.nowMs()), description, userIds },
    ...{ jobStatus: "QUEUED", audienceCount: userIds.length, created: Math.floor(platform.nowMs() / 1_000) },
  };
  platform.state.audiences.set(audience.audienceGroupId, { ...audience, jobs: [...audience.jobs, job] });
  schedule(platform, audience.audienceGroupId, job.audienceGroupJobId, platform.nowMs());
}

function schedule(platform: Platform, audienceGroupId: number, jobId: number, fromMs: number): void {
  const { audiencePhaseMs } = platform.live.switches;
  platform.changed();
  if (audiencePhaseMs === null) return;
  platform.jobs.add({ kind: "audience", audienceGroupId, jobId }, fromMs + audiencePhaseMs);
}

/** Takes a job a step further. */
export function moveAudienceJob(platform: Platform, groupId: number, jobId: number, atMs: number): void {
  const audience = platform.state.audiences.get(groupId);
  const job = audience?.jobs.find((each) => each.audienceGroupJobId === jobId);
  if (!audience || !job) return;
  const working = job.jobStatus === "QUEUED";
  const moved: AudienceJob = { ...job, jobStatus: working ? "WORKING" : "FINISHED" };
  const jobs = audience.jobs.map((each) => (each === job ? moved : each));
  const done = working ? {} : { status: "READY" as const, members: joined(platform, audience, job) };
  platform.state.audiences.set(groupId, { ...audience, jobs, ...done });
  if (working) schedule(platform, groupId, jobId, atMs);
}

/** People the channel does not know cannot have agreed to LINE's policy, so they are not added. */
function joined({ state }: Platform, { members }: Audience, { userIds }: AudienceJob): readonly string[] {
  const known = userIds.filter((userId) => state.users.has(userId));
  return [...new Set([...members, ...known])];
}
