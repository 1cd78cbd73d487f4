import { randomUUID } from "node:crypto";
import type { Platform } from "../platform.ts";
import type { UserToken } from "../state.ts";
import { noBodies, parsedBody } from "./bodies.ts";
import { type Answer, type Call, type Endpoint, HangUp, Refusal, refuse } from "./call.ts";
import type { FaultKind } from "./fault-shapes.ts";
import { badTokenText, rateLimitText, strikeAfter, strikeBefore } from "./faults.ts";
import { RateLimits } from "./rates.ts";
import { RetryKeys } from "./retry-keys.ts";
import { RouteTable } from "./routes.ts";

/** Messaging API reference, Status codes: 413 above this. */
const largestBody = 2 * 1024 * 1024;
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
  const keys = new RetryKeys();

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
    checkSize(call, endpoint);
    const userToken = authorized(call, endpoint);
    checkRate(platform, limits, endpoint);
    checkRetryKey(call, endpoint);
    const body = await parsedBody(call, endpoint);
    noted.body = endpoint.body === "form" ? Object.fromEntries(body.form) : body.json;
    const ready: Call = { ...call, params, userToken, ...body };
    const result = await handled(ready, endpoint, keys);
    noted.accepted = true;
    return strike ? strikeAfter(strike, result, stopped) : result;
  }

  return async (request, host, path) => {
    platform.jobs.runDue();
    const url = new URL(request.url);
    const call: Call = {
      ...{ platform, host, path, params: {}, userToken: null },
      ...noBodies,
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
    return result && responseOf(platform, result, call.requestId);
  };
}

async function handled(call: Call, endpoint: Endpoint, keys: RetryKeys): Promise<Answer> {
  if (!endpoint.retryable || call.retryKey === null) {
    endpoint.validate?.(call);
    return endpoint.handle(call);
  }
  return keys.accepting(call, endpoint, () => {
    const { retryKeyLookup } = call.platform.live.switches;
    if (retryKeyLookup === "before_body") keys.refuseAccepted(call, endpoint);
    endpoint.validate?.(call);
    keys.refuseAccepted(call, endpoint);
    return keys.accept(call, endpoint);
  });
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

function responseOf({ live }: Platform, answer: Answer, requestId: string): Response {
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
  const text = JSON.stringify(answer.json);
  const asNumbers = live.switches.sentMessageIds === "number";
  return new Response(asNumbers ? text.replace(/"id":"(\d{18})"/g, '"id":$1') : text, {
    ...{ status: answer.status, headers },
  });
}

function checkSize(call: Call, { body }: Endpoint): void {
  const isFile = body === "bytes" || body === "multipart";
  if (call.bytes.byteLength > largestBody && !isFile) refuse(413, "The request body is too large");
}

function checkRate({ live, nowMs }: Platform, limits: RateLimits, { route, rate }: Endpoint): void {
  const { settings, switches } = live;
  const tuning = { scale: settings.rateLimitScale, burst: switches.rateBurst, nowMs: nowMs() };
  const documented = typeof rate === "function" ? rate(switches) : rate;
  if (!limits.allows(route, documented ?? "2000/second", tuning)) refuse(429, rateLimitText);
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
