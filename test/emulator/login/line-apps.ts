import type { EmulatedUser } from "../control.ts";
import { isJsonObject, type JsonObject, textAt } from "../json.ts";
import { type FoundLiffApp, findLiffApp } from "../options.ts";
import { follow, userById } from "../people.ts";
import type { Platform } from "../platform.ts";
import { issueTokens, rememberConsent } from "./grants.ts";
import { errorPage } from "./html.ts";
import { friendPage, permissionsPage, scanPage } from "./line-app-pages.ts";
import type { SubwindowResult, Subwindows } from "./subwindows.ts";

/**
 * LINE's own LIFF apps, which the SDK opens in a sub-window: inside LINE over the app, with an `msit`; outside in
 * a pop-up, which the app then tells who is asking. Their ids stand in the SDK.
 */
export const lineApps = {
  "1656359117-jxmx5e11": "scan",
  "1656032314-CWSCEjzU": "friend",
  "1656032314-Xgrw5Pmk": "permissions",
} as const;
type LineApp = (typeof lineApps)[keyof typeof lineApps];

export function lineAppAt(path: string): LineApp | null {
  const id = path.slice(1);
  return isLineApp(id) ? lineApps[id] : null;
}

function isLineApp(id: string): id is keyof typeof lineApps {
  return id in lineApps;
}

/** Who looks at the page, and for which app. */
interface Asking {
  readonly user: EmulatedUser;
  readonly found: FoundLiffApp;
  readonly accessToken: string;
}

/** GET shows the page, POST `{ decision, value?, liffId?, accessToken? }` answers for it. */
export async function lineAppPage(
  platform: Platform,
  windows: Subwindows,
  app: LineApp,
  request: Request,
): Promise<Response> {
  const msit = new URL(request.url).searchParams.get("msit");
  const window = msit === null ? undefined : windows.find(msit);
  if (msit !== null && !window) return errorPage("invalid msit");
  if (request.method !== "POST") {
    if (app === "scan") return scanPage();
    if (app === "friend") return friendPage(platform.options.messaging.displayName);
    return permissionsPage();
  }
  const said: unknown = await request.json().catch(() => null);
  const given = isJsonObject(said) ? said : {};
  const asking = askingOf(platform, window ? { ...given, ...window.appData } : given);
  const result = await decided(platform, app, given, asking);
  if (msit !== null) windows.finish(msit, result);
  return Response.json(result);
}

function askingOf(platform: Platform, about: JsonObject): Asking | null {
  const accessToken = textAt(about, "accessToken") ?? "";
  const token = platform.state.userTokens.get(accessToken);
  const found = findLiffApp(platform.options, textAt(about, "liffId") ?? "");
  return token && found ? { user: userById(platform, token.userId), found, accessToken } : null;
}

async function decided(
  platform: Platform,
  app: LineApp,
  given: JsonObject,
  asking: Asking | null,
): Promise<SubwindowResult> {
  if (given.decision === "cancel") return { status: "cancel", result: {} };
  if (given.decision === "close") return { status: "close", result: {} };
  if (app === "scan") return { status: "submit", result: { message: textAt(given, "value") ?? "" } };
  if (!asking) {
    return {
      status: "submit",
      result: { ADD_FRIEND_ERROR: "INVALID_REQUEST", ICA_ERROR: "INVALID_REQUEST" },
    };
  }
  return {
    status: "submit",
    result: await (app === "friend" ? added(platform, asking) : granted(platform, asking)),
  };
}

async function added(platform: Platform, { user }: Asking): Promise<JsonObject> {
  if (platform.live.settings.friendRequestFails) {
    return {
      ADD_FRIEND_ERROR: "ADD_FRIEND_FAILED",
      ADD_FRIEND_ERROR_MESSAGE: "The account could not be added.",
    };
  }
  follow(platform, user.userId);
  return {};
}

/** Everything the app may ask for is granted; the old access token ends, as it does at LINE. */
async function granted(platform: Platform, { user, found, accessToken }: Asking): Promise<JsonObject> {
  const { channel, app } = found;
  rememberConsent(platform, channel.channelId, user.userId, app.scopes);
  const { state } = platform;
  const old = state.userTokens.get(accessToken);
  if (old) state.userTokens.set(accessToken, { ...old, revoked: true });
  const issued = await issueTokens(platform, user, channel, app.scopes);
  return {
    newAccessToken: issued.accessToken,
    ...(issued.idToken === null ? {} : { newIdToken: issued.idToken }),
  };
}
