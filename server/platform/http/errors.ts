import type { Context } from "hono";
import { type ErrorBody, type ErrorCode, type Language, Refusal, wordsOf } from "../../../shared/errors.ts";
import { Conflict, OutcomeUnknown, Overloaded, TooSlow } from "../database/failures.ts";
import { failureText } from "../log.ts";
import { statusOf } from "./status.ts";
import type { Env } from "./web.ts";

/** Japanese unless the browser asks for English first. */
export function languageOf(header: string | undefined): Language {
  return /^\s*en\b/i.test(header ?? "") ? "en" : "ja";
}

/** Turns whatever was thrown into the one shape of errors. What is not a refusal is logged and told as ours. */
export function answerFailure(failure: unknown, c: Context<Env>): Response {
  if (failure instanceof Refusal) return errorResponse(c, failure.code, failure.details);
  const code = codeOf(failure);
  c.get("deps").log.error("request.failed", {
    requestId: c.get("requestId"),
    method: c.req.method,
    path: c.req.path,
    failure: failureText(failure),
  });
  if (code === "server.busy") c.header("retry-after", "1");
  return errorResponse(c, code);
}

function codeOf(failure: unknown): ErrorCode {
  const passing = [Overloaded, OutcomeUnknown, TooSlow];
  if (passing.some((kind) => failure instanceof kind)) return "server.busy";
  if (failure instanceof Conflict) return "points.conflict";
  return "server.error";
}

export function errorResponse(
  c: Context<Env>,
  code: ErrorCode,
  details?: Readonly<Record<string, unknown>>,
): Response {
  if (statusOf(code) === 429) c.header("retry-after", String(details?.retryAfterSeconds ?? 60));
  const message = wordsOf(code, languageOf(c.req.header("accept-language")));
  const body: ErrorBody = {
    error: details === undefined ? { code, message } : { code, message, details },
    requestId: c.get("requestId"),
  };
  return c.json(body, statusOf(code));
}
