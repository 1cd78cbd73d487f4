import type { LineSettings } from "../settings.ts";
import { type Answer, noAnswer, noToken, readAnswer } from "./answer.core.ts";
import type { ChannelTokens } from "./token.ts";

/** One request to send. `messages` is the JSON of 1 to 5 message objects, as it was queued. */
export type SendRequest =
  | {
      readonly kind: "push";
      readonly to: string;
      readonly messages: string;
      readonly unit: string | null;
      readonly retryKey: string;
    }
  | {
      readonly kind: "multicast";
      /** A JSON array of LINE ids. */
      readonly to: string;
      readonly messages: string;
      readonly unit: string | null;
      readonly retryKey: string;
    }
  /** LINE refuses a retry key here; the token is good for one use and is its own. */
  | { readonly kind: "reply"; readonly replyToken: string; readonly messages: string };

/** Whether LINE may be asked at this moment; asked before every single request. */
export type MayAsk = () => Promise<boolean>;

export type Send = (request: SendRequest, mayAsk: MayAsk) => Promise<Answer | "withheld">;

/** A push that takes longer counts as unanswered. A reply has but a minute for all of its tries. */
export const sendTimeoutsMs = { push: 10_000, multicast: 15_000, reply: 5_000 } as const;

/**
 * The sends are made here and not by LINE's SDK: it has no timeout and cannot be aborted, so that each request LINE leaves
 * unanswered would keep its connection for ever, and it parses and serialises again what lies in the row as JSON.
 */
export function openSend(settings: LineSettings, tokens: ChannelTokens): Send {
  const ask = async (request: SendRequest, token: string): Promise<Answer> => {
    const ending = new AbortController();
    const timeoutMs = sendTimeoutsMs[request.kind];
    const timer = setTimeout(() => ending.abort(new Error(`no answer in ${timeoutMs} ms`)), timeoutMs);
    try {
      const response = await fetch(`${settings.apiBase}/v2/bot/message/${request.kind}`, {
        method: "POST",
        headers: headersOf(request, token),
        body: bodyOf(request),
        redirect: "manual",
        signal: ending.signal,
      });
      const { status, headers } = response;
      return readAnswer({
        status,
        requestId: headers.get("x-line-request-id"),
        acceptedRequestId: headers.get("x-line-accepted-request-id"),
        // The status has come: a body that breaks off changes nothing of it.
        body: await response.text().catch(() => ""),
      });
    } catch (failure) {
      return noAnswer(ending.signal.aborted ? ending.signal.reason : failure);
    } finally {
      clearTimeout(timer);
    }
  };

  return async (request, mayAsk) => {
    let token: string;
    try {
      token = await tokens.current();
    } catch (failure) {
      return noToken(failure);
    }
    if (!(await mayAsk())) return "withheld";
    const first = await ask(request, token);
    if (first.status !== 401) return first;
    try {
      token = await tokens.renew(token);
    } catch (failure) {
      return noToken(failure);
    }
    if (!(await mayAsk())) return "withheld";
    return ask(request, token);
  };
}

function headersOf(request: SendRequest, token: string): Record<string, string> {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  return request.kind === "reply" ? headers : { ...headers, "x-line-retry-key": request.retryKey };
}

function bodyOf(request: SendRequest): string {
  const { messages } = request;
  if (request.kind === "reply") {
    return `{"replyToken":${JSON.stringify(request.replyToken)},"messages":${messages}}`;
  }
  const unit = request.unit === null ? "" : `,"customAggregationUnits":[${JSON.stringify(request.unit)}]`;
  const to = request.kind === "multicast" ? request.to : JSON.stringify(request.to);
  return `{"to":${to},"messages":${messages}${unit}}`;
}
