import { type Answer, type Call, type Endpoint, refuse, refuseBody } from "../http/call.ts";
import { userIdPattern } from "../ids.ts";
import { listAt, textOf } from "../json.ts";
import type { Platform } from "../platform.ts";
import { menuOf, withImage } from "./richmenus.ts";

/** Messaging API reference, Link rich menu to multiple users, and what links do. */

const mostAtOnce = 500;
const json = { auth: "channel", body: "json", validate: checkUserIds } as const;

export const menuBulkEndpoints: readonly Endpoint[] = [
  { route: "POST /v2/bot/richmenu/bulk/link", ...json, handle: bulkLink },
  { route: "POST /v2/bot/richmenu/bulk/unlink", ...json, handle: (call) => later(call, null) },
];

/** Linking for someone who is no friend answers 200 and does nothing. */
export function linkTo(platform: Platform, userId: string, richMenuId: string): void {
  const { state } = platform;
  if (state.users.get(userId)?.friend !== "friend") return;
  state.userRichMenus.set(userId, richMenuId);
  platform.changed({ kind: "rich_menu", userId });
}

export function unlinkFrom(platform: Platform, userId: string): void {
  platform.state.userRichMenus.delete(userId);
  platform.changed({ kind: "rich_menu", userId });
}

function checkUserIds({ json: body }: Call): void {
  const ids = listAt(body, "userIds");
  if (ids.length < 1 || ids.length > mostAtOnce) {
    refuseBody([{ message: `Size must be between 1 and ${mostAtOnce}`, property: "userIds" }]);
  }
  const wrong = ids.findIndex((id) => !userIdPattern.test(textOf(id) ?? ""));
  if (wrong >= 0) {
    refuse(400, `The property, 'userIds[${wrong}]', in the request body is invalid (line: -, column: -)`);
  }
}

function bulkLink(call: Call): Answer {
  return later(call, withImage(menuOf(call, textOf(call.json.richMenuId) ?? "")));
}

/** Accepted now, applied some seconds later; `null` unlinks. */
function later({ platform, json: body }: Call, richMenuId: string | null): Answer {
  const userIds = listAt(body, "userIds").map(String);
  const dueAtMs = platform.nowMs() + platform.live.switches.menuDelayMs;
  platform.jobs.add({ kind: "menu_bulk", userIds, richMenuId }, dueAtMs);
  return { status: 202, json: {} };
}

/** Does what a bulk request asked for, and leaves some people out where a test wants that. */
export function applyBulk(
  platform: Platform,
  { userIds, richMenuId }: { readonly userIds: readonly string[]; readonly richMenuId: string | null },
): void {
  const { menuBulkMisses } = platform.live.switches;
  const isGone = richMenuId !== null && !platform.state.richMenus.has(richMenuId);
  if (isGone) return;
  for (const userId of userIds) {
    if (menuBulkMisses > 0 && platform.random() < menuBulkMisses) continue;
    if (richMenuId === null) unlinkFrom(platform, userId);
    else linkTo(platform, userId, richMenuId);
  }
}
