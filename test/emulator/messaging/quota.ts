import { type Answer, type Call, type Endpoint, ok, refuse } from "../http/call.ts";
import { monthlyLimitText } from "../http/faults.ts";
import { dayInJapan, type Platform } from "../platform.ts";
import { reservedMessages } from "./campaigns.ts";

/** Messages are counted by people reached, in calendar months of Japan. */
export function usedThisMonth(platform: Platform): number {
  return platform.state.monthlyUsage.get(thisMonth(platform)) ?? 0;
}

export function thisMonth(platform: Platform): string {
  return dayInJapan(platform.nowMs()).slice(0, 7);
}

/** Messages that are neither used nor held for a campaign under way. Infinite where there is no limit. */
export function freeMessages(platform: Platform): number {
  const { monthlyLimit } = platform.live.settings;
  if (monthlyLimit === null) return Number.POSITIVE_INFINITY;
  return Math.max(0, monthlyLimit - usedThisMonth(platform) - reservedMessages(platform));
}

/** Refuses what would pass the monthly limit. */
export function checkFree(platform: Platform, messages: number): void {
  if (messages > freeMessages(platform)) refuse(429, monthlyLimitText);
}

/** Counts people that a message reached; nothing is counted for those it did not. */
export function countDelivered(platform: Platform, people: number): void {
  platform.state.monthlyUsage.set(thisMonth(platform), usedThisMonth(platform) + people);
}

const channel = { auth: "channel", body: "none" } as const;

export const quotaEndpoints: readonly Endpoint[] = [
  { route: "GET /v2/bot/message/quota", ...channel, handle: quota },
  { route: "GET /v2/bot/message/quota/consumption", ...channel, handle: consumption },
  ...(["reply", "push", "multicast", "broadcast"] as const).map((method): Endpoint => {
    return {
      route: `GET /v2/bot/message/delivery/${method}`,
      ...channel,
      handle: (call) => sentOn(call, method),
    };
  }),
];

function quota({ platform }: Call): Answer {
  const { monthlyLimit } = platform.live.settings;
  return ok(monthlyLimit === null ? { type: "none" } : { type: "limited", value: monthlyLimit });
}

/** "Approximate": with a lag, the number told is one that was true a while ago. */
function consumption({ platform }: Call): Answer {
  const nowMs = platform.nowMs();
  const { consumptionLagMs } = platform.live.switches;
  const { shownUsage } = platform.live;
  if (shownUsage && nowMs - shownUsage.atMs < consumptionLagMs) return ok({ totalUsage: shownUsage.used });
  const used = usedThisMonth(platform);
  platform.live.shownUsage = { atMs: nowMs, used };
  return ok({ totalUsage: used });
}

const fewestShown = 20;

/** The day's count is ready on the next day in Japan. */
function sentOn({ platform, query }: Call, method: string): Answer {
  const date = dateParam(query, "date");
  if (date < "20180331") return ok({ status: "out_of_service" });
  if (date >= compactDay(platform.nowMs())) return ok({ status: "unready" });
  const success = platform.state.dailySends.get(`${method}:${date}`) ?? 0;
  const isPrivate = platform.live.switches.smallDeliveryCounts === "private" && success < fewestShown;
  return ok(isPrivate ? { status: "unavailable_for_privacy" } : { status: "ready", success });
}

/** `yyyyMMdd` in Japan. */
export function compactDay(ms: number): string {
  return dayInJapan(ms).replaceAll("-", "");
}

/** A `yyyyMMdd` parameter that is a day of the calendar. */
export function dateParam(query: URLSearchParams, name: string): string {
  const date = query.get(name) ?? "";
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})$/.exec(date) ?? [];
  const midnight = new Date(`${year}-${month}-${day}T00:00:00Z`);
  const isDay = !Number.isNaN(midnight.getTime()) && compactDay(midnight.getTime()) === date;
  if (!isDay) refuse(400, `The value for the '${name}' parameter is invalid`);
  return date;
}
