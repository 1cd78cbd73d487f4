import type { PhoneState, RichMenu } from "./control.ts";
import { isJsonObject, type JsonObject, objectsAt, textAt } from "./json.ts";
import { seenMenu } from "./messaging/menu-seen.ts";
import { userById } from "./people.ts";
import type { Platform } from "./platform.ts";
import type { StoredRichMenu } from "./state.ts";

/** Everything the phone of one person shows. */
export function phoneState(platform: Platform, userId: string): PhoneState {
  const { options, state } = platform;
  const { displayName, pictureUrl, basicId } = options.messaging;
  const account = pictureUrl === undefined ? { displayName, basicId } : { displayName, basicId, pictureUrl };
  const apps = options.loginChannels.flatMap((channel) => channel.liffApps);
  return {
    user: userById(platform, userId),
    account,
    messages: state.chats.get(userId) ?? [],
    richMenu: richMenuOf(platform, userId),
    liffApps: Object.fromEntries(apps.map(({ liffId, name, size }) => [liffId, { name, size }])),
  };
}

function richMenuOf(platform: Platform, userId: string): RichMenu | null {
  const { source, richMenuId } = seenMenu(platform, userId);
  const stored = richMenuId === null ? undefined : platform.state.richMenus.get(richMenuId);
  if (stored) return drawn(stored);
  return source === "manager" ? (platform.options.messaging.richMenu ?? null) : null;
}

function drawn({ richMenuId, body }: StoredRichMenu): RichMenu {
  const areas = objectsAt(body, "areas").map(({ bounds, action }) => {
    const what = isJsonObject(action) ? action : {};
    const label = textAt(what, "label") ?? textAt(what, "displayText") ?? textAt(what, "text") ?? "";
    return {
      bounds: { ...numbers(bounds, "x", "y"), ...numbers(bounds, "width", "height") },
      label,
      action: what,
    };
  });
  return {
    chatBarText: textAt(body, "chatBarText") ?? "",
    size: numbers(body.size, "width", "height"),
    areas,
    imageUrl: `/_/rich-menus/${richMenuId}/image`,
  };
}

/** `Object.fromEntries` forgets which keys it was given; they are exactly `keys`. */
function numbers<Key extends string>(from: unknown, ...keys: readonly Key[]): Record<Key, number> {
  const source: JsonObject = isJsonObject(from) ? from : {};
  const entries = keys.map((key) => [key, Number(source[key])]);
  return Object.fromEntries(entries) as Record<Key, number>;
}
