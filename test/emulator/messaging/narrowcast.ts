import { type Answer, type Call, type Endpoint, ok, refuse, refuseBody } from "../http/call.ts";
import { isJsonObject, type JsonObject, objectsAt } from "../json.ts";
import type { Platform } from "../platform.ts";
import { acceptCampaign, keepConflict } from "./campaigns.ts";
import { allFriends } from "./friends.ts";
import { hasFilter, namedIn } from "./narrowing.ts";
import { checkFree, freeMessages } from "./quota.ts";
import type { Campaign } from "./state.ts";
import { minded } from "./validate/kit.ts";
import { checkMessages } from "./validate/messages.ts";
import { narrowcastProblems } from "./validate/narrowcast.ts";

/** Messaging API reference, Send narrowcast message and Get narrowcast message status. */

const keptMs = 14 * 24 * 3_600_000;
const fewestFriends = 100;

export const narrowcastEndpoints: readonly Endpoint[] = [
  {
    ...{ route: "POST /v2/bot/message/narrowcast", rate: "60/hour", auth: "channel", body: "json" },
    ...{ retryable: true, validate, handle: narrowcast, conflicted: keepConflict },
  },
  {
    ...{ route: "GET /v2/bot/message/progress/narrowcast", auth: "channel", body: "none" },
    handle: progress,
  },
];

const fields = ["messages", "recipient", "filter", "limit", "notificationDisabled"];

function validate({ json, platform }: Call): void {
  checkMessages(json, fields, platform.live.switches);
  const problems = minded(narrowcastProblems(json), platform.live.switches);
  if (problems.length > 0) refuseBody(problems);
  const limit = limitOf(json);
  if (limit.forbidPartialDelivery === true && limit.upToRemainingQuota !== true) {
    refuse(400, "The option forbidPartialDelivery must be used with upToRemainingQuota.");
  }
}

function limitOf(wishes: JsonObject): JsonObject {
  return isJsonObject(wishes.limit) ? wishes.limit : {};
}

function narrowcast(call: Call): Answer {
  const { platform, json } = call;
  const { recipient, filter, limit } = json;
  for (const each of namedIn(recipient)) checkNamed(platform, each);
  const reach = allFriends(platform).length;
  if (hasFilter(json) && reach < fewestFriends) refuse(403, "Your account does not have enough friends");
  const reserved = reservation(platform, json, reach);
  checkFree(platform, reserved);
  const messages = objectsAt(json, "messages");
  acceptCampaign(call, { via: "narrowcast", reserved, messages, wishes: { recipient, filter, limit } });
  return { status: 202, json: {} };
}

function checkNamed({ state, nowMs }: Platform, named: JsonObject): void {
  if (named.type === "audience") {
    const audience = state.audiences.get(Number(named.audienceGroupId));
    if (audience?.status !== "READY") refuse(400, `Invalid audience group id: ${named.audienceGroupId}`);
    return;
  }
  const before = state.campaigns.get(String(named.requestId));
  const usable = before?.via === "narrowcast" && before.phase === "succeeded";
  if (!usable || nowMs() - before.acceptedAtMs >= keptMs) {
    refuse(400, `Invalid request id: ${named.requestId}`);
  }
}

/** The whole reach of the account is held, however few the audience has, unless a limit says less. */
function reservation(platform: Platform, wishes: JsonObject, reach: number): number {
  const { max, upToRemainingQuota } = limitOf(wishes);
  const most = typeof max === "number" ? Math.min(reach, max) : reach;
  return upToRemainingQuota === true ? Math.min(most, freeMessages(platform)) : most;
}

function progress({ platform, query }: Call): Answer {
  const requestId = query.get("requestId") ?? "";
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(requestId)) {
    refuse(400, "The value for the 'requestId' parameter is invalid");
  }
  const campaign = platform.state.campaigns.get(requestId);
  const known = campaign?.via === "narrowcast" && platform.nowMs() - campaign.acceptedAtMs < keptMs;
  if (!known) refuse(404, "Not found");
  return ok(shown(campaign));
}

function shown(campaign: Campaign): JsonObject {
  const { phase, successCount, failureCount, failedDescription, errorCode, completedAtMs } = campaign;
  const acceptedTime = new Date(campaign.acceptedAtMs).toISOString();
  if (phase === "waiting") return { phase, acceptedTime };
  const counts = { successCount, failureCount, targetCount: campaign.targets.length };
  const failure = phase === "failed" ? { failedDescription, errorCode } : {};
  const end = completedAtMs === undefined ? {} : { completedTime: new Date(completedAtMs).toISOString() };
  return { phase, ...counts, ...failure, acceptedTime, ...end };
}
