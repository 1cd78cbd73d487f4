import type { EmulatedUser } from "../control.ts";
import { type FoundLiffApp, findLiffApp } from "../options.ts";
import { follow } from "../people.ts";
import type { Platform } from "../platform.ts";
import { rememberLogin, userFromCookie } from "./browser-session.ts";
import type { AuthorizationCodes } from "./codes.ts";
import { consentPage } from "./consent-page.ts";
import { consentedScopes, grantableScopes, rememberConsent } from "./grants.ts";
import { errorPage } from "./html.ts";

/** A checked authorization request of `liff.login()`. */
export interface AuthorizationRequest {
  readonly found: FoundLiffApp;
  readonly redirectUri: string;
  readonly state: string;
  readonly challenge: string;
}

/**
 * `access.line.me/liff/v1/authorize`: who is it, and do they agree? A browser that is logged in and has
 * agreed before goes straight back, as LINE's single sign-on does.
 */
export async function authorize(
  platform: Platform,
  codes: AuthorizationCodes,
  request: Request,
): Promise<Response> {
  const { searchParams } = new URL(request.url);
  const wanted = checkedRequest(platform, searchParams);
  if (typeof wanted === "string") return errorPage(wanted);
  if (platform.live.settings.denyConsent) return denied(wanted);
  if (request.method === "POST") return decided(platform, codes, wanted, await request.formData());
  const user = userFromCookie(platform, request);
  const silent = user && !searchParams.has("switch") && searchParams.get("disable_auto_login") !== "true";
  if (silent && hasConsented(platform, wanted, user)) return allowed(platform, codes, wanted, user);
  return consentPage(platform, wanted, user && !searchParams.has("switch") ? user : null);
}

function checkedRequest(platform: Platform, query: URLSearchParams): AuthorizationRequest | string {
  const found = findLiffApp(platform.options, query.get("app_id") ?? "");
  if (!found) return "invalid app_id";
  if (query.get("response_type") !== "code") return "invalid response_type";
  const challenge = query.get("code_challenge");
  if (!challenge || query.get("code_challenge_method") !== "S256") return "invalid code_challenge";
  const redirectUri = query.get("redirect_uri") ?? found.app.endpointUrl;
  if (!isUnder(redirectUri, found.app.endpointUrl))
    return `redirect_uri is not under the endpoint URL: ${redirectUri}`;
  return { found, redirectUri, state: query.get("state") ?? "", challenge };
}

/** Same origin, and the endpoint's path or below it; query and fragment do not matter. */
function isUnder(address: string, endpointUrl: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  const endpoint = new URL(endpointUrl);
  const folder = endpoint.pathname.endsWith("/") ? endpoint.pathname : `${endpoint.pathname}/`;
  const below = url.pathname.startsWith(folder) || url.pathname === folder.slice(0, -1);
  return url.origin === endpoint.origin && below;
}

function hasConsented(platform: Platform, { found }: AuthorizationRequest, user: EmulatedUser): boolean {
  const granted = consentedScopes(platform, found.channel.channelId, user.userId);
  return grantableScopes(platform, found.app).every((scope) => granted.includes(scope));
}

function decided(
  platform: Platform,
  codes: AuthorizationCodes,
  wanted: AuthorizationRequest,
  form: FormData,
): Response {
  if (form.get("decision") !== "allow") return denied(wanted);
  const user = platform.state.users.get(String(form.get("userId")));
  if (!user) return errorPage("unknown user");
  if (form.get("addFriend") === "yes" && user.friend === "none") follow(platform, user.userId);
  return allowed(platform, codes, wanted, user);
}

function allowed(
  platform: Platform,
  codes: AuthorizationCodes,
  wanted: AuthorizationRequest,
  user: EmulatedUser,
): Response {
  const { found, redirectUri, challenge, state } = wanted;
  const { channelId } = found.channel;
  const scopes = grantableScopes(platform, found.app);
  rememberConsent(platform, channelId, user.userId, scopes);
  const code = codes.issue(
    { userId: user.userId, channelId, scopes, redirectUri, challenge },
    platform.nowMs(),
  );
  const parameters = { code, state, liffClientId: channelId, liffRedirectUri: redirectUri };
  const response = backTo(redirectUri, parameters);
  rememberLogin(response.headers, user);
  return response;
}

function denied({ redirectUri, state }: AuthorizationRequest): Response {
  const error_description = "The user has denied the approval";
  return backTo(redirectUri, { error: "access_denied", error_description, state, liffOAuth2Error: "true" });
}

function backTo(address: string, parameters: Record<string, string>): Response {
  const url = new URL(address);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  const headers = new Headers({ location: url.href, "cache-control": "no-store" });
  return new Response(null, { status: 302, headers });
}
