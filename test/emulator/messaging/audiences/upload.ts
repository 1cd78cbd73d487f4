import { type Answer, type Call, type Endpoint, refuse } from "../../http/call.ts";
import { type JsonObject, objectsAt } from "../../json.ts";
import type { Platform } from "../../platform.ts";
import type { Audience } from "../state.ts";
import {
  audienceOf,
  checkedName,
  checkedUploadDescription,
  checkIds,
  checkRoom,
  refuseAudience,
} from "./checks.ts";
import { addAudience, addJob } from "./jobs.ts";

/** Messaging API reference, Create audience for uploading user IDs, and Add user IDs, by JSON and by file. */

const mostByJson = 10_000;
const mostByFile = 1_500_000;
const byJson = { rate: "60/minute", auth: "channel", body: "json" } as const;
const byFile = { host: "api-data.line.me", rate: "60/minute", auth: "channel", body: "multipart" } as const;

export const audienceUploadEndpoints: readonly Endpoint[] = [
  { route: "POST /v2/bot/audienceGroup/upload", ...byJson, handle: createByJson },
  { route: "PUT /v2/bot/audienceGroup/upload", ...byJson, handle: addByJson },
  { route: "POST /v2/bot/audienceGroup/upload/byFile", ...byFile, handle: createByFile },
  { route: "PUT /v2/bot/audienceGroup/upload/byFile", ...byFile, handle: addByFile },
];

interface Upload {
  readonly userIds: readonly string[];
  readonly description: unknown;
  readonly uploadDescription: unknown;
  readonly isIfaAudience: boolean;
}

function inJson({ json }: Call): Upload {
  const { description, uploadDescription, isIfaAudience } = json;
  const ids = objectsAt(json, "audiences").map(({ id }) => id);
  const userIds = checkIds(ids, mostByJson);
  return { userIds, description, uploadDescription, isIfaAudience: isIfaAudience === true };
}

/** One id a line, in a part `file` of text/plain. */
async function inFile({ multipart }: Call): Promise<Upload> {
  const file = multipart.get("file");
  if (!(file instanceof File)) return refuse(400, "The file part is missing");
  if (!/^text\/plain\b/.test(file.type)) refuse(415, `The content type, ${file.type}, is not supported`);
  const lines = (await file.text()).split(/\r?\n/).filter((line) => line !== "");
  if (lines.length === 0) refuseAudience("UPLOAD_AUDIENCE_GROUP_NO_VALID_AUDIENCE_IDS");
  const userIds = checkIds(lines, mostByFile);
  const [description, uploadDescription] = ["description", "uploadDescription"].map(
    (name) => multipart.get(name) ?? undefined,
  );
  return {
    userIds,
    description,
    uploadDescription,
    isIfaAudience: multipart.get("isIfaAudience") === "true",
  };
}

function createByJson(call: Call): Answer {
  return created(call.platform, inJson(call));
}

async function createByFile(call: Call): Promise<Answer> {
  return created(call.platform, await inFile(call));
}

/** An audience that begins with nobody stays IN_PROGRESS until people are added. */
function created(platform: Platform, { userIds, isIfaAudience, ...named }: Upload): Answer {
  const description = checkedName(platform, named.description);
  const uploadDescription = checkedUploadDescription(named.uploadDescription);
  checkRoom(platform);
  const audience = addAudience(platform, { type: "UPLOAD", description, isIfaAudience });
  if (userIds.length > 0) addJob(platform, audience, userIds, uploadDescription);
  return { status: 202, json: createdShown(audience) };
}

/** What creating an audience answers. */
export function createdShown(audience: Audience): JsonObject {
  const { audienceGroupId, type, description, created: at, expireTimestamp, isIfaAudience } = audience;
  const common = { audienceGroupId, createRoute: "MESSAGING_API", type, description, created: at };
  return { ...common, permission: "READ_WRITE", expireTimestamp, isIfaAudience };
}

function addByJson(call: Call): Answer {
  return added(call.platform, call.json.audienceGroupId, inJson(call));
}

async function addByFile(call: Call): Promise<Answer> {
  return added(call.platform, call.multipart.get("audienceGroupId"), await inFile(call));
}

function added(platform: Platform, id: unknown, { userIds, uploadDescription }: Upload): Answer {
  const audience = audienceOf(platform, id);
  if (audience.type !== "UPLOAD") refuseAudience("AUDIENCE_GROUP_NOT_FOUND");
  if (audience.status === "EXPIRED") refuseAudience("AUDIENCE_GROUP_CAN_NOT_UPLOAD_STATUS_EXPIRED");
  if (userIds.length === 0) refuseAudience("UPLOAD_AUDIENCE_GROUP_NO_VALID_AUDIENCE_IDS");
  addJob(platform, audience, userIds, checkedUploadDescription(uploadDescription));
  return { status: 202, json: {} };
}
