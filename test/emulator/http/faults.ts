import type { Fault } from "../control.ts";
import type { Platform } from "../platform.ts";
import { HangUp, refuse } from "./call.ts";

export const rateLimitText = "The API rate limit has been exceeded. Try again later.";
export const monthlyLimitText = "You have reached your monthly limit.";
export const badTokenText =
  "Authentication failed. Confirm that the access token in the authorization header is valid.";

/** The first armed fault for `route` that has strikes left and is drawn. */
export function takeFault(platform: Platform, route: string): Fault | null {
  for (const armed of platform.faults) {
    const { endpoint, probability = 1 } = armed.fault;
    if (armed.timesLeft <= 0 || (endpoint !== "*" && endpoint !== route)) continue;
    if (probability < 1 && platform.random() >= probability) continue;
    armed.timesLeft -= 1;
    return armed.fault;
  }
  return null;
}

/** Strikes before the request had any effect. */
export function strikeBefore(fault: Fault): void {
  if (fault.kind === "drop_before") throw new HangUp("before");
  if (fault.kind === "error_500") refuse(500, "Internal Server Error");
  if (fault.kind === "rate_429") refuse(429, rateLimitText);
  if (fault.kind === "monthly_429") refuse(429, monthlyLimitText);
  if (fault.kind === "unauthorized_401") refuse(401, badTokenText);
}

/** Strikes when the request was accepted and only the answer is still to come. */
export async function strikeAfter(fault: Fault, stopped: AbortSignal): Promise<void> {
  if (fault.kind === "drop_after") throw new HangUp("after");
  if (fault.kind === "error_500_after") refuse(500, "Internal Server Error");
  if (fault.kind === "delay") await waited(fault.delayMs ?? 1_000, stopped);
}

function waited(ms: number, stopped: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    stopped.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
