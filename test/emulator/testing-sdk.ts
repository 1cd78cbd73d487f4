import { channelAccessToken, HTTPFetchError, messagingApi } from "@line/bot-sdk";
import { channelId, channelSecret } from "./testing.ts";

/** LINE's own SDK, pointed at an emulator. */

interface Place {
  readonly origin: string;
}

export interface Clients {
  readonly line: messagingApi.MessagingApiClient;
  readonly blob: messagingApi.MessagingApiBlobClient;
}

export function clientsOf(emulator: Place, token: string): Clients {
  const config = { channelAccessToken: token, baseURL: emulator.origin };
  return {
    line: new messagingApi.MessagingApiClient(config),
    blob: new messagingApi.MessagingApiBlobClient(config),
  };
}

export async function statelessToken(emulator: Place, secret = channelSecret): Promise<string> {
  const tokens = new channelAccessToken.ChannelAccessTokenClient({ baseURL: emulator.origin });
  const issued = await tokens.issueStatelessChannelTokenByClientSecret(channelId, secret);
  return issued.access_token;
}

export interface ThrownRefusal {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** What the SDK throws, with its body parsed. Fails when it throws nothing. */
export async function refusal(asked: Promise<unknown>): Promise<ThrownRefusal> {
  const error = await asked.then(
    () => new Error("It was accepted"),
    (reason: unknown) => reason,
  );
  if (!(error instanceof HTTPFetchError)) throw error;
  return { status: error.status, headers: error.headers, body: JSON.parse(error.body) };
}
