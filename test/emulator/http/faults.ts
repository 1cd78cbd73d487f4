import { randomUUID } from "node:crypto";
import { isJsonObject, type JsonObject } from "../json.ts";
import { type Answer, HangUp, Refusal, refuse } from "./call.ts";
import type { Strike } from "./fault-board.ts";
import type { FaultKind } from "./fault-shapes.ts";

export const rateLimitText = "The API rate limit has been exceeded. Try again later.";
export const monthlyLimitText = "You have reached your monthly limit.";
export const badTokenText =
  "Authentication failed. Confirm that the access token in the authorization header is valid.";
/** LINE documents that these two exist and not what they say. */
export const audienceLimitText = "Too many concurrent operations on the audience group.";
export const floodText = "Too many messages were sent to the same user.";
export const conflictText = "The retry key is already accepted";

const refusals: Partial<Record<FaultKind, readonly [status: number, text: string]>> = {
  error_500: [500, "Internal Server Error"],
  error_500_after: [500, "Internal Server Error"],
  rate_429: [429, rateLimitText],
  monthly_429: [429, monthlyLimitText],
  audience_429: [429, audienceLimitText],
  flood_429: [429, floodText],
  unauthorized_401: [401, badTokenText],
};

const pages: Partial<Record<FaultKind, readonly [status: number, words: string]>> = {
  error_502: [502, "Bad Gateway"],
  error_502_after: [502, "Bad Gateway"],
  error_503: [503, "Service Temporarily Unavailable"],
  error_503_after: [503, "Service Temporarily Unavailable"],
};

/** Strikes before the request had any effect; an "after" does nothing here. */
export async function strikeBefore(strike: Strike, stopped: AbortSignal): Promise<void> {
  if (isAfter(strike.kind)) return;
  if (strike.kind === "drop_before") throw new HangUp("before");
  if (strike.kind === "delay_before") return waited(strike.delayMs, stopped);
  answerInstead(strike);
}

/** Strikes when the request took effect: the answer to give instead of `answer`, or an error thrown. */
export async function strikeAfter(strike: Strike, answer: Answer, stopped: AbortSignal): Promise<Answer> {
  switch (strike.kind) {
    case "drop_after":
      throw new HangUp("after");
    case "delay":
      await waited(strike.delayMs, stopped);
      return answer;
    case "conflict_409_after":
      return conflictInstead(answer);
    case "html_200_after":
      return html(200, "Welcome");
    case "half_json_after":
      return halfOf(answer);
    case "cut_body_after":
      return cutShort(answer);
    case "extra_fields_after":
      return { ...answer, json: withExtraFields(answer.json) };
  }
  if (isAfter(strike.kind)) answerInstead(strike);
  return answer;
}

function isAfter(kind: FaultKind): boolean {
  return kind === "delay" || kind.endsWith("_after");
}

function answerInstead({ kind, text }: Strike): void {
  const [status, words] = refusals[kind] ?? [];
  if (status !== undefined && words !== undefined) refuse(status, text ?? words);
  const [pageStatus, title] = pages[kind] ?? [];
  if (pageStatus !== undefined && title !== undefined) throw new Spoilt(html(pageStatus, title));
}

/** An answer that is no JSON, where an error would be. */
class Spoilt extends Refusal {
  override readonly answer: Answer;
  constructor(answer: Answer) {
    super(answer.status, null);
    this.answer = answer;
  }
}

function html(status: number, title: string): Answer {
  const text = `<html>\r\n<head><title>${title}</title></head>\r\n<body><center><h1>${status} ${title}</h1></center></body>\r\n</html>\r\n`;
  return { status, bytes: new TextEncoder().encode(text), contentType: "text/html" };
}

function conflictInstead(answer: Answer): Answer {
  const sent = isJsonObject(answer.json) ? answer.json.sentMessages : undefined;
  const json = sent === undefined ? { message: conflictText } : { message: conflictText, sentMessages: sent };
  return { status: 409, json, headers: { "x-line-accepted-request-id": randomUUID() } };
}

function jsonBytes(answer: Answer): Uint8Array {
  return answer.bytes ?? new TextEncoder().encode(JSON.stringify(answer.json ?? {}));
}

function halfOf(answer: Answer): Answer {
  const bytes = jsonBytes(answer);
  const half = bytes.slice(0, Math.max(1, Math.floor(bytes.length / 2)));
  return { status: answer.status, bytes: half, contentType: "application/json" };
}

/** More is announced than comes: the connection is closed after half of it. */
function cutShort(answer: Answer): Answer {
  const half = halfOf(answer);
  const announced = String(jsonBytes(answer).length + 1);
  return { ...half, headers: { ...answer.headers, "content-length": announced, connection: "close" } };
}

/** A property of each kind that no documentation knows, in every object. */
export function withExtraFields(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withExtraFields);
  if (!isJsonObject(value)) return value;
  const known = Object.entries(value).map(([name, inner]) => [name, withExtraFields(inner)]);
  const extra: JsonObject = { xNewText: "新しい項目", xNewNumber: 4.5, xNewObject: { of: ["what"] } };
  return { ...Object.fromEntries(known), ...extra };
}

function waited(ms: number, stopped: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (stopped.aborted) return resolve();
    const ended = () => {
      clearTimeout(timer);
      stopped.removeEventListener("abort", ended);
      resolve();
    };
    const timer = setTimeout(ended, ms);
    stopped.addEventListener("abort", ended);
  });
}
