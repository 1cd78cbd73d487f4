import { type Answer, type Call, type Endpoint, ok, refuse, refuseBody } from "../http/call.ts";
import type { Platform } from "../platform.ts";
import { thisMonth } from "./quota.ts";

/** Messaging API reference, Get the number of unit name types, and Get a list of unit names. */

const mostUnits = 1_000;
const tokenLifeMs = 24 * 3_600_000;
const channel = { auth: "channel", body: "none" } as const;

export const unitEndpoints: readonly Endpoint[] = [
  { route: "GET /v2/bot/message/aggregation/info", ...channel, handle: unitCount },
  { route: "GET /v2/bot/message/aggregation/list", ...channel, handle: unitList },
];

/** Notes the unit of a send and tells whether it is assigned: the 1,001st name of a month silently is not. */
export function assignUnit(platform: Platform, name: string): boolean {
  const { aggregationUnits } = platform.state;
  const month = thisMonth(platform);
  const known = aggregationUnits.get(month) ?? [];
  if (known.includes(name)) return true;
  if (known.length >= mostUnits) return false;
  aggregationUnits.set(month, [...known, name]);
  return true;
}

function unitsOf(platform: Platform): readonly string[] {
  return platform.state.aggregationUnits.get(thisMonth(platform)) ?? [];
}

function unitCount({ platform }: Call): Answer {
  return ok({ numOfCustomAggregationUnits: unitsOf(platform).length });
}

function unitList({ platform, query }: Call): Answer {
  const limit = limitParam(query, 100, 100);
  const from = startParam(query, platform.nowMs());
  const all = unitsOf(platform);
  const customAggregationUnits = all.slice(from, from + limit);
  return ok({ customAggregationUnits, ...nextPage(platform, from + limit, all.length) });
}

/** `limit` of a list in pages. */
export function limitParam(query: URLSearchParams, most: number, otherwise: number): number {
  const limit = Number(query.get("limit") ?? otherwise);
  if (!Number.isInteger(limit) || limit < 1) refuse(400, "The value for the 'limit' parameter is invalid");
  if (limit > most) refuseBody([{ message: `Must be less than or equal to ${most}`, property: "limit" }]);
  return limit;
}

/** `start` of a list in pages: the place it goes on at. Tokens are good for a day. */
export function startParam(query: URLSearchParams, nowMs: number): number {
  const token = query.get("start");
  if (token === null) return 0;
  const [, from, issuedAtMs] = /^(\d+)\.(\d+)$/.exec(token) ?? [];
  if (from === undefined || nowMs - Number(issuedAtMs) > tokenLifeMs) refuse(400, "Invalid start param");
  return Number(from);
}

/** `next` where there is a next page. */
export function nextPage(platform: Platform, to: number, count: number): { readonly next?: string } {
  return to < count ? { next: `${to}.${platform.nowMs()}` } : {};
}
