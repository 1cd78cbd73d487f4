import { channelAccessToken } from "@line/bot-sdk";
import type { Clock } from "../clock.ts";
import type { LineSettings } from "../settings.ts";
import { withTimeout } from "./timeout.ts";

/** Stateless channel tokens: fifteen minutes each, nothing to rotate, nothing to share between processes. */
export interface ChannelTokens {
  /** A token with life left in it. */
  current(): Promise<string>;
  /** A new one although the old should still live: after LINE answered 401, once. */
  renew(): Promise<string>;
}

interface Held {
  readonly token: string;
  readonly renewAtMs: number;
  readonly expiresAtMs: number;
}

/** A request for a token that takes longer is given up; LINE's SDK has no timeout of its own. */
const patienceMs = 10_000;

/** A token is renewed when this share of its life is over, so that no send starts with a dying one. */
const renewAfter = 0.8;

export function openChannelTokens(settings: LineSettings, clock: Clock): ChannelTokens {
  const client = new channelAccessToken.ChannelAccessTokenClient({ baseURL: settings.apiBase });
  let held: Held | null = null;
  let asking: { readonly sinceMs: number; readonly token: Promise<string> } | null = null;

  const issue = async (): Promise<string> => {
    const { access_token, expires_in } = await client.issueStatelessChannelTokenByClientSecret(
      settings.messagingChannelId,
      settings.messagingChannelSecret,
    );
    const nowMs = clock.nowMs();
    held = {
      token: access_token,
      renewAtMs: nowMs + expires_in * 1000 * renewAfter,
      expiresAtMs: nowMs + expires_in * 1000,
    };
    return access_token;
  };

  // Sends that start together share one request for a token. On Workers it ends unanswered when the invocation that
  // began it does, so none of them waits for it for ever, and the next one asks anew.
  const renew = (): Promise<string> => {
    const nowMs = clock.nowMs();
    if (asking === null || nowMs - asking.sinceMs > patienceMs) {
      const mine = { sinceMs: nowMs, token: issue() };
      asking = mine;
      const over = (): void => {
        if (asking === mine) asking = null;
      };
      mine.token.then(over, over);
    }
    return withTimeout(asking.token, patienceMs);
  };

  return {
    renew,
    async current() {
      const nowMs = clock.nowMs();
      if (held !== null && nowMs < held.renewAtMs) return held.token;
      const old = held !== null && nowMs < held.expiresAtMs ? held.token : null;
      return renew().catch((failure: unknown) => {
        if (old !== null) return old;
        throw failure;
      });
    },
  };
}
