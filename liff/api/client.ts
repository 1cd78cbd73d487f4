import type { ErrorBody, ErrorCode } from "../../shared/errors.ts";

/** The server said no, and why. */
export class ApiError extends Error {
  readonly code: ErrorCode;
  /** HTTP status. */
  readonly status: number;
  readonly details: Readonly<Record<string, unknown>>;
  /** What the server says of it, in the page's language; empty when the answer did not come from our server. */
  readonly sentence: string;
  /** For a person who reports the problem; empty when the answer did not come from our server. */
  readonly requestId: string;

  constructor(status: number, body: ErrorBody) {
    super(`${body.error.code}: ${body.error.message}`);
    this.name = "ApiError";
    this.code = body.error.code;
    this.status = status;
    this.details = body.error.details ?? {};
    this.sentence = body.requestId === "" ? "" : body.error.message;
    this.requestId = body.requestId;
  }
}

/** Whether our server spoke, not a proxy in front of it: only then does a 4xx say what became of a write. */
export function isOurs(error: ApiError): boolean {
  return error.requestId !== "";
}

/** No answer: the network is gone or too slow. Whether the server did what was asked is not known. */
export class NetworkError extends Error {
  readonly timedOut: boolean;

  constructor(cause: unknown) {
    super("the server did not answer", { cause });
    this.name = "NetworkError";
    this.timedOut = cause instanceof DOMException && cause.name === "TimeoutError";
  }
}

export interface Ask {
  readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Left out of the address where undefined. */
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: unknown;
  /**
   * For a purchase or its undo: made and kept by the caller before the first attempt, the same for every retry. Other
   * writes say the same twice without one.
   */
  readonly idempotencyKey?: string;
  /** Milliseconds to wait for the answer. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

/** An answer and when it was asked for and received, by `performance.now()`: what measuring the server's clock needs. */
export interface Timed<Answer> {
  readonly answer: Answer;
  readonly rttMs: number;
}

const TIMEOUT_MS = 8_000;

/**
 * Asks our own server. `Answer` is the type that shared/ gives to this path; the server's tests hold it to that.
 * Throws `ApiError` for a refusal, `NetworkError` for silence; see `isOurs` for who refused.
 */
export async function ask<Answer>(path: string, options: Ask = {}): Promise<Answer> {
  const response = await send(path, options);
  const body = await bodyOf(response);
  if (!response.ok) throw new ApiError(response.status, errorBodyOf(body, response));
  return trusted<Answer>(body);
}

/** `ask`, with how long it took. */
export async function askTimed<Answer>(path: string, options: Ask = {}): Promise<Timed<Answer>> {
  const askedAt = performance.now();
  const answer = await ask<Answer>(path, options);
  return { answer, rttMs: performance.now() - askedAt };
}

async function send(path: string, options: Ask): Promise<Response> {
  const headers = new Headers({ accept: "application/json", "accept-language": pageLanguage() });
  if (options.body !== undefined) headers.set("content-type", "application/json");
  if (options.idempotencyKey !== undefined) headers.set("idempotency-key", options.idempotencyKey);
  const timeout = timeoutSignal(options.timeoutMs ?? TIMEOUT_MS);
  try {
    return await fetch(withQuery(path, options.query), {
      method: options.method ?? (options.body === undefined ? "GET" : "POST"),
      headers,
      body: options.body === undefined ? null : JSON.stringify(options.body),
      credentials: "same-origin",
      cache: "no-store",
      signal: options.signal === undefined ? timeout : anySignal([timeout, options.signal]),
    });
  } catch (cause) {
    if (options.signal?.aborted) throw cause;
    throw new NetworkError(cause);
  }
}

/** What the person reads here, which is not always what the browser speaks; the server's sentences are to match. */
function pageLanguage(): string {
  return typeof document === "undefined" ? "ja" : document.documentElement.lang;
}

function withQuery(path: string, query: Ask["query"]): string {
  const entries = Object.entries(query ?? {}).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  );
  return entries.length === 0 ? path : `${path}?${new URLSearchParams(entries)}`;
}

async function bodyOf(response: Response): Promise<unknown> {
  let text: string;
  try {
    text = await response.text();
  } catch (cause) {
    throw new NetworkError(cause);
  }
  try {
    const body: unknown = JSON.parse(text);
    // Every answer of ours is an object; a hotel's welcome page under a good status is nobody's answer.
    if (response.ok && (typeof body !== "object" || body === null || Array.isArray(body))) {
      throw new TypeError("the answer is not an object");
    }
    return body;
  } catch (cause) {
    if (response.ok) throw new NetworkError(cause);
    return null;
  }
}

/**
 * A proxy's own error page is not in our shape; to the person it is the same as a server in trouble. Without a
 * request id nothing takes it for what our server decided.
 */
function errorBodyOf(body: unknown, response: Response): ErrorBody {
  if (isErrorBody(body)) return body;
  const code = response.status === 429 ? "request.rate_limited" : "server.error";
  return { error: { code, message: `HTTP ${response.status}` }, requestId: "" };
}

/** Ours has a code such as `scan.expired`, also one that this version does not know yet, and a request id. */
function isErrorBody(body: unknown): body is ErrorBody {
  if (typeof body !== "object" || body === null || !("error" in body) || !("requestId" in body)) return false;
  const { error, requestId } = body;
  if (typeof requestId !== "string" || requestId === "") return false;
  if (typeof error !== "object" || error === null || !("code" in error) || !("message" in error))
    return false;
  if (typeof error.message !== "string") return false;
  return typeof error.code === "string" && /^[a-z]+\.[a-z_]+$/.test(error.code);
}

/** The one place where the shape of an answer is believed: both ends are built from the same types of shared/. */
function trusted<Answer>(body: unknown): Answer {
  return body as Answer;
}

/** `AbortSignal.timeout` and `any` are newer than some phones at a counter. */
function timeoutSignal(ms: number): AbortSignal {
  if ("timeout" in AbortSignal) return AbortSignal.timeout(ms);
  const controller = new AbortController();
  setTimeout(() => controller.abort(new DOMException("timed out", "TimeoutError")), ms);
  return controller.signal;
}

function anySignal(signals: readonly AbortSignal[]): AbortSignal {
  const controller = new AbortController();
  for (const signal of signals) {
    if (signal.aborted) controller.abort(signal.reason);
    signal.addEventListener("abort", () => controller.abort(signal.reason), { once: true });
  }
  return controller.signal;
}
