import { type Answer, type Call, type Endpoint, ok, param, refuse, refuseBody } from "../http/call.ts";
import { randomToken } from "../ids.ts";
import { isJsonObject, listAt } from "../json.ts";
import { findLiffApp } from "../options.ts";
import { sendFromLiff } from "../people.ts";
import { contextToken } from "./context.ts";
import { bearer } from "./endpoints.ts";

/** What the LIFF SDK itself asks LINE, besides login: none of it is documented, it is what the SDK sends. */
export const liffEndpoints: readonly Endpoint[] = [
  { route: "GET /liff/v2/apps/{liffId}/contextToken", auth: "none", body: "none", handle: context },
  {
    ...{ route: "GET /liff/v2/apps/{liffId}/featureToken", auth: "user", body: "none" },
    handle: () => ok({ featureToken: randomToken(32) }),
  },
  {
    ...{ route: "GET /api/shortcut", host: "liff-shortcut.line.me", auth: "user", body: "none" },
    handle: shortcut,
  },
  { ...cdn("/xlt/manifest.json"), handle: () => ok({ languages: { ja: "ja.json", en: "en.json" } }) },
  { ...cdn("/xlt/{language}"), handle: () => ok() },
  {
    ...{ route: "GET /liff/edge/2/{file}", host: "static.line-scdn.net", auth: "none", body: "none" },
    handle: extension,
  },
  { route: "POST /message/v3/share", auth: "user", body: "json", handle: share },
  {
    ...{ route: "GET /liff/v2/incrementalAgreement/unauthorizedPermissions", host: "liff.line.me" },
    ...{ auth: "user", body: "none" },
    handle: unauthorizedPermissions,
  },
];

/** The texts of the full SDK's own messages. */
function cdn(path: string): Pick<Endpoint, "route" | "host" | "auth" | "body"> {
  return { route: `GET ${path}`, host: "liffsdk.line-scdn.net", auth: "none", body: "none" };
}

/** The script only the full SDK loads, for functions of LINE before 2.23. */
function extension(): Answer {
  const script = "window.liffClientExtension = { install: function () {} };";
  return { status: 200, bytes: new TextEncoder().encode(script), contentType: "text/javascript" };
}

/** `liff.createShortcutOnHomeScreen()` on iOS: a page that explains how. */
function shortcut({ query, platform }: Call): Answer {
  const found = findLiffApp(platform.options, query.get("liffId") ?? "");
  if (!found) refuse(404, "Not found");
  if (found.app.verifiedMiniApp !== true) refuse(403, "Only a verified MINI App can do this");
  const url = query.get("url") ?? "";
  return ok({ shortcutPageUrl: `${platform.live.origin}/_/liff/shortcut?url=${encodeURIComponent(url)}` });
}

function context(call: Call): Answer {
  const found = findLiffApp(call.platform.options, param(call, "liffId"));
  if (!found) refuse(404, "Not found");
  return ok({ contextToken: contextToken(call.platform, found, null) });
}

/** `liff.sendMessages()`: up to five messages in the person's name. */
function share(call: Call): Answer {
  const { userId, scopes } = bearer(call);
  if (!scopes.includes("chat_message.write")) refuse(403, "user doesn't grant required permissions yet");
  const messages = listAt(call.json, "messages").filter(isJsonObject);
  if (messages.length < 1 || messages.length > 5) {
    refuseBody([{ message: "Size must be between 1 and 5", property: "messages" }]);
  }
  for (const message of messages) sendFromLiff(call.platform, userId, message);
  return ok();
}

function unauthorizedPermissions(call: Call): Answer {
  const { scopes } = bearer(call);
  const found = findLiffApp(call.platform.options, call.query.get("liffId") ?? "");
  if (!found) refuse(404, "Not found");
  return ok(found.app.scopes.filter((scope) => !scopes.includes(scope)));
}
