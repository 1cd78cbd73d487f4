import { Refusal } from "../../http/call.ts";
import { userIdPattern } from "../../ids.ts";
import type { Platform } from "../../platform.ts";
import type { Audience } from "../state.ts";

/** Messaging API reference, Details of the error related to audience management. */

const texts = {
  AUDIENCE_GROUP_NOT_FOUND: "audience group not found",
  AUDIENCE_GROUP_COUNT_MAX_OVER: "too many audience groups",
  AUDIENCE_GROUP_NAME_SIZE_OVER: "size over audienceGroupName",
  AUDIENCE_GROUP_NAME_WRONG: "wrong audienceGroupName",
  AUDIENCE_GROUP_NAME_EMPTY: "empty audienceGroupName",
  AUDIENCE_GROUP_UPLOAD_DESCRIPTION_SIZE_OVER: "size over uploadDescription",
  AUDIENCE_GROUP_REQUESTID_DUPLICATE: "duplicate request id",
  AUDIENCE_GROUP_CAN_NOT_UPLOAD_STATUS_EXPIRED: "audience group expired",
  UPLOAD_AUDIENCE_GROUP_INVALID_AUDIENCE_ID_FORMAT: "Invalid audience id format",
  UPLOAD_AUDIENCE_GROUP_NO_VALID_AUDIENCE_IDS: "No valid audience ids",
  UPLOAD_AUDIENCE_GROUP_TOO_MANY_AUDIENCE_IDS: "Too many audience ids",
  REQUEST_NOT_FOUND: "request not found",
  TOO_OLD_MESSAGES: "too old messages",
  WRONG_BOT_ID: "wrong bot id",
} as const;

export function refuseAudience(code: keyof typeof texts): never {
  throw new Refusal(400, { message: texts[code], details: [{ message: code }] });
}

const mostAudiences = 1_000;
const longestName = 120;
const longestDescription = 300;
const control = /\p{Cc}/u;

/** The name (`description`) of a new or renamed audience. */
export function checkedName(platform: Platform, description: unknown): string {
  if (description === undefined && platform.live.switches.audienceDescription === "optional") return "";
  if (typeof description !== "string" || description.trim() === "")
    refuseAudience("AUDIENCE_GROUP_NAME_EMPTY");
  if (description.length > longestName) refuseAudience("AUDIENCE_GROUP_NAME_SIZE_OVER");
  if (control.test(description)) refuseAudience("AUDIENCE_GROUP_NAME_WRONG");
  return description;
}

export function checkedUploadDescription(value: unknown): string {
  const text = typeof value === "string" ? value : "";
  if (text.length > longestDescription) refuseAudience("AUDIENCE_GROUP_UPLOAD_DESCRIPTION_SIZE_OVER");
  return text;
}

export function checkRoom({ state }: Platform): void {
  if (state.audiences.size >= mostAudiences) refuseAudience("AUDIENCE_GROUP_COUNT_MAX_OVER");
}

/** One id that is none refuses the whole request. */
export function checkIds(ids: readonly unknown[], most: number): readonly string[] {
  if (ids.length > most) refuseAudience("UPLOAD_AUDIENCE_GROUP_TOO_MANY_AUDIENCE_IDS");
  return ids.map((id) => {
    if (typeof id === "string" && userIdPattern.test(id)) return id;
    return refuseAudience("UPLOAD_AUDIENCE_GROUP_INVALID_AUDIENCE_ID_FORMAT");
  });
}

/** An audience by its id, with its 180 days looked at. */
export function audienceOf(platform: Platform, id: unknown): Audience {
  const audience = platform.state.audiences.get(Number(id));
  if (!audience) return refuseAudience("AUDIENCE_GROUP_NOT_FOUND");
  return current(platform, audience);
}

/** As it stands now: after 180 days it has expired. */
export function current({ nowMs }: Platform, audience: Audience): Audience {
  const isOver = audience.expireTimestamp * 1_000 <= nowMs();
  return isOver ? { ...audience, status: "EXPIRED" } : audience;
}
