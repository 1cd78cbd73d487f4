import { ulid } from "ulid";
import { ApiError, isOurs, NetworkError } from "./client.ts";

export interface RetryOptions {
  /** How often to ask in all. */
  readonly attempts?: number;
  /** Milliseconds before the second attempt; doubles after that. */
  readonly firstPauseMs?: number;
  /** No pause is longer than this. */
  readonly longestPauseMs?: number;
  readonly pause?: (ms: number) => Promise<void>;
  /** Which errors are asked about again; `mayRetry` unless said. */
  readonly again?: (error: unknown) => boolean;
  /** Told before each pause, with the number of answers lost so far. */
  readonly onLost?: (lost: number) => void;
}

/**
 * Asks again when the answer was lost or the server was busy. Safe for a write only where doing it twice is doing it
 * once, or where `send` uses the same `Idempotency-Key` each time: if the first attempt arrived, the second gets its
 * answer. Throws the last error.
 */
export async function retrying<Answer>(
  send: () => Promise<Answer>,
  options: RetryOptions = {},
): Promise<Answer> {
  const {
    attempts = 4,
    firstPauseMs = 400,
    longestPauseMs = 60_000,
    pause = sleep,
    again = mayRetry,
  } = options;
  for (let attempt = 1; ; attempt++) {
    try {
      return await send();
    } catch (error) {
      if (attempt >= attempts || !again(error)) throw error;
      options.onLost?.(attempt);
      await pause(Math.min(longestPauseMs, firstPauseMs * 2 ** (attempt - 1)));
    }
  }
}

/** A refusal is an answer and stands; silence, a server in trouble and a proxy's own words are not. */
export function mayRetry(error: unknown): boolean {
  if (error instanceof NetworkError) return true;
  if (!(error instanceof ApiError)) return false;
  return !isOurs(error) || error.status >= 500 || error.code === "points.conflict";
}

/** The id of one write, ordered by time: made before sending, kept until an answer came. */
export function newIdempotencyKey(): string {
  return ulid();
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
