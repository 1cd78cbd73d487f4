import { HTTPFetchError } from "@line/bot-sdk";

/** For each question of the doctor; LINE's SDK has no timeout of its own. */
export const patienceMs = 15_000;

/** A failure in a few words, with nothing of what was asked or answered. */
export function problemOf(failure: unknown): string {
  if (failure instanceof HTTPFetchError) return String(failure.status);
  const cause = failure instanceof Error && failure.cause instanceof Error ? failure.cause : failure;
  if (cause instanceof Error && "code" in cause) return String(cause.code);
  return cause instanceof Error ? cause.message.slice(0, 100) : "";
}
