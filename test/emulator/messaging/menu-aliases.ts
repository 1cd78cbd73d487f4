import {
  type Answer,
  type Call,
  type Endpoint,
  ok,
  param,
  Refusal,
  refuse,
  refuseBody,
} from "../http/call.ts";
import { textOf } from "../json.ts";

/** Messaging API reference, Rich menu alias: names that menus switch to by. */

const mostAliases = 1_000;
const pattern = /^[a-z0-9_-]{1,32}$/;
const json = { auth: "channel", body: "json" } as const;
const none = { auth: "channel", body: "none" } as const;
const one = "/v2/bot/richmenu/alias/{richMenuAliasId}";

export const menuAliasEndpoints: readonly Endpoint[] = [
  { route: "POST /v2/bot/richmenu/alias", ...json, validate: checkAlias, handle: create },
  { route: "GET /v2/bot/richmenu/alias/list", ...none, handle: listAliases },
  { route: `POST ${one}`, ...json, handle: update },
  { route: `GET ${one}`, ...none, handle: (call) => ok(shown(aliasOf(call))) },
  { route: `DELETE ${one}`, rate: "100/hour", ...none, handle: remove },
];

type Alias = readonly [richMenuAliasId: string, richMenuId: string];

function shown([richMenuAliasId, richMenuId]: Alias): object {
  return { richMenuAliasId, richMenuId };
}

function checkAlias({ json: body }: Call): void {
  if (pattern.test(textOf(body.richMenuAliasId) ?? "")) return;
  refuseBody([{ message: "invalid property", property: "richMenuAliasId" }]);
}

/** The menu an alias shall stand for; it has to exist and have its picture. */
function wantedMenu({ platform, json: body }: Call): string {
  const richMenuId = textOf(body.richMenuId) ?? "";
  const menu = platform.state.richMenus.get(richMenuId);
  if (!menu) throw new Refusal(400, { message: "richmenu not found", details: [] });
  if (!menu.image) refuse(400, "must upload richmenu image before applying it to user");
  return richMenuId;
}

function create(call: Call): Answer {
  const { richMenuAliases } = call.platform.state;
  const id = String(call.json.richMenuAliasId);
  if (richMenuAliases.has(id)) throw new Refusal(400, { message: "conflict richmenu alias id", details: [] });
  if (richMenuAliases.size >= mostAliases)
    refuse(400, "The number of rich menu aliases has reached the limit");
  richMenuAliases.set(id, wantedMenu(call));
  call.platform.changed();
  return ok();
}

function aliasOf(call: Call): Alias {
  const id = param(call, "richMenuAliasId");
  const menu = call.platform.state.richMenuAliases.get(id);
  if (menu === undefined) throw new Refusal(404, { message: "richmenu alias not found", details: [] });
  return [id, menu];
}

function update(call: Call): Answer {
  const [id] = aliasOf(call);
  call.platform.state.richMenuAliases.set(id, wantedMenu(call));
  call.platform.changed();
  return ok();
}

function remove(call: Call): Answer {
  const [id] = aliasOf(call);
  call.platform.state.richMenuAliases.delete(id);
  call.platform.changed();
  return ok();
}

function listAliases({ platform }: Call): Answer {
  return ok({ aliases: [...platform.state.richMenuAliases].map(shown) });
}
