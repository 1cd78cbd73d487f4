import { type Answer, type Call, type Endpoint, ok, refuse } from "../http/call.ts";
import { textOf } from "../json.ts";
import { findLiffApp } from "../options.ts";
import { follow } from "../people.ts";
import type { Platform } from "../platform.ts";
import { bearer } from "./endpoints.ts";
import { errorPage, escaped, page, scriptJson } from "./html.ts";
import type { Subwindows } from "./subwindows.ts";

/** LINE's own LIFF app behind `liff.requestFriendship()`. */
export const friendRequestApp = "1656032314-CWSCEjzU";

/** The app asks again, up to ten times, when this passes without an answer. */
const pollMs = 55_000;

/**
 * `liff.requestFriendship()` inside LINE: three questions, a page over the app, and a long poll for its
 * answer.
 */
export function friendRequestEndpoints(windows: Subwindows, stopped: AbortSignal): readonly Endpoint[] {
  const liff = { host: "liff.line.me", auth: "user" } as const;
  return [
    {
      ...{ route: "POST /oauth2/v2.1/liff/friendship/validate", host: "access.line.me" },
      ...{ auth: "none", body: "form", handle: validate },
    },
    { route: "POST /liff/v2/oaadd/rateLimit", ...liff, body: "none", handle: () => ok() },
    {
      route: "POST /liff/v2/sub/msit",
      auth: "user",
      body: "json",
      handle: (call) => openWindow(call, windows),
    },
    {
      ...{ route: "POST /liff/v2/sub/waitResult", ...liff, body: "json" },
      handle: (call) => waitResult(call, windows, stopped),
    },
  ];
}

function validate({ platform, form }: Call): Answer {
  const token = platform.state.userTokens.get(form.get("accessToken") ?? "");
  const channel = platform.options.loginChannels.find((each) => each.channelId === token?.channelId);
  const asked = form.get("officialAccountId") ?? platform.options.messaging.basicId;
  if (channel?.linkedBot && asked === platform.options.messaging.basicId) return ok({ valid: true });
  const error = { code: "BOT_NOT_RESOLVED", message: "No bot could be resolved for the request." };
  return ok({ valid: false, error });
}

function openWindow(call: Call, windows: Subwindows): Answer {
  const liffId = textOf(call.json.mainLiffId) ?? "";
  if (!findLiffApp(call.platform.options, liffId)) refuse(404, "Not found");
  const { userId } = bearer(call);
  return ok({ msit: windows.open({ liffId, userId, mstChallenge: textOf(call.json.mstChallenge) ?? "" }) });
}

async function waitResult(call: Call, windows: Subwindows, stopped: AbortSignal): Promise<Answer> {
  const msit = textOf(call.json.msit) ?? "";
  const window = windows.find(msit);
  if (!window || window.mstChallenge !== call.json.mstChallenge) refuse(400, "invalid msit");
  return ok((await windows.result(msit, pollMs, stopped)) ?? { status: "error", result: {} });
}

/** The page over the app: GET asks, POST answers for it. */
export async function friendRequestPage(
  platform: Platform,
  windows: Subwindows,
  request: Request,
): Promise<Response> {
  const msit = new URL(request.url).searchParams.get("msit") ?? "";
  const window = windows.find(msit);
  if (!window) return errorPage("invalid msit");
  const account = escaped(platform.options.messaging.displayName);
  if (request.method === "POST") {
    const accepted = (await request.formData()).get("decision") === "add";
    if (accepted) follow(platform, window.userId);
    windows.finish(msit, { status: accepted ? "submit" : "cancel", result: {} });
    const script = `parent.postMessage(${scriptJson({ type: "liff:subwindowClosed" })}, "*");`;
    return page("友だち追加", `<p>アプリに戻ります…</p><script>${script}</script>`);
  }
  return page(
    "友だち追加",
    `<h1>「${account}」を友だち追加しますか？</h1><form method="post">
<button class="main" name="decision" value="add">友だち追加</button>
<button name="decision" value="cancel">キャンセル</button></form>`,
  );
}
