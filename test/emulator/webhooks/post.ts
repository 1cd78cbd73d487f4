import { request } from "node:http";
import { request as secureRequest } from "node:https";
import type { WebhookAttempt } from "../control.ts";
import type { Letter } from "./letter.ts";

/** LINE waits this long for a 2xx ("Respond with HTTP status code 200 within 2 seconds"). */
const answerWithinMs = 2_000;

type Outcome = Pick<WebhookAttempt, "status" | "reason">;

/**
 * Sends one webhook. Node's own request, because `fetch` writes header names in its own way; a connection for
 * each, since a server that was killed leaves its old ones dead.
 */
export function post(url: string, { body, headers }: Letter): Promise<Outcome> {
  return new Promise((resolve) => {
    if (!URL.canParse(url)) return resolve({ status: null, reason: "unclassified" });
    const bytes = Buffer.from(body);
    const send = url.startsWith("https:") ? secureRequest : request;
    const asked = send(url, {
      method: "POST",
      headers: {
        "content-type": "application/json; charset=utf-8",
        "user-agent": "LineBotWebhook/2.0",
        "content-length": bytes.length,
        ...headers,
      },
      agent: false,
      signal: AbortSignal.timeout(answerWithinMs),
    });
    asked.on("response", (response) => {
      response.resume();
      const status = response.statusCode ?? 0;
      resolve({ status, reason: status >= 200 && status < 300 ? null : "error_status_code" });
    });
    asked.on("error", (error) => resolve({ status: null, reason: reasonOf(error) }));
    asked.end(bytes);
  });
}

function reasonOf(error: Error): NonNullable<WebhookAttempt["reason"]> {
  if (error.name === "AbortError" || error.name === "TimeoutError") return "request_timeout";
  const code = "code" in error ? String(error.code) : "";
  return /^(ECONN|EPIPE|ENOTFOUND|EHOST|ENET|EAI)/.test(code) ? "could_not_connect" : "unclassified";
}
