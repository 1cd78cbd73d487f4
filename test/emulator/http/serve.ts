import { readFile } from "node:fs/promises";
import { extname, resolve, sep } from "node:path";
import type { Hono } from "hono";
import { liffBrowserScript } from "../liff-browser.ts";
import { authorize } from "../login/authorize.ts";
import { phoneFromCookie } from "../login/browser-session.ts";
import type { AuthorizationCodes } from "../login/codes.ts";
import { errorPage } from "../login/html.ts";
import { lineAppAt, lineAppPage } from "../login/line-apps.ts";
import { openingPage } from "../login/opening.ts";
import type { SharePickers } from "../login/share-picker.ts";
import type { Subwindows } from "../login/subwindows.ts";
import { accountLinkPage, accountLinkPath } from "../messaging/account-link-page.ts";
import type { Platform } from "../platform.ts";
import type { ServeApi } from "./api.ts";
import { destination, type Port } from "./hosts.ts";
import { decodedPart } from "./routes.ts";

export interface Served {
  readonly platform: Platform;
  readonly codes: AuthorizationCodes;
  readonly windows: Subwindows;
  readonly pickers: SharePickers;
  readonly control: Hono;
  readonly api: ServeApi;
}

/** Answers any request of any of LINE's hosts, the control doors and the phone; null: hang up. */
export async function serve(served: Served, request: Request, port: Port): Promise<Response | null> {
  const { host, path } = destination(new URL(request.url).pathname, request.headers, port);
  if (request.method === "OPTIONS") return withCors(request, new Response(null, { status: 204 }));
  const response = await answered(served, request, host, path);
  return response && withCors(request, response);
}

async function answered(
  served: Served,
  request: Request,
  host: string,
  path: string,
): Promise<Response | null> {
  const { platform, codes, windows } = served;
  if (host === "control") return served.control.fetch(request);
  if (host === "phone" && path === "/liff-browser.js") return liffBrowser(platform, request);
  if (host === "phone") return phoneFile(platform.options.phoneDir, path);
  if (host === "access.line.me" && path === "/liff/v1/authorize") return authorize(platform, codes, request);
  if (host === "access.line.me" && path === accountLinkPath) return accountLinkPage(platform, request);
  const isGet = request.method === "GET";
  if (isGet && host === "access.line.me" && path === "/oauth2/v2.1/liff/shareTargetPicker") {
    return served.pickers.page(platform, request);
  }
  if (/^(liff|liff-ext|miniapp|miniapp-ext)\.line\.me$/.test(host)) {
    const app = lineAppAt(path);
    if (app) return lineAppPage(platform, windows, app, request);
    const msit = new URL(request.url).searchParams.get("msit");
    if (!isGet && msit !== null) {
      // The phone closed a sub-window.
      windows.finish(msit, { status: "close", result: {} });
      return new Response(null, { status: 204 });
    }
    if (isGet && /^\/\d+-\w+(\/|$)/.test(path)) return openingPage(platform, windows, path, request);
  }
  return served.api(request, host, path);
}

/** Any page may ask: the SDK calls LINE from the LIFF app's own origin. */
function withCors(request: Request, response: Response): Response {
  const headers = new Headers(response.headers);
  headers.set("access-control-allow-origin", request.headers.get("origin") ?? "*");
  headers.set("access-control-allow-headers", "authorization,content-type,accept,x-line-retry-key");
  headers.set("access-control-allow-methods", "GET,POST,PUT,PATCH,DELETE");
  headers.set("access-control-expose-headers", "x-line-request-id");
  headers.set("access-control-max-age", "600");
  headers.append("vary", "origin");
  return new Response(response.body, { status: response.status, headers });
}

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
  ".ico": "image/x-icon",
};

function liffBrowser(platform: Platform, request: Request): Response {
  const headers = { "content-type": "text/javascript; charset=utf-8", "cache-control": "no-store" };
  return new Response(liffBrowserScript(phoneFromCookie(platform, request), platform.live.settings), {
    headers,
  });
}

async function phoneFile(folder: string | undefined, path: string): Promise<Response> {
  if (folder === undefined) return errorPage("No phone page was given to this emulator");
  const root = resolve(folder);
  const file = resolve(root, `.${decodedPart(path)}`);
  const inside = file === root || file.startsWith(root + sep);
  const found = inside && extname(file) !== "" ? await contents(file) : null;
  if (found)
    return new Response(new Uint8Array(found), { headers: { "content-type": types[extname(file)] ?? "" } });
  // What is no file is a place inside the phone's single page.
  const index = extname(path) === "" ? await contents(resolve(root, "index.html")) : null;
  if (!index) return new Response(null, { status: path === "/favicon.ico" ? 204 : 404 });
  return new Response(new Uint8Array(index), { headers: { "content-type": "text/html; charset=utf-8" } });
}

async function contents(file: string): Promise<Buffer | null> {
  return readFile(file).catch(() => null);
}
