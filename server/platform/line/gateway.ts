import { insight, messagingApi } from "@line/bot-sdk";
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

/** What LINE tells of the messages sent under a name: null of fewer than 20 people, and of days that it has not counted. */
export interface UnitStatistics {
  readonly opened: number | null;
  readonly clicked: number | null;
}

export interface LineGateway {
  /** Sends once, with one repetition after a token that LINE refused. Does not throw. */
  readonly send: Send;
  /** The plan's messages and how many of them are used. @throws Error where LINE does not say. */
  quota(): Promise<LineQuota>;
  /**
   * People who opened what was sent under a unit on some days, `yyyy-mm-dd` in Japan, 31 of them at most, and who tapped a link in
   * it. LINE answers 60 such questions an hour. @throws Error with LINE's status where it does not say.
   */
  unitStatistics(unit: string, from: string, to: string): Promise<UnitStatistics>;
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

  const withToken = async <T>(work: (token: string) => Promise<T>): Promise<T> => {
    const token = await tokens.current();
    try {
      return await withTimeout(work(token), timeoutMs);
    } catch (failure) {
      if (Object(failure).status !== 401) throw failure;
      return withTimeout(work(await tokens.renew(token)), timeoutMs);
    }
  };
  const withClient: LineGateway["withClient"] = (work) => withToken((token) => work(clientWith(token)));

  return {
    send: openSend(settings, tokens),
    withClient,
    unitStatistics: (unit, from, to) =>
      withToken(async (channelAccessToken) => {
        const api = new insight.InsightClient({ channelAccessToken, baseURL: settings.apiBase });
        const days = [from, to].map((day) => day.replaceAll("-", ""));
        const { overview } = await api.getStatisticsPerUnit(unit, days[0] ?? "", days[1] ?? "");
        return { opened: overview?.uniqueImpression ?? null, clicked: overview?.uniqueClick ?? null };
      }),
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
