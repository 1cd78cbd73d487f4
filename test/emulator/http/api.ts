import { randomUUID } from "node:crypto";
import { isJsonObject } from "../json.ts";
import type { Platform } from "../platform.ts";
import type { UserToken } from "../state.ts";
import { type Answer, type Call, type Endpoint, HangUp, Refusal, refuse } from "./call.ts";
import type { FaultKind } from "./fault-shapes.ts";
import { badTokenText, rateLimitText, strikeAfter, strikeBefore } from "./faults.ts";
import { RateLimits } from "./rates.ts";
import { RouteTable } from "./routes.ts";

/** Messaging API reference, Status codes: 413 above this. */
const largestBody = 2 * 1024 * 1024;
const dayMs = 24 * 3_600_000;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Serves LINE's JSON hosts. Returns null to hang up without an answer. */
export type ServeApi = (request: Request, host: string, path: string) => Promise<Response | null>;

/** What the recorder is told of a call besides its answer. */
interface Noted {
  endpoint: string;
  body: unknown;
  retryable: boolean;
  accepted: boolean;
  fault: FaultKind | null;
}

/** The pipeline in front of every endpoint: one fixed order of checks, since LINE documents none. */
export function createApi(
  platform: Platform,
  endpoints: readonly Endpoint[],
  stopped: AbortSignal,
): ServeApi {
  const routes = new RouteTable(endpoints);
  const limits = new RateLimits();

  async function answer(call: Call, noted: Noted): Promise<Answer> {
    const found = routes.find(call.host, call.method, call.path);
    const known = typeof found === "object";
    if (known) noted.endpoint = found.endpoint.route;
    noted.retryable = known && found.endpoint.retryable === true;
    const strike = platform.faults.take(call, noted.endpoint);
    noted.fault = strike?.kind ?? null;
    if (strike) await strikeBefore(strike, stopped);
    if (found === "other_method") refuse(405, "Method not allowed");
    if (found === "nothing") refuse(404, "Not found");
    const { endpoint, params } = found;
    const isPicture = endpoint.body === "bytes";
    if (call.bytes.byteLength > largestBody && !isPicture) refuse(413, "The request body is too large");
    const userToken = authorized(call, endpoint);
    const { rateLimitScale } = platform.live.settings;
    if (!limits.allows(endpoint.route, endpoint.rate ?? "2000/second", rateLimitScale, platform.nowMs())) {
      refuse(429, rateLimitText);
    }
    checkRetryKey(call, endpoint);
    const body = parsedBody(call, endpoint);
    noted.body = endpoint.body === "form" ? Object.fromEntries(body.form) : body.json;
    const ready: Call = { ...call, params, userToken, ...body };
    endpoint.validate?.(ready);
    const result = await (endpoint.retryable ? onceForKey(ready, endpoint) : endpoint.handle(ready));
    noted.accepted = true;
    return strike ? strikeAfter(strike, result, stopped) : result;
  }

  return async (request, host, path) => {
    const url = new URL(request.url);
    const call: Call = {
      ...{ platform, host, path, params: {}, json: {}, form: new URLSearchParams(), userToken: null },
      method: request.method,
      query: url.searchParams,
      headers: request.headers,
      requestId: randomUUID(),
      retryKey: request.headers.get("x-line-retry-key"),
      bytes: new Uint8Array(await request.arrayBuffer()),
    };
    const endpoint = `${call.method} ${path}`;
    const noted: Noted = { endpoint, body: null, retryable: false, accepted: false, fault: null };
    const result = await settled(answer(call, noted));
    const { method, requestId, retryKey } = call;
    const ended = { atMs: platform.nowMs(), status: result?.status ?? 0 };
    platform.recorder.called({ ...ended, method, host, path, requestId, retryKey, ...noted });
    return result && responseOf(result, call.requestId);
  };
}

async function settled(answering: Promise<Answer>): Promise<Answer | null> {
  try {
    return await answering;
  } catch (error) {
    if (error instanceof HangUp) return null;
    if (error instanceof Refusal) return error.answer;
    console.error("The emulator itself failed:", error);
    return { status: 500, json: { message: "Internal Server Error" } };
  }
}

function responseOf(answer: Answer, requestId: string): Response {
  const headers = new Headers(answer.headers);
  headers.set("x-line-request-id", requestId);
  headers.set("cache-control", "no-cache, no-store, max-age=0, must-revalidate");
  headers.set("x-content-type-options", "nosniff");
  if (answer.bytes) {
    headers.set("content-type", answer.contentType ?? "application/octet-stream");
    return new Response(new Uint8Array(answer.bytes), { status: answer.status, headers });
  }
  if (answer.json === undefined) return new Response(null, { status: answer.status, headers });
  headers.set("content-type", "application/json");
  return new Response(JSON.stringify(answer.json), { status: answer.status, headers });
}

function authorized(call: Call, endpoint: Endpoint): UserToken | null {
  if (endpoint.auth === "none") return null;
  const header = call.headers.get("authorization");
  const [, token] = /^Bearer (\S+)$/.exec(header ?? "") ?? [];
  if (endpoint.auth === "user") return userTokenOf(call, token);
  if (token === undefined) {
    refuse(
      401,
      "Authorization header required. Must follow the scheme, 'Authorization: Bearer <ACCESS TOKEN>'",
    );
  }
  const { state, options, nowMs } = call.platform;
  const known = state.channelTokens.get(token);
  const isMessaging = known?.channelId === options.messaging.channelId;
  if (!known || known.expiresAtMs <= nowMs() || isMessaging !== (endpoint.auth === "channel")) {
    refuse(401, badTokenText);
  }
  return null;
}

function userTokenOf(call: Call, token: string | undefined): UserToken {
  const known = token === undefined ? undefined : call.platform.state.userTokens.get(token);
  if (!known) refuse(401, "invalid token");
  if (known.revoked) refuse(401, "The access token revoked");
  if (known.expiresAtMs <= call.platform.nowMs()) refuse(401, "The access token expired");
  return known;
}

function checkRetryKey(call: Call, endpoint: Endpoint): void {
  if (call.retryKey === null) return;
  if (!endpoint.retryable) refuse(400, "The retry key is not supported by this endpoint");
  if (!uuid.test(call.retryKey)) refuse(400, "The value for the 'X-Line-Retry-Key' header is invalid");
}

function parsedBody(call: Call, endpoint: Endpoint): Pick<Call, "json" | "form"> {
  const nothing = { json: {}, form: new URLSearchParams() };
  if (endpoint.body === "form") return { ...nothing, form: new URLSearchParams(textOf(call.bytes)) };
  if (endpoint.body !== "json") return nothing;
  const contentType = call.headers.get("content-type") ?? "";
  if (!/^application\/json\b/i.test(contentType)) {
    refuse(415, `The content type, ${contentType}, is not supported`);
  }
  const json = parsedJson(textOf(call.bytes));
  if (!isJsonObject(json)) refuse(400, "The request body could not be parsed as JSON (line: 1, column: 1)");
  return { ...nothing, json };
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const where = /line (\d+) column (\d+)/.exec(error instanceof Error ? error.message : "");
    const at = `(line: ${where?.[1] ?? 1}, column: ${where?.[2] ?? 1})`;
    return refuse(400, `The request body could not be parsed as JSON ${at}`);
  }
}

/**
 * Handles a send at most once for each retry key (Messaging API reference, Retry failed API requests): a
 * key that was accepted less than a day ago gets 409. Nothing is awaited between look-up and acceptance, so
 * two requests with one key cannot both pass.
 */
function onceForKey(call: Call, endpoint: Endpoint): Answer | Promise<Answer> {
  if (call.retryKey === null) return endpoint.handle(call);
  const { accepted } = call.platform.state;
  const key = `${endpoint.route} ${call.retryKey.toLowerCase()}`;
  const nowMs = call.platform.nowMs();
  const before = accepted.get(key);
  if (before && nowMs - before.firstSeenMs < dayMs) {
    const { sentMessages, requestId } = before;
    const message = "The retry key is already accepted";
    throw new Refusal(409, sentMessages ? { message, sentMessages } : { message }, {
      "x-line-accepted-request-id": requestId,
    });
  }
  const result = endpoint.handle(call);
  if (result instanceof Promise) throw new Error("A retryable endpoint must answer at once");
  const sent = isJsonObject(result.json) ? result.json.sentMessages : undefined;
  const sentMessages = Array.isArray(sent) ? { sentMessages: sent.filter(isJsonObject) } : {};
  accepted.set(key, { requestId: call.requestId, firstSeenMs: nowMs, ...sentMessages });
  call.platform.changed();
  return result;
}
