import { isJsonObject, objectsAt, textAt } from "../json.ts";
import { postback, userById } from "../people.ts";
import type { Platform } from "../platform.ts";
import { note } from "./interactions.ts";
import { linkTo } from "./menu-links.ts";

/** Which menu a person sees, and from where it comes. */
export interface SeenMenu {
  readonly source: "user" | "default" | "manager" | null;
  readonly richMenuId: string | null;
}

/** A menu linked by API wins over the API's default, and that over the one of the OA Manager. Friends only. */
export function seenMenu(platform: Platform, userId: string): SeenMenu {
  const { state, options } = platform;
  if (userById(platform, userId).friend !== "friend") return { source: null, richMenuId: null };
  const own = state.userRichMenus.get(userId);
  if (own !== undefined) return { source: "user", richMenuId: own };
  if (state.defaultRichMenu !== null) return { source: "default", richMenuId: state.defaultRichMenu };
  return { source: options.messaging.richMenu ? "manager" : null, richMenuId: null };
}

/**
 * A person taps an area (from 0) of the menu they see. Postbacks and menu switches raise their webhook; other
 * actions are the phone's own. Returns whether there is such an area.
 */
export function tapMenu(platform: Platform, userId: string, area: number): boolean {
  const { richMenuId } = seenMenu(platform, userId);
  const menu = richMenuId === null ? undefined : platform.state.richMenus.get(richMenuId);
  const tapped = menu && objectsAt(menu.body, "areas")[area];
  if (!menu || !tapped) return false;
  note(platform, `menu:${menu.richMenuId}`, { userId, kind: "click", seq: area + 1 });
  const action = isJsonObject(tapped.action) ? tapped.action : {};
  const data = textAt(action, "data") ?? "";
  if (action.type === "richmenuswitch")
    switchMenu(platform, userId, textAt(action, "richMenuAliasId") ?? "", data);
  else if (action.type === "postback") {
    const displayText = textAt(action, "displayText");
    postback(platform, userId, displayText === undefined ? { data } : { data, displayText });
  }
  return true;
}

/** Switches to the menu an alias stands for, and tells of it by a postback with its outcome. */
export function switchMenu(platform: Platform, userId: string, alias: string, data: string): void {
  const { richMenuAliases, richMenus } = platform.state;
  const target = richMenuAliases.get(alias);
  if (target === undefined) {
    postback(platform, userId, { data, params: { status: "RICHMENU_ALIAS_ID_NOTFOUND" } });
  } else if (!richMenus.get(target)?.image) {
    postback(platform, userId, { data, params: { status: "RICHMENU_NOTFOUND" } });
  } else {
    linkTo(platform, userId, target);
    postback(platform, userId, { data, params: { newRichMenuAliasId: alias, status: "SUCCESS" } });
  }
}
