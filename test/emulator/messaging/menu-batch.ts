import {
  type Answer,
  type Call,
  type Endpoint,
  ok,
  type Problem,
  Refusal,
  refuse,
  refuseBody,
} from "../http/call.ts";
import { type JsonObject, objectsAt, textOf } from "../json.ts";
import type { Platform } from "../platform.ts";
import { linkTo, unlinkFrom } from "./menu-links.ts";
import type { MenuBatch } from "./state.ts";
import { anything, byType, list, matching, minded, shape, text } from "./validate/kit.ts";

/** Messaging API reference, Replace or unlink the linked rich menus in batches. */

const keptMs = 14 * 24 * 3_600_000;
const json = { auth: "channel", body: "json" } as const;

export const menuBatchEndpoints: readonly Endpoint[] = [
  { route: "POST /v2/bot/richmenu/batch", rate: "3/hour", ...json, validate: checkBatch, handle: accept },
  { route: "POST /v2/bot/richmenu/validate/batch", ...json, validate: checkBatch, handle: validateOnly },
  {
    ...{ route: "GET /v2/bot/richmenu/progress/batch", rate: "100/hour", auth: "channel", body: "none" },
    handle: progress,
  },
];

const menu = text(100);
const operations = list(
  byType({
    link: shape({ type: anything, from: menu, to: menu }),
    unlink: shape({ type: anything, from: menu }),
    unlinkAll: shape({ type: anything }),
  }),
  1,
  1_000,
);
const batch = shape({ operations }, { resumeRequestKey: matching(/^[0-9a-zA-Z_-]{1,100}$/) });

function checkBatch({ json: body, platform }: Call): void {
  const problems: Problem[] = [];
  batch(body, { property: "", style: "dots" }, problems);
  const counting = minded(problems, platform.live.switches);
  if (counting.length > 0) refuseBody(counting);
  const all = objectsAt(body, "operations");
  if (all.length > 1 && all.some((each) => each.type === "unlinkAll")) {
    refuseBody([{ message: "unlinkAll must be the only operation", property: "operations" }]);
  }
}

function checkMenus({ platform, json: body }: Call): void {
  for (const { from, to } of objectsAt(body, "operations")) {
    for (const id of [from, to].filter((each) => typeof each === "string")) {
      const known = platform.state.richMenus.get(id);
      if (!known) throw new Refusal(404, { message: "richmenu not found", details: [] });
      if (id === to && !known.image) refuse(400, "must upload richmenu image before applying it to user");
    }
  }
}

function validateOnly(call: Call): Answer {
  checkMenus(call);
  return ok();
}

/** A resume key names one batch for 14 days: with it, the same batch goes on and no second one begins. */
function accept(call: Call): Answer {
  const { platform, requestId, json: body } = call;
  checkMenus(call);
  const acceptedAtMs = platform.nowMs();
  const resumeRequestKey = textOf(body.resumeRequestKey) ?? null;
  const operations = objectsAt(body, "operations");
  const going = [...platform.state.menuBatches.values()].find(
    (each) => each.resumeRequestKey !== null && each.resumeRequestKey === resumeRequestKey,
  );
  const isOther = going && JSON.stringify(going.operations) !== JSON.stringify(operations);
  if (isOther && acceptedAtMs - going.acceptedAtMs < keptMs) {
    refuseBody([{ message: "The key was used with other operations", property: "resumeRequestKey" }]);
  }
  platform.state.menuBatches.set(requestId, { acceptedAtMs, operations, resumeRequestKey, phase: "ongoing" });
  platform.jobs.add({ kind: "menu_batch", requestId }, acceptedAtMs + platform.live.switches.menuDelayMs);
  return { status: 202, json: {} };
}

/** Every operation looks at the links as they were before the batch, so that menus can be swapped. */
export function applyBatch(platform: Platform, requestId: string, completedAtMs: number): void {
  const { state } = platform;
  const begun = state.menuBatches.get(requestId);
  if (!begun) return;
  const before = [...state.userRichMenus];
  for (const operation of begun.operations) applyOperation(platform, operation, before);
  state.menuBatches.set(requestId, { ...begun, phase: "succeeded", completedAtMs });
}

function applyOperation(
  platform: Platform,
  { type, from, to }: JsonObject,
  before: readonly (readonly [userId: string, richMenuId: string])[],
): void {
  for (const [userId, richMenuId] of before) {
    if (type !== "unlinkAll" && richMenuId !== from) continue;
    if (type === "link") linkTo(platform, userId, String(to));
    else unlinkFrom(platform, userId);
  }
}

function progress({ platform, query }: Call): Answer {
  const requestId = query.get("requestId") ?? "";
  if (requestId === "") refuse(400, "The value for the 'requestId' parameter is invalid");
  const known = platform.state.menuBatches.get(requestId);
  if (!known || platform.nowMs() - known.acceptedAtMs >= keptMs) refuse(404, "Not found");
  return ok(shown(known));
}

function shown({ phase, acceptedAtMs, completedAtMs }: MenuBatch): JsonObject {
  const acceptedTime = new Date(acceptedAtMs).toISOString();
  const end = completedAtMs === undefined ? {} : { completedTime: new Date(completedAtMs).toISOString() };
  return { phase, acceptedTime, ...end };
}
