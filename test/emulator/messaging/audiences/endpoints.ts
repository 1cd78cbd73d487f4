import { type Answer, type Call, type Endpoint, ok, param, refuse } from "../../http/call.ts";
import { type JsonObject, textOf } from "../../json.ts";
import type { Platform } from "../../platform.ts";
import type { Audience, AudienceJob } from "../state.ts";
import { audienceOf, checkedName, current } from "./checks.ts";

/** Messaging API reference, Managing Audience: rename, delete, look up, list. */

const rate = "60/minute";
const one = "/v2/bot/audienceGroup/{audienceGroupId}";
const none = { rate, auth: "channel", body: "none" } as const;

export const audienceEndpoints: readonly Endpoint[] = [
  { route: `PUT ${one}/updateDescription`, rate, auth: "channel", body: "json", handle: rename },
  { route: `DELETE ${one}`, ...none, handle: remove },
  { route: `GET ${one}`, ...none, handle: lookUp },
  { route: "GET /v2/bot/audienceGroup/list", ...none, handle: listAudiences },
];

function named(call: Call): Audience {
  return audienceOf(call.platform, param(call, "audienceGroupId"));
}

function rename(call: Call): Answer {
  const audience = named(call);
  const description = checkedName(call.platform, call.json.description);
  call.platform.state.audiences.set(audience.audienceGroupId, { ...audience, description });
  call.platform.changed();
  return ok();
}

function remove(call: Call): Answer {
  const { audienceGroupId } = named(call);
  call.platform.state.audiences.delete(audienceGroupId);
  call.platform.changed();
  return { status: call.platform.live.switches.deletedAudienceStatus, json: {} };
}

const jobsShown = 50;
const fewestCounted = 20;

function lookUp(call: Call): Answer {
  const audience = named(call);
  const jobs = audience.jobs.slice(-jobsShown).map((job) => jobShown(audience, job));
  return ok({ audienceGroup: shown(audience), jobs });
}

/** Counts below 20 read 0, except those of uploads. */
function shown(audience: Audience): JsonObject {
  const { audienceGroupId, type, description, status, created, expireTimestamp, isIfaAudience } = audience;
  const { requestId, clickUrl, members } = audience;
  const isHidden = type !== "UPLOAD" && members.length < fewestCounted;
  return {
    ...{ audienceGroupId, createRoute: "MESSAGING_API", type, description, status },
    ...{ audienceCount: isHidden ? 0 : members.length, created, permission: "READ_WRITE" },
    ...{ isIfaAudience, expireTimestamp, requestId, clickUrl },
  };
}

function jobShown({ audienceGroupId }: Audience, job: AudienceJob): JsonObject {
  const { audienceGroupJobId, description, jobStatus, audienceCount, created } = job;
  return {
    ...{ audienceGroupJobId, audienceGroupId, description, type: "DIFF_ADD" },
    ...{ jobStatus, failedType: null, audienceCount, created },
  };
}

function listAudiences({ platform, query }: Call): Answer {
  const page = numberParam(query, "page", 1, Number.MAX_SAFE_INTEGER, 1);
  const size = numberParam(query, "size", 1, 40, 20);
  const found = [...platform.state.audiences.values()]
    .map((audience) => current(platform, audience))
    .filter((audience) => isWanted(audience, query))
    .reverse();
  const audienceGroups = found.slice((page - 1) * size, page * size).map(shown);
  const totalCount = found.length;
  const hasNextPage = page * size < totalCount;
  const readWriteAudienceGroupTotalCount = writable(platform);
  return ok({ audienceGroups, hasNextPage, totalCount, readWriteAudienceGroupTotalCount, page, size });
}

function writable({ state }: Platform): number {
  return state.audiences.size;
}

/** `description` is a part of the name, in letters of any case. */
function isWanted(audience: Audience, query: URLSearchParams): boolean {
  const part = textOf(query.get("description"))?.toLowerCase();
  const status = query.get("status");
  const route = query.get("createRoute");
  const fitsName = part === undefined || audience.description.toLowerCase().includes(part);
  return (
    fitsName &&
    (status === null || status === audience.status) &&
    (route === null || route === "MESSAGING_API")
  );
}

function numberParam(
  query: URLSearchParams,
  name: string,
  least: number,
  most: number,
  otherwise: number,
): number {
  const value = Number(query.get(name) ?? otherwise);
  if (!Number.isInteger(value) || value < least || value > most) {
    refuse(400, `The value for the '${name}' parameter is invalid`);
  }
  return value;
}
