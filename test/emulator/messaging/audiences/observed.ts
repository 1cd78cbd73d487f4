import { type Answer, type Call, type Endpoint, refuse } from "../../http/call.ts";
import { textOf } from "../../json.ts";
import type { Platform } from "../../platform.ts";
import type { Campaign, Interaction } from "../state.ts";
import { checkedName, checkRoom, refuseAudience } from "./checks.ts";
import { addAudience, addJob } from "./jobs.ts";
import { createdShown } from "./upload.ts";

/** Messaging API reference, Create message click audience, and Create message impression audience. */

const sixtyDaysMs = 60 * 24 * 3_600_000;
const endpoint = { rate: "60/minute", auth: "channel", body: "json" } as const;

export const observedAudienceEndpoints: readonly Endpoint[] = [
  { route: "POST /v2/bot/audienceGroup/click", ...endpoint, handle: (call) => create(call, "CLICK") },
  { route: "POST /v2/bot/audienceGroup/imp", ...endpoint, handle: (call) => create(call, "IMP") },
];

function create({ platform, json }: Call, type: "CLICK" | "IMP"): Answer {
  const description = checkedName(platform, json.description);
  checkRoom(platform);
  const requestId = textOf(json.requestId) ?? "";
  checkCampaign(platform, requestId, type);
  const clickUrl = type === "CLICK" ? textOf(json.clickUrl) : undefined;
  if (clickUrl !== undefined && clickUrl.length > 2_000) refuse(400, "size over clickUrl");
  const link = clickUrl === undefined ? {} : { clickUrl };
  const wanted = { type, description, isIfaAudience: false, requestId, ...link };
  const audience = addAudience(platform, wanted);
  addJob(platform, audience, peopleOf(platform, requestId, type, clickUrl), "");
  return { status: 202, json: { ...createdShown(audience), requestId, ...link } };
}

/** Broadcasts and narrowcasts of the last sixty days, once for each kind of audience. */
function checkCampaign(platform: Platform, requestId: string, type: "CLICK" | "IMP"): Campaign {
  const { campaigns, audiences } = platform.state;
  const campaign = campaigns.get(requestId);
  if (campaign?.phase !== "succeeded") return refuseAudience("REQUEST_NOT_FOUND");
  if (platform.nowMs() - campaign.acceptedAtMs > sixtyDaysMs) refuseAudience("TOO_OLD_MESSAGES");
  const isThere = [...audiences.values()].some((each) => each.requestId === requestId && each.type === type);
  if (isThere) refuseAudience("AUDIENCE_GROUP_REQUESTID_DUPLICATE");
  return campaign;
}

function peopleOf(
  { state }: Platform,
  requestId: string,
  type: "CLICK" | "IMP",
  clickUrl: string | undefined,
): string[] {
  const kind: Interaction["kind"] = type === "CLICK" ? "click" : "impression";
  const noted = state.interactions.get(`request:${requestId}`) ?? [];
  const fitting = noted.filter((each) => each.kind === kind && (clickUrl ?? each.url) === each.url);
  return [...new Set(fitting.map((each) => each.userId))];
}
