import { type Answer, type Call, type Endpoint, ok, param, Refusal, refuse } from "../http/call.ts";
import { randomHex } from "../ids.ts";
import type { JsonObject } from "../json.ts";
import type { StoredRichMenu } from "../state.ts";
import { linkTo, unlinkFrom } from "./menu-links.ts";
import { userIdParam } from "./people.ts";
import { pictureProblem } from "./picture.ts";
import { checkRichMenu } from "./validate/richmenu.ts";

/** Messaging API reference, Rich menu: menus, their pictures, the default and the menus of single people. */

const mostMenus = 1_000;
const none = { auth: "channel", body: "none" } as const;
const json = { auth: "channel", body: "json" } as const;
const content = "/v2/bot/richmenu/{richMenuId}/content";
const data = { host: "api-data.line.me", auth: "channel" } as const;

export const richMenuEndpoints: readonly Endpoint[] = [
  { route: "POST /v2/bot/richmenu", rate: "100/hour", ...json, validate: checkRichMenu, handle: create },
  { route: "POST /v2/bot/richmenu/validate", ...json, validate: checkRichMenu, handle: () => ok() },
  { route: "GET /v2/bot/richmenu/list", rate: "10/second", ...none, handle: listMenus },
  { route: "GET /v2/bot/richmenu/{richMenuId}", ...none, handle: (call) => ok(shown(menuOf(call))) },
  { route: "DELETE /v2/bot/richmenu/{richMenuId}", rate: "100/hour", ...none, handle: remove },
  { route: `POST ${content}`, ...data, body: "bytes", handle: upload },
  { route: `GET ${content}`, ...data, body: "none", handle: download },
  { route: "POST /v2/bot/user/all/richmenu/{richMenuId}", ...none, handle: setDefault },
  { route: "GET /v2/bot/user/all/richmenu", ...none, handle: getDefault },
  { route: "DELETE /v2/bot/user/all/richmenu", ...none, handle: clearDefault },
  { route: "POST /v2/bot/user/{userId}/richmenu/{richMenuId}", ...none, handle: link },
  { route: "GET /v2/bot/user/{userId}/richmenu", ...none, handle: linked },
  { route: "DELETE /v2/bot/user/{userId}/richmenu", ...none, handle: unlink },
];

export function menuOf(call: Call, id = param(call, "richMenuId")): StoredRichMenu {
  const menu = call.platform.state.richMenus.get(id);
  if (!menu) throw new Refusal(404, { message: "richmenu not found", details: [] });
  return menu;
}

function shown({ richMenuId, body }: StoredRichMenu): JsonObject {
  return { richMenuId, ...body };
}

function create({ platform, json: body }: Call): Answer {
  const { richMenus } = platform.state;
  if (richMenus.size >= mostMenus) refuse(400, "The number of rich menus has reached the limit");
  const richMenuId = `richmenu-${randomHex(32)}`;
  richMenus.set(richMenuId, { richMenuId, body });
  platform.changed();
  return ok({ richMenuId });
}

function listMenus({ platform }: Call): Answer {
  return ok({ richmenus: [...platform.state.richMenus.values()].map(shown) });
}

function remove(call: Call): Answer {
  const { richMenuId } = menuOf(call);
  const { state } = call.platform;
  state.richMenus.delete(richMenuId);
  if (state.defaultRichMenu === richMenuId) state.defaultRichMenu = null;
  for (const [userId, menu] of state.userRichMenus)
    if (menu === richMenuId) state.userRichMenus.delete(userId);
  call.platform.changed({ kind: "rich_menu" });
  return ok();
}

function upload(call: Call): Answer {
  const menu = menuOf(call);
  const contentType = call.headers.get("content-type") ?? "";
  if (!["image/png", "image/jpeg"].includes(contentType)) refuse(415, "Unsupported Media Type");
  if (menu.image) refuse(400, "An image has already been uploaded to the richmenu");
  const problem = pictureProblem(call.bytes, contentType);
  if (problem !== null) refuse(400, problem);
  const image = { contentType, base64: Buffer.from(call.bytes).toString("base64") };
  call.platform.state.richMenus.set(menu.richMenuId, { ...menu, image });
  call.platform.changed({ kind: "rich_menu" });
  return ok();
}

function download(call: Call): Answer {
  const { image } = menuOf(call);
  if (!image) refuse(404, "Not found");
  return { status: 200, bytes: Buffer.from(image.base64, "base64"), contentType: image.contentType };
}

export function withImage(menu: StoredRichMenu): string {
  if (!menu.image) refuse(400, "must upload richmenu image before applying it to user");
  return menu.richMenuId;
}

function setDefault(call: Call): Answer {
  call.platform.state.defaultRichMenu = withImage(menuOf(call));
  call.platform.changed({ kind: "rich_menu" });
  return ok();
}

function getDefault({ platform }: Call): Answer {
  const richMenuId = platform.state.defaultRichMenu;
  if (richMenuId === null) throw new Refusal(404, { message: "no default richmenu", details: [] });
  return ok({ richMenuId });
}

function clearDefault({ platform }: Call): Answer {
  platform.state.defaultRichMenu = null;
  platform.changed({ kind: "rich_menu" });
  return ok();
}

function link(call: Call): Answer {
  const userId = userIdParam(call);
  linkTo(call.platform, userId, withImage(menuOf(call)));
  return ok();
}

function linked(call: Call): Answer {
  const richMenuId = call.platform.state.userRichMenus.get(userIdParam(call));
  if (richMenuId === undefined) throw new Refusal(404, { message: "the user has no richmenu", details: [] });
  return ok({ richMenuId });
}

function unlink(call: Call): Answer {
  unlinkFrom(call.platform, userIdParam(call));
  return ok();
}
