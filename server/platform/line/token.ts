import { channelAccessToken } from "@line/bot-sdk";
import type { Clock } from "../clock.ts";
import type { LineSettings } from "../settings.ts";
import { withTimeout } from "./timeout.ts";

/** Stateless channel tokens: fifteen minutes each, nothing to rotate, nothing to share between processes. */
export interface ChannelTokens {
  /** A token with life left in it. */
  current(): Promise<string>;
  /** Another one than the token that LINE has just answered 401 to. */
  renew(refused: string): Promise<string>;
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

/** After a failure LINE is left alone for this long, twice as long after the next one, a minute at the most. */
const firstPauseMs = 1_000;
const pauseMaxMs = 60_000;

export function openChannelTokens(settings: LineSettings, clock: Clock): ChannelTokens {
  const client = new channelAccessToken.ChannelAccessTokenClient({ baseURL: settings.apiBase });
  let held: Held | null = null;
  let asking: { readonly sinceMs: number; readonly token: Promise<string> } | null = null;
  let failures = 0;
  let quietUntilMs = 0;
  let lastFailure: unknown;

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
    failures = 0;
    return access_token;
  };

  const failed = (failure: unknown): void => {
    lastFailure = failure;
    quietUntilMs = clock.nowMs() + Math.min(firstPauseMs * 2 ** failures, pauseMaxMs);
    failures += 1;
  };

  // Sends that start together share one request for a token. On Workers it ends unanswered when the invocation that
  // began it does, so none of them waits for it for ever, and the next one asks anew.
  const ask = (): Promise<string> => {
    const nowMs = clock.nowMs();
    if (asking === null || nowMs - asking.sinceMs > patienceMs) {
      if (nowMs < quietUntilMs) return Promise.reject(lastFailure);
      const mine = { sinceMs: nowMs, token: issue() };
      asking = mine;
      const over = (): void => {
        if (asking === mine) asking = null;
      };
      mine.token.then(over, (failure: unknown) => {
        over();
        failed(failure);
      });
    }
    return withTimeout(asking.token, patienceMs);
  };

  return {
    async renew(refused) {
      // Somebody else's send has met the same 401 and has renewed already.
      if (held !== null && held.token !== refused) return held.token;
      return ask();
    },
    async current() {
      const nowMs = clock.nowMs();
      if (held === null || nowMs >= held.expiresAtMs) return ask();
      // The old one is good while it lives: nobody waits for its successor, or for a token endpoint that is down.
      if (nowMs >= held.renewAtMs) ask().catch(() => {});
      return held.token;
    },
  };
}
