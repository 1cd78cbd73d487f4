import { channelAccessToken, HTTPFetchError, liff } from "@line/bot-sdk";
import { withTimeout } from "../../../platform/line/timeout.ts";
import type { LineSettings } from "../../../platform/settings.ts";
import { patienceMs } from "../asking.ts";
import { type Finding, look, ok, wrong } from "../finding.ts";

interface App {
  readonly name: "LIFF_ID_CARD" | "LIFF_ID_TILL";
  readonly liffId: string;
  readonly expected: string;
}

const scopes = ["openid", "profile"] as const;

/**
 * The LIFF apps as LINE has them. They are read with a token of their own channel, whose secret is known where it is
 * LINE_LOGIN_CHANNEL_SECRET's; of another channel the console has to be looked at.
 */
export async function checkLiffApps(env: NodeJS.ProcessEnv, line: LineSettings): Promise<readonly Finding[]> {
  const base = (env.PUBLIC_URL ?? "").trim().replace(/\/+$/, "");
  const apps: readonly App[] = [
    { name: "LIFF_ID_CARD", liffId: line.liffIdCard, expected: `${base}/card/` },
    { name: "LIFF_ID_TILL", liffId: line.liffIdTill, expected: `${base}/till/` },
  ];
  const channelId = channelOf(line.liffIdCard);
  const readable =
    line.loginChannelSecret === null ? null : await appsOf(channelId, line.loginChannelSecret, line);
  if (readable === "secret") return [wrong("liff.secret", { channelId }), ...unread(apps.slice(1))];
  return apps.flatMap((app) => {
    if (app.liffId === "") return [];
    if (readable === null || channelOf(app.liffId) !== channelId) return unread([app]);
    return checkApp(
      app,
      readable.find(({ liffId }) => liffId === app.liffId),
    );
  });
}

function unread(apps: readonly App[]): readonly Finding[] {
  return apps
    .filter(({ liffId }) => liffId !== "")
    .map(({ liffId, expected }) => look("liff.unread", { liffId, expected }));
}

function channelOf(liffId: string): string {
  return liffId.split("-")[0] ?? "";
}

/** Null where LINE does not let them be read: for MINI App channels it says nowhere that it does. */
async function appsOf(
  channelId: string,
  secret: string,
  { apiBase }: LineSettings,
): Promise<readonly liff.LiffApp[] | "secret" | null> {
  let token: string;
  try {
    const tokens = new channelAccessToken.ChannelAccessTokenClient({ baseURL: apiBase });
    const issued = tokens.issueStatelessChannelTokenByClientSecret(channelId, secret);
    token = (await withTimeout(issued, patienceMs)).access_token;
  } catch (failure) {
    return failure instanceof HTTPFetchError && failure.status === 400 ? "secret" : null;
  }
  try {
    const client = new liff.LiffClient({ channelAccessToken: token, baseURL: apiBase });
    return (await withTimeout(client.getAllLIFFApps(), patienceMs)).apps ?? [];
  } catch {
    return null;
  }
}

function checkApp({ name, liffId, expected }: App, app: liff.LiffApp | undefined): readonly Finding[] {
  if (app === undefined) return [wrong("liff.missing", { name, liffId, channelId: channelOf(liffId) })];
  const url = app.view?.url ?? "";
  const missing = scopes.filter((scope) => !(app.scope ?? []).includes(scope)).join(", ");
  const found = [
    ...(url === expected ? [] : [wrong("liff.endpoint", { liffId, url, expected })]),
    ...(missing === "" ? [] : [wrong("liff.scopes", { liffId, missing })]),
  ];
  const prompts = name === "LIFF_ID_TILL" || (app.botPrompt ?? "none") !== "none";
  return [
    ...(found.length === 0 ? [ok("liff.ok", { liffId })] : found),
    ...(prompts ? [] : [look("liff.bot_prompt", { liffId })]),
  ];
}
