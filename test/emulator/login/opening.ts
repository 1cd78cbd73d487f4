import type { EmulatedUser, OpenedIn, OpenLiff } from "../control.ts";
import { randomToken } from "../ids.ts";
import { type FoundLiffApp, findLiffApp } from "../options.ts";
import { userById } from "../people.ts";
import type { Platform } from "../platform.ts";
import { rememberLogin, rememberPhone } from "./browser-session.ts";
import { contextToken } from "./context.ts";
import { grantableScopes, issueTokens, rememberConsent } from "./grants.ts";
import { errorPage, escaped, page, scriptJson } from "./html.ts";
import type { Subwindows } from "./subwindows.ts";

const liffUrl = /^https:\/\/(?:liff|miniapp)\.line\.me\/([0-9]+-[0-9A-Za-z]+)(\/[^?#]*)?(\?[^#]*)?(#.*)?$/;

/**
 * The emulator's address for a LIFF URL, with who opens it and where, at the name `origin` it is asked by.
 * Null when no such LIFF app exists.
 */
export function openingAddress(
  platform: Platform,
  wanted: OpenLiff,
  origin = platform.live.origin,
): string | null {
  const user = userById(platform, wanted.userId);
  const [, liffId = "", path = "", query = "", hash = ""] = liffUrl.exec(wanted.liffUrl) ?? [];
  if (!findLiffApp(platform.options, liffId)) return null;
  const search = `${query === "" ? "?" : `${query}&`}__user=${user.userId}&__in=${wanted.in}`;
  return `${origin}/liff.line.me/${liffId}${path}${search}${hash}`;
}

function openedIn(query: URLSearchParams): OpenedIn {
  const where = query.get("__in");
  return where === "liff" || where === "in_app" ? where : "external";
}

/**
 * `liff.line.me/{liffId}[/path][?query][#hash]`: leads to the endpoint URL, with what followed the LIFF id
 * as `liff.state`, and inside LINE with the credentials in the fragment. A script does it because only a
 * script sees the fragment of the LIFF URL.
 */
export async function openingPage(
  platform: Platform,
  windows: Subwindows,
  path: string,
  request: Request,
): Promise<Response> {
  const [, liffId = ""] = /^\/([^/]+)/.exec(path) ?? [];
  const found = findLiffApp(platform.options, liffId);
  if (!found) return errorPage(`There is no LIFF app ${liffId}`);
  const query = new URL(request.url).searchParams;
  const msit = query.get("msit") ?? "";
  const window = windows.find(msit);
  const user = platform.state.users.get(window?.userId ?? query.get("__user") ?? "");
  const inside = user !== undefined && (window !== undefined || openedIn(query) === "liff");
  if (inside && platform.live.settings.denyConsent) return closingPage();
  const credentials = inside ? await liffCredentials(platform, found, user, window && msit) : "";
  const response = page(
    found.app.name,
    `<p>${escaped(found.app.name)} を開いています…</p><script>
const given = ${scriptJson({ endpointUrl: found.app.endpointUrl, liffId, credentials })};
${redirectScript}</script>`,
  );
  if (user) {
    rememberPhone(response.headers, user);
    // The phone's own browser is logged in as whoever holds the phone; the LIFF browser keeps no such
    // session.
    if (!inside) rememberLogin(response.headers, user);
  }
  return response;
}

/** Consent was refused inside LINE: the window closes and the app is never loaded. */
function closingPage(): Response {
  return page(
    "キャンセルしました",
    `<p>キャンセルしました。</p><script>parent.postMessage({ type: "liff:close" }, "*");</script>`,
  );
}

async function liffCredentials(
  platform: Platform,
  found: FoundLiffApp,
  user: EmulatedUser,
  msit: string | undefined,
): Promise<string> {
  const { channel, app } = found;
  const scopes = grantableScopes(platform, app);
  rememberConsent(platform, channel.channelId, user.userId, scopes);
  const { accessToken, idToken } = await issueTokens(platform, user, channel, scopes);
  const fields = new URLSearchParams({
    access_token: accessToken,
    context_token: contextToken(platform, found, { user, accessToken }),
    feature_token: randomToken(32),
    client_id: channel.channelId,
    mst_challenge: randomToken(32),
  });
  if (idToken !== null) fields.set("id_token", idToken);
  if (msit !== undefined) {
    fields.set("msit", msit);
    fields.set("mst_verifier", randomToken(32));
  }
  return fields.toString();
}

const redirectScript = `
const search = location.search.replace(/^[?]/, "").split("&")
  .filter((part) => part !== "" && !/^(__user|__in|msit)=/.test(part)).join("&");
const path = location.pathname.slice(location.pathname.indexOf(given.liffId) + given.liffId.length);
const extra = (path === "/" ? "" : path) + (search === "" ? "" : "?" + search) + location.hash;
const target = new URL(given.endpointUrl);
if (extra !== "") {
  const before = target.search === "" ? "?" : target.search + "&";
  target.search = before + "liff.state=" + encodeURIComponent(extra);
}
target.hash = given.credentials;
location.replace(target.href);
`;
