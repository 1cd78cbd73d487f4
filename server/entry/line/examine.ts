import { HTTPFetchError, messagingApi } from "@line/bot-sdk";
import type { Clock } from "../../platform/clock.ts";
import type { Database } from "../../platform/database/database.ts";
import { withTimeout } from "../../platform/line/timeout.ts";
import { openChannelTokens } from "../../platform/line/token.ts";
import { patienceMs, problemOf } from "./asking.ts";
import { checkAccount } from "./checks/account.ts";
import { checkLiffApps } from "./checks/liff.ts";
import { checkMenus } from "./checks/menus.ts";
import { checkPages } from "./checks/pages.ts";
import { checkProvider } from "./checks/provider.ts";
import { checkQuota } from "./checks/quota.ts";
import { checkSettings } from "./checks/settings.ts";
import { checkWebhook } from "./checks/webhook.ts";
import { type Finding, ok, wrong } from "./finding.ts";
import { givenIn } from "./given.ts";

export interface Patient {
  readonly env: NodeJS.ProcessEnv;
  readonly clock: Clock;
  /** To read, beside the server; null where there is none at hand. */
  readonly database: Database | null;
}

/** Every check, each going on where another has failed, as far as it can. */
export async function examine({ env, clock, database }: Patient): Promise<readonly Finding[]> {
  const settings = checkSettings(env);
  const pages = await checkPages(env);
  const named = (name: string): boolean => (env[name] ?? "").trim() !== "";
  if (!["LINE_CHANNEL_ID", "LINE_CHANNEL_SECRET", "LIFF_ID_CARD"].every(named))
    return [...settings, ...pages];
  const given = givenIn(env);
  const liff = await checkLiffApps(env, given.line);
  const token = await tokenOf(() => openChannelTokens(given.line, clock).current());
  if (typeof token !== "string") return [...settings, token, ...pages, ...liff];
  const api = new messagingApi.MessagingApiClient({ channelAccessToken: token, baseURL: given.line.apiBase });
  return [
    ...settings,
    ok("token.ok"),
    ...(await checkAccount(api, clock)),
    ...(await checkWebhook(api, env)),
    ...pages,
    ...liff,
    await checkProvider(api, database),
    await checkQuota(api),
    ...(await checkMenus(given, clock)),
  ];
}

async function tokenOf(issue: () => Promise<string>): Promise<string | Finding> {
  try {
    return await withTimeout(issue(), patienceMs);
  } catch (failure) {
    if (failure instanceof HTTPFetchError && failure.status < 500) {
      return wrong("token.refused", { status: failure.status });
    }
    return wrong("line.unreachable", { problem: problemOf(failure) });
  }
}
