import { HTTPFetchError, messagingApi } from "@line/bot-sdk";
import type { Clock } from "../clock.ts";
import type { LineSettings } from "../settings.ts";
import { withTimeout } from "./timeout.ts";
import { openChannelTokens } from "./token.ts";

export type LineMessage = messagingApi.Message;

/** How LINE answered one send; every outcome says what to do next. */
export type SendOutcome =
  | { readonly kind: "accepted"; readonly status: number; readonly requestId: string | null }
  /** LINE will never take this one: no retry helps. */
  | {
      readonly kind: "refused";
      readonly status: number;
      readonly answer: string;
      readonly requestId: string | null;
    }
  /** Try again with the same retry key. `slow` means LINE asked us to slow down. */
  | {
      readonly kind: "again";
      readonly status: number | null;
      readonly slow: boolean;
      readonly answer: string;
    }
  /** The month's messages are used up: stop, and say so. */
  | { readonly kind: "month_used_up"; readonly answer: string; readonly requestId: string | null };

export interface LineGateway {
  /**
   * Sends 1 to 5 messages to one person. The retry key makes a repetition harmless for 24 hours
   * (Messaging API docs, "Retry failed API requests").
   */
  push(userId: string, messages: readonly LineMessage[], retryKey: string): Promise<SendOutcome>;
}

/** LINE's SDK has no timeout of its own; a send that takes longer counts as unanswered and is tried again. */
const timeoutMs = 10_000;

export function openLineGateway(settings: LineSettings, clock: Clock): LineGateway {
  const tokens = openChannelTokens(settings, clock);
  let client: { readonly token: string; readonly api: messagingApi.MessagingApiClient } | null = null;

  // The SDK bakes the token into its client, so a new token means a new client.
  const apiWith = (token: string): messagingApi.MessagingApiClient => {
    if (client?.token !== token) {
      client = {
        token,
        api: new messagingApi.MessagingApiClient({ channelAccessToken: token, baseURL: settings.apiBase }),
      };
    }
    return client.api;
  };

  const tryPush = async (
    token: string,
    to: string,
    messages: readonly LineMessage[],
    retryKey: string,
  ): Promise<SendOutcome | "unauthorized"> => {
    try {
      const sent = apiWith(token).pushMessageWithHttpInfo({ to, messages: [...messages] }, retryKey);
      const { httpResponse } = await withTimeout(sent, timeoutMs);
      const requestId = httpResponse.headers.get("x-line-request-id");
      return { kind: "accepted", status: httpResponse.status, requestId };
    } catch (failure) {
      return outcomeOf(failure);
    }
  };

  return {
    async push(userId, messages, retryKey) {
      try {
        const first = await tryPush(await tokens.current(), userId, messages, retryKey);
        if (first !== "unauthorized") return first;
        const second = await tryPush(await tokens.renew(), userId, messages, retryKey);
        if (second !== "unauthorized") return second;
        return { kind: "again", status: 401, slow: true, answer: "the channel access token is not accepted" };
      } catch (failure) {
        return {
          kind: "again",
          status: null,
          slow: true,
          answer: `no channel access token: ${String(failure)}`,
        };
      }
    },
  };
}

/** Reads LINE's answer: 409 is success, the four kinds of 429 are told apart by their text, 5xx and silence are retried. */
function outcomeOf(failure: unknown): SendOutcome | "unauthorized" {
  if (!(failure instanceof HTTPFetchError)) {
    // A 2xx whose body is not JSON was accepted all the same; anything else never reached an answer.
    if (failure instanceof SyntaxError) return { kind: "accepted", status: 200, requestId: null };
    return { kind: "again", status: null, slow: false, answer: String(failure) };
  }
  const { status, headers, body } = failure;
  const requestId = headers.get("x-line-request-id");
  const answer = body.slice(0, 500);
  if (status === 409) {
    return { kind: "accepted", status, requestId: headers.get("x-line-accepted-request-id") ?? requestId };
  }
  if (status === 401) return "unauthorized";
  if (status === 429) {
    return /monthly limit/i.test(body)
      ? { kind: "month_used_up", answer, requestId }
      : { kind: "again", status, slow: true, answer };
  }
  if (status >= 500) return { kind: "again", status, slow: false, answer };
  return { kind: "refused", status, answer, requestId };
}
