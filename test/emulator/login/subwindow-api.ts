import { type Answer, type Call, type Endpoint, ok, refuse } from "../http/call.ts";
import { isJsonObject, textOf } from "../json.ts";
import { findLiffApp } from "../options.ts";
import { bearer } from "./endpoints.ts";
import { messageHandlerPage } from "./message-handler.ts";
import type { Subwindow, Subwindows } from "./subwindows.ts";

/** The app asks again, up to ten times, when this passes without an answer. */
const pollMs = 55_000;

/**
 * What `liff.subWindow` and all that is built on it (scanCodeV2, requestFriendship, permission.requestAll) ask
 * LINE. None of it is documented: it is what the SDK sends (`@liff/sub-window`, `@liff/message-bus`).
 */
export function subwindowEndpoints(windows: Subwindows, stopped: AbortSignal): readonly Endpoint[] {
  const person = { auth: "user", body: "json" } as const;
  return [
    { route: "GET /liff/v2/sub/{liffId}/origin", auth: "user", body: "none", handle: origin },
    { route: "POST /liff/v2/sub/msit", ...person, handle: (call) => open(call, windows) },
    { route: "POST /liff/v2/sub/mst", ...person, handle: (call) => trade(call, windows) },
    { route: "POST /liff/v2/sub/appData", ...person, handle: (call) => appData(call, windows) },
    { route: "POST /liff/v2/sub/result", ...person, handle: (call) => result(call, windows) },
    {
      ...{ route: "POST /liff/v2/sub/waitResult", host: "liff.line.me", ...person },
      handle: (call) => waitResult(call, windows, stopped),
    },
    {
      ...{ route: "POST /liff/v2/sub/messageHandler", host: "liff-subwindow.line.me" },
      ...{ auth: "none", body: "form" },
      handle: (call) => messageHandlerPage(call.form.get("identifier") ?? ""),
    },
  ];
}

/** Where the pages of outside sub-windows live: LINE's own host, or the emulator's where the SDK was rewritten. */
function origin({ headers }: Call): Answer {
  const host = headers.get("x-forwarded-host") ?? headers.get("host") ?? "";
  const isLine = host.endsWith(".line.me");
  return ok({ origin: isLine ? "https://liff-ext.line.me" : `http://${host}`, subwindowCommonModule: true });
}

function open(call: Call, windows: Subwindows): Answer {
  const liffId = textOf(call.json.mainLiffId) ?? "";
  if (!findLiffApp(call.platform.options, liffId)) refuse(404, "Not found");
  const appData = isJsonObject(call.json.appData) ? call.json.appData : {};
  const mstChallenge = textOf(call.json.mstChallenge) ?? "";
  return ok({ msit: windows.open({ liffId, userId: bearer(call).userId, mstChallenge, appData }) });
}

function trade({ json }: Call, windows: Subwindows): Answer {
  const mst = windows.trade(textOf(json.msit) ?? "");
  if (mst === null) refuse(400, "invalid msit");
  return ok({ mst });
}

function ofMst({ json }: Call, windows: Subwindows): { readonly msit: string; readonly window: Subwindow } {
  const msit = windows.msitOf(textOf(json.mst) ?? "") ?? "";
  const window = windows.find(msit);
  if (!window) refuse(400, "invalid mst");
  return { msit, window };
}

function appData(call: Call, windows: Subwindows): Answer {
  return ok({ data: ofMst(call, windows).window.appData });
}

function result(call: Call, windows: Subwindows): Answer {
  const { msit } = ofMst(call, windows);
  const { status, result: given } = call.json;
  if (status !== "submit" && status !== "cancel" && status !== "close") refuse(400, "invalid status");
  windows.finish(msit, { status, result: isJsonObject(given) ? given : {} });
  return ok();
}

async function waitResult(call: Call, windows: Subwindows, stopped: AbortSignal): Promise<Answer> {
  const msit = textOf(call.json.msit) ?? "";
  const window = windows.find(msit);
  if (!window || window.mstChallenge !== call.json.mstChallenge) refuse(400, "invalid msit");
  return ok((await windows.result(msit, pollMs, stopped)) ?? { status: "error", result: {} });
}
