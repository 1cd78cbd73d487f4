import { messagingApi } from "@line/bot-sdk";
import type { Clock } from "../clock.ts";
import type { LineSettings } from "../settings.ts";
import { openSend, type Send } from "./send.ts";
import { withTimeout } from "./timeout.ts";
import { openChannelTokens } from "./token.ts";

export type LineMessage = messagingApi.Message;

/** The month's messages as LINE says, in people reached; `used` is approximate. */
export interface LineQuota {
  readonly kind: "limited" | "none";
  readonly value: number | null;
  readonly used: number;
}

export interface LineGateway {
  /** Sends once, with one repetition after a token that LINE refused. Does not throw. */
  readonly send: Send;
  /** The plan's messages and how many of them are used. @throws Error where LINE does not say. */
  quota(): Promise<LineQuota>;
  /** LINE's SDK with a token that lives, for whatever is not a send. A call that takes longer than 10 s is given up. */
  withClient<T>(work: (client: messagingApi.MessagingApiClient) => Promise<T>): Promise<T>;
}

/** LINE's SDK has no timeout of its own. */
const timeoutMs = 10_000;

export function openLineGateway(settings: LineSettings, clock: Clock): LineGateway {
  const tokens = openChannelTokens(settings, clock);
  let client: { readonly token: string; readonly api: messagingApi.MessagingApiClient } | null = null;

  // The SDK bakes the token into its client, so a new token means a new client.
  const clientWith = (token: string): messagingApi.MessagingApiClient => {
    if (client?.token !== token) {
      const api = new messagingApi.MessagingApiClient({
        channelAccessToken: token,
        baseURL: settings.apiBase,
      });
      client = { token, api };
    }
    return client.api;
  };

  const withClient: LineGateway["withClient"] = async (work) => {
    const token = await tokens.current();
    try {
      return await withTimeout(work(clientWith(token)), timeoutMs);
    } catch (failure) {
      if (Object(failure).status !== 401) throw failure;
      return withTimeout(work(clientWith(await tokens.renew(token))), timeoutMs);
    }
  };

  return {
    send: openSend(settings, tokens),
    withClient,
    quota: () =>
      withClient(async (api) => {
        const [plan, consumption] = await Promise.all([
          api.getMessageQuota(),
          api.getMessageQuotaConsumption(),
        ]);
        const kind = plan.type === "limited" ? ("limited" as const) : ("none" as const);
        return { kind, value: plan.value ?? null, used: consumption.totalUsage };
      }),
  };
}
