import { type Answer, type Call, type Endpoint, ok, Refusal, refuse } from "../../http/call.ts";
import type { JsonObject } from "../../json.ts";
import type { Platform } from "../../platform.ts";
import { compactDay } from "../quota.ts";
import type { Interaction } from "../state.ts";
import { countOf, peopleShown, timesShown } from "./private.ts";

/** Messaging API reference, Get user interaction statistics, and Get statistics per unit. */

const channel = { rate: "60/hour", auth: "channel", body: "none" } as const;
const dayMs = 24 * 3_600_000;
const countedDays = 14;
const longestPeriodDays = 30;

export const messageEventEndpoints: readonly Endpoint[] = [
  { route: "GET /v2/bot/insight/message/event", ...channel, handle: ofRequest },
  { route: "GET /v2/bot/insight/message/event/aggregation", ...channel, handle: ofUnit },
];

/** What was done up to the end of yesterday in Japan, and within 14 days of the sending. */
function counting(platform: Platform, statistics: string): readonly Interaction[] {
  const today = compactDay(platform.nowMs());
  const all = platform.state.interactions.get(statistics) ?? [];
  return all.filter(
    ({ atMs, sentAtMs }) => compactDay(atMs) < today && atMs - sentAtMs <= countedDays * dayMs,
  );
}

function ofRequest({ platform, query }: Call): Answer {
  const requestId = query.get("requestId") ?? "";
  if (requestId === "") refuse(400, "The value for the 'requestId' parameter is invalid");
  const campaign = platform.state.campaigns.get(requestId);
  const isReady =
    campaign?.phase === "succeeded" && compactDay(campaign.acceptedAtMs) < compactDay(platform.nowMs());
  if (!isReady) return ok({ overview: unavailable(requestId), messages: [], clicks: [] });
  const noted = counting(platform, `request:${requestId}`);
  const timestamp = Math.floor(campaign.acceptedAtMs / 1_000);
  const delivered = campaign.successCount;
  const seqs = campaign.messages.map((_message, index) => index + 1);
  return ok({
    overview: { requestId, timestamp, delivered, ...overview(noted) },
    messages: seqs.map((seq) => ({ seq, ...bubble(noted.filter((each) => each.seq === seq)) })),
    clicks: clicks(noted),
  });
}

function unavailable(requestId: string): JsonObject {
  return { requestId, timestamp: null, delivered: null, ...overview([]) };
}

function ofKind(noted: readonly Interaction[], kind: Interaction["kind"]): Interaction[] {
  return noted.filter((each) => each.kind === kind);
}

function overview(noted: readonly Interaction[]): JsonObject {
  const media = ofKind(noted, "media");
  return {
    uniqueImpression: peopleShown(countOf(ofKind(noted, "impression"))),
    uniqueClick: peopleShown(countOf(ofKind(noted, "click"))),
    uniqueMediaPlayed: peopleShown(countOf(media)),
    uniqueMediaPlayed100Percent: peopleShown(countOf(media.filter(({ played = 0 }) => played >= 100))),
  };
}

function bubble(noted: readonly Interaction[]): JsonObject {
  const media = ofKind(noted, "media");
  const shown: JsonObject = { impression: timesShown(countOf(ofKind(noted, "impression"))) };
  for (const percent of [0, 25, 50, 75, 100]) {
    const name = percent === 0 ? "mediaPlayed" : `mediaPlayed${percent}Percent`;
    const count = countOf(media.filter(({ played = 0 }) => played >= percent));
    shown[name] = timesShown(count);
    shown[`uniqueM${name.slice(1)}`] = peopleShown(count);
  }
  return shown;
}

function clicks(noted: readonly Interaction[]): JsonObject[] {
  const clicked = ofKind(noted, "click").filter((each) => each.url !== undefined);
  const places = new Map(clicked.map(({ seq, url }) => [`${seq} ${url}`, { seq, url }]));
  return [...places.values()].map(({ seq, url }) => {
    const here = countOf(clicked.filter((each) => each.seq === seq && each.url === url));
    const anywhere = countOf(clicked.filter((each) => each.url === url));
    const uniqueClickOfRequest = peopleShown(anywhere);
    return { seq, url, click: timesShown(here), uniqueClick: peopleShown(here), uniqueClickOfRequest };
  });
}

/** This one endpoint has an error of its own shape. */
function refuseUnit(): never {
  throw new Refusal(400, { message: null, key: null, stacktrace: null, code: null });
}

function ofUnit({ platform, query }: Call): Answer {
  const unit = query.get("customAggregationUnit") ?? "";
  const [from, to] = [dayMsOf(query.get("from")), dayMsOf(query.get("to"))];
  const isPeriod = from !== null && to !== null && to >= from && to - from <= longestPeriodDays * dayMs;
  if (!/^[a-zA-Z0-9_]{1,30}$/.test(unit) || !isPeriod) refuseUnit();
  const noted = counting(platform, `unit:${unit}`).filter(({ sentAtMs }) => {
    const day = dayMsOf(compactDay(sentAtMs));
    return day !== null && day >= from && day <= to;
  });
  const seqs = [...new Set(noted.map((each) => each.seq))].sort((one, other) => one - other);
  const messages = seqs.map((seq) => {
    const here = noted.filter((each) => each.seq === seq);
    const uniqueImpression = peopleShown(countOf(ofKind(here, "impression")));
    return { seq, ...bubble(here), uniqueImpression };
  });
  return ok({ overview: overview(noted), messages, clicks: clicks(noted) });
}

/** Midnight (UTC) of a `yyyyMMdd`, for counting days; null for what is none. */
export function dayMsOf(text: string | null): number | null {
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})$/.exec(text ?? "") ?? [];
  if (year === undefined) return null;
  const ms = Date.parse(`${year}-${month}-${day}T00:00:00Z`);
  return Number.isNaN(ms) ? null : ms;
}
