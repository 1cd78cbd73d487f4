import type { Call } from "../http/call.ts";
import { isJsonObject, type JsonObject } from "../json.ts";
import type { Platform } from "../platform.ts";
import { deliver } from "./deliver.ts";
import { narrowed, tooFew } from "./narrowing.ts";
import { countDelivered } from "./quota.ts";
import type { Campaign } from "./state.ts";

/**
 * Broadcasts and narrowcasts are accepted first and delivered later, on LINE's clock. Until then the messages
 * they may need are held against the monthly limit (Messaging API reference, Send narrowcast message, Cautions),
 * so other sends can meet "You have reached your monthly limit." although some are left.
 */

export interface NewCampaign {
  readonly via: Campaign["via"];
  readonly reserved: number;
  readonly wishes: JsonObject;
  readonly messages: readonly JsonObject[];
}

export function acceptCampaign(call: Call, wanted: NewCampaign): void {
  const { platform, requestId, retryKey } = call;
  const acceptedAtMs = platform.nowMs();
  platform.state.campaigns.set(requestId, {
    ...{ requestId, retryKey, acceptedAtMs, ...wanted },
    ...{ phase: "waiting", targets: [], successCount: 0, failureCount: 0 },
  });
  platform.jobs.add({ kind: "campaign", requestId }, acceptedAtMs + phaseMs(platform, wanted.via));
}

function phaseMs(platform: Platform, via: Campaign["via"]): number {
  const { broadcastDelayMs, narrowcastPhaseMs } = platform.live.switches;
  return via === "broadcast" ? broadcastDelayMs : narrowcastPhaseMs;
}

/** Takes a campaign from `waiting` to `sending`, and from there to its end. */
export function moveCampaign(platform: Platform, requestId: string, atMs: number): void {
  const campaign = platform.state.campaigns.get(requestId);
  if (campaign?.phase === "waiting") beginSending(platform, campaign, atMs);
  else if (campaign?.phase === "sending") finishSending(platform, campaign, atMs);
}

function keep(platform: Platform, campaign: Campaign): void {
  platform.state.campaigns.set(campaign.requestId, campaign);
  platform.changed();
}

function beginSending(platform: Platform, campaign: Campaign, atMs: number): void {
  const targets = narrowed(platform, campaign.wishes);
  const problem = campaign.via === "narrowcast" ? problemOf(platform, campaign, targets) : null;
  if (problem) {
    keep(platform, { ...campaign, ...problem, phase: "failed", completedAtMs: atMs, reserved: 0 });
    return;
  }
  const drawn = drawnFrom(platform, targets, campaign.reserved);
  const sending: Campaign = { ...campaign, phase: "sending", targets: drawn };
  keep(platform, sending);
  // A broadcast tells nobody its phase, so it is done at once.
  if (campaign.via === "broadcast") {
    finishSending(platform, sending, atMs);
    return;
  }
  platform.jobs.add(
    { kind: "campaign", requestId: campaign.requestId },
    atMs + phaseMs(platform, "narrowcast"),
  );
}

export interface CampaignProblem {
  readonly errorCode: 1 | 2 | 3 | 4 | 5;
  readonly failedDescription: string;
}

function problemOf(
  platform: Platform,
  { wishes, reserved }: Campaign,
  targets: readonly string[],
): CampaignProblem | null {
  if (platform.live.switches.narrowcastBreaks) {
    return { errorCode: 1, failedDescription: "An internal error occurred" };
  }
  const limit = isJsonObject(wishes.limit) ? wishes.limit : {};
  const cut = limit.forbidPartialDelivery === true && targets.length > reserved;
  if (cut) return { errorCode: 5, failedDescription: "Not all of the target would have been reached" };
  return tooFew(platform, wishes, targets);
}

/** A narrowcast sent again with an accepted key: its own request id tells of the conflict (errorCode 3). */
export function keepConflict({ platform, requestId, retryKey }: Call): void {
  const atMs = platform.nowMs();
  const problem: CampaignProblem = { errorCode: 3, failedDescription: "The retry key is already accepted" };
  keep(platform, {
    ...{ requestId, retryKey, via: "narrowcast", messages: [], acceptedAtMs: atMs, reserved: 0, wishes: {} },
    ...{ targets: [], successCount: 0, failureCount: 0, completedAtMs: atMs, phase: "failed", ...problem },
  });
}

/** At most `count` of them, by chance when there are more (`limit.max`). */
function drawnFrom(platform: Platform, userIds: readonly string[], count: number): readonly string[] {
  if (userIds.length <= count) return userIds;
  const drawing = [...userIds];
  return Array.from({ length: count }, () => {
    const [one = ""] = drawing.splice(Math.floor(platform.random() * drawing.length), 1);
    return one;
  });
}

/** Whoever blocked the account in the meantime is a failure and is not counted. */
function finishSending(platform: Platform, campaign: Campaign, completedAtMs: number): void {
  const { users } = platform.state;
  const found = campaign.targets.map((userId) => users.get(userId));
  const reached = found.filter((user) => user !== undefined).filter((user) => user.friend === "friend");
  const { requestId, retryKey, messages, via } = campaign;
  deliver({ platform, requestId, retryKey }, reached, messages, via, `request:${requestId}`);
  countDelivered(platform, reached.length);
  const successCount = reached.length;
  const failureCount = campaign.targets.length - successCount;
  keep(platform, {
    ...{ ...campaign, phase: "succeeded", reserved: 0, successCount, failureCount, completedAtMs },
  });
}

/** Messages held for campaigns that have not ended. */
export function reservedMessages(platform: Platform): number {
  let sum = 0;
  for (const { reserved } of platform.state.campaigns.values()) sum += reserved;
  return sum;
}
