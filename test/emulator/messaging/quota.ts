import { type Answer, type Call, type Endpoint, ok, refuse, refuseBody } from "../http/call.ts";
import { monthlyLimitText } from "../http/faults.ts";
import { dayInJapan, type Platform } from "../platform.ts";

/** Messages are counted by people reached, in calendar months of Japan. */
export function usedThisMonth(platform: Platform): number {
  return platform.state.monthlyUsage.get(thisMonth(platform)) ?? 0;
}

function thisMonth(platform: Platform): string {
  return dayInJapan(platform.nowMs()).slice(0, 7);
}

/**
 * Refuses a send that would pass the limit, else counts it. Nothing is counted for people it does not
 * reach.
 */
export function countAgainstQuota(platform: Platform, people: number): void {
  const { monthlyLimit } = platform.live.settings;
  const used = usedThisMonth(platform);
  if (monthlyLimit !== null && used + people > monthlyLimit) refuse(429, monthlyLimitText);
  platform.state.monthlyUsage.set(thisMonth(platform), used + people);
}

const channel = { auth: "channel", body: "none" } as const;

export const quotaEndpoints: readonly Endpoint[] = [
  { route: "GET /v2/bot/message/quota", ...channel, handle: quota },
  {
    ...{ route: "GET /v2/bot/message/quota/consumption", ...channel },
    handle: ({ platform }) => ok({ totalUsage: usedThisMonth(platform) }),
  },
  { route: "GET /v2/bot/message/aggregation/info", ...channel, handle: unitCount },
  { route: "GET /v2/bot/message/aggregation/list", ...channel, handle: unitList },
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

/** The day's count is ready on the next day in Japan. */
function sentOn(call: Call, method: string): Answer {
  const date = call.query.get("date") ?? "";
  if (!/^\d{8}$/.test(date)) refuse(400, "The value for the 'date' parameter is invalid");
  const today = dayInJapan(call.platform.nowMs()).replaceAll("-", "");
  if (date < "20180331") return ok({ status: "out_of_service" });
  if (date >= today) return ok({ status: "unready" });
  return ok({ status: "ready", success: call.platform.state.dailySends.get(`${method}:${date}`) ?? 0 });
}

const mostUnits = 1_000;

/** Notes the unit of a send; the 1,001st name of a month is silently not kept. */
export function rememberUnits(platform: Platform, names: readonly string[]): void {
  const month = thisMonth(platform);
  const known = platform.state.aggregationUnits.get(month) ?? [];
  const fresh = names.filter((name) => !known.includes(name));
  platform.state.aggregationUnits.set(month, [...known, ...fresh].slice(0, mostUnits));
}

function unitsOf(platform: Platform): readonly string[] {
  return platform.state.aggregationUnits.get(thisMonth(platform)) ?? [];
}

function unitCount({ platform }: Call): Answer {
  return ok({ numOfCustomAggregationUnits: unitsOf(platform).length });
}

/** `start` is the place in the list, as the last page's `next` gave it. */
function unitList({ platform, query }: Call): Answer {
  const limit = Number(query.get("limit") ?? "100");
  if (!Number.isInteger(limit) || limit < 1 || limit > 100) {
    refuseBody([{ message: "Must be less than or equal to 100", property: "limit" }]);
  }
  const start = query.get("start") ?? "0";
  if (!/^\d+$/.test(start)) refuse(400, "Invalid start param");
  const end = Number(start) + limit;
  const all = unitsOf(platform);
  const customAggregationUnits = all.slice(Number(start), end);
  return ok(end < all.length ? { customAggregationUnits, next: String(end) } : { customAggregationUnits });
}
