import { type Answer, type Call, type Endpoint, ok, Refusal, refuse } from "../../http/call.ts";
import { isJsonObject, type JsonObject, objectsAt } from "../../json.ts";
import { compactDay } from "../quota.ts";
import { menuOf } from "../richmenus.ts";
import type { Interaction } from "../state.ts";
import { dayMsOf } from "./events.ts";
import { countOf, isPrivate } from "./private.ts";

/** Messaging API reference, Get rich menu insight totals, and by day. */

const channel = { rate: "60/hour", auth: "channel", body: "none" } as const;
const dayMs = 24 * 3_600_000;
const oldestDays = 3 * 365;

export const menuInsightEndpoints: readonly Endpoint[] = [
  {
    ...{ route: "GET /v2/bot/insight/richmenu/{richMenuId}/summary", ...channel },
    handle: (call) => insight(call, 396, totals),
  },
  {
    ...{ route: "GET /v2/bot/insight/richmenu/{richMenuId}/daily", ...channel },
    handle: (call) => insight(call, 99, byDay),
  },
];

type Metrics = (noted: readonly Interaction[]) => unknown;

function totals(noted: readonly Interaction[]): unknown {
  const { times, people } = countOf(noted);
  return { count: times, uniqueUsers: people };
}

function byDay(noted: readonly Interaction[]): unknown {
  const days = [...new Set(noted.map((each) => compactDay(each.atMs)))].sort();
  return days.map((date) => {
    const { times, people } = countOf(noted.filter((each) => compactDay(each.atMs) === date));
    return { date, count: times, uniqueUsers: people };
  });
}

/** With fewer than 20 people who tapped, only the menu's id is told. Today is not counted yet. */
function insight(call: Call, longestDays: number, metrics: Metrics): Answer {
  const { platform } = call;
  const menu = menuOf(call);
  const [from, to] = period(call, longestDays);
  const today = compactDay(platform.nowMs());
  const noted = (platform.state.interactions.get(`menu:${menu.richMenuId}`) ?? []).filter(({ atMs }) => {
    const day = compactDay(atMs);
    return day >= from && day <= to && day < today;
  });
  const { richMenuId } = menu;
  const taps = noted.filter((each) => each.kind === "click");
  if (isPrivate(countOf(taps))) return ok({ richMenuId });
  const impressions = noted.filter((each) => each.kind === "impression");
  return ok({
    ...{ richMenuId, metricsFrom: from, metricsTo: to },
    impression: { metrics: metrics(impressions) },
    clicks: objectsAt(menu.body, "areas").map(({ bounds }, index) => ({
      bounds: boundsOf(bounds),
      metrics: metrics(taps.filter((each) => each.seq === index + 1)),
    })),
  });
}

function boundsOf(bounds: unknown): JsonObject {
  return isJsonObject(bounds) ? bounds : {};
}

function period({ query, platform }: Call, longestDays: number): readonly [from: string, to: string] {
  const [from, to] = ["from", "to"].map((name) => {
    const text = query.get(name) ?? "";
    const ms = dayMsOf(text);
    if (ms === null) return refuse(400, `The value for the '${name}' parameter is invalid`);
    return { text, ms };
  });
  if (!from || !to) throw new Error("A period has two ends");
  const isPeriod = to.ms >= from.ms && to.ms - from.ms <= longestDays * dayMs;
  const isRecent = platform.nowMs() - from.ms <= oldestDays * dayMs;
  if (!isPeriod || !isRecent) throw new Refusal(400, { message: "The period is invalid", details: [] });
  return [from.text, to.text];
}
