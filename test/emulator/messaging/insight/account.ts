import { type Answer, type Call, type Endpoint, ok } from "../../http/call.ts";
import type { JsonObject } from "../../json.ts";
import type { Platform } from "../../platform.ts";
import { allFriends } from "../friends.ts";
import { compactDay, dateParam } from "../quota.ts";
import { areaNames } from "./areas.ts";

/** Messaging API reference, Get number of message deliveries, of followers, and friend demographics. */

const channel = { rate: "60/hour", auth: "channel", body: "none" } as const;
const dayMs = 24 * 3_600_000;
const fewestFriends = 20;

export const accountInsightEndpoints: readonly Endpoint[] = [
  { route: "GET /v2/bot/insight/message/delivery", ...channel, handle: deliveries },
  { route: "GET /v2/bot/insight/followers", ...channel, handle: followers },
  { route: "GET /v2/bot/insight/demographic", ...channel, handle: demographic },
];

function readiness(
  platform: Platform,
  date: string,
  firstDate: string,
): "ready" | "unready" | "out_of_service" {
  if (date < firstDate) return "out_of_service";
  return date < compactDay(platform.nowMs()) ? "ready" : "unready";
}

/** Absent: yesterday. */
function dateOf({ platform, query }: Call): string {
  return query.has("date") ? dateParam(query, "date") : compactDay(platform.nowMs() - dayMs);
}

const counters = {
  apiBroadcast: "broadcast",
  apiPush: "push",
  apiMulticast: "multicast",
  apiNarrowcast: "narrowcast",
  apiReply: "reply",
} as const;

function deliveries(call: Call): Answer {
  const { platform } = call;
  const date = dateParam(call.query, "date");
  const status = readiness(platform, date, "20170301");
  if (status !== "ready") return ok({ status });
  const sent = Object.entries(counters).map(([name, method]) => {
    return [name, platform.state.dailySends.get(`${method}:${date}`) ?? 0];
  });
  return ok({ status, ...Object.fromEntries(sent) });
}

/** `followers` counts everybody who ever added the account, so it never falls. */
function followers(call: Call): Answer {
  const { platform } = call;
  const date = dateOf(call);
  const status = readiness(platform, date, "20161101");
  if (status !== "ready") return ok({ status, followers: null, targetedReaches: null, blocks: null });
  const users = [...platform.state.users.values()];
  let count = users.filter((user) => user.friend !== "none").length;
  let blocks = users.filter((user) => user.friend === "blocked").length;
  for (const [day, changes] of platform.state.friendChanges) {
    if (day <= date) continue;
    count -= changes.followers;
    blocks -= changes.blocks;
  }
  return ok({ status, followers: count, targetedReaches: count - blocks, blocks });
}

function demographic({ platform }: Call): Answer {
  const friends = allFriends(platform);
  if (friends.length < fewestFriends) return ok({ available: false });
  const known = friends.map((user) => platform.state.demographics.get(user.userId) ?? {});
  const periods = friends.map((user) => periodOf(platform, user.userId));
  return ok({
    available: true,
    genders: tiles(
      "gender",
      known.map((each) => each.gender ?? "unknown"),
    ),
    ages: tiles(
      "age",
      known.map((each) => ageGroup(each.age)),
    ),
    areas: tiles(
      "area",
      known.map((each) => areaNames[each.area ?? ""] ?? "unknown"),
    ),
    appTypes: tiles(
      "appType",
      known.map((each) => each.appType ?? "others"),
    ),
    subscriptionPeriods: tiles("subscriptionPeriod", periods),
  });
}

/** The share of each value in percent, with one decimal; the largest first. */
function tiles(name: string, values: readonly string[]): JsonObject[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .sort(([, one], [, other]) => other - one)
    .map(([value, count]) => ({
      [name]: value,
      percentage: Math.round((count * 1_000) / values.length) / 10,
    }));
}

function ageGroup(age: number | undefined): string {
  if (age === undefined) return "unknown";
  if (age >= 50) return "from50";
  if (age < 15) return "from0to14";
  const from = Math.floor(age / 5) * 5;
  return `from${from}to${from + 4}`;
}

const periodsDays = [7, 30, 90, 180, 365];

function periodOf(platform: Platform, userId: string): string {
  const sinceMs = platform.state.followedAtMs.get(userId) ?? 0;
  const days = (platform.nowMs() - sinceMs) / dayMs;
  const within = periodsDays.find((period) => days < period);
  return within === undefined ? "over365days" : `within${within}days`;
}
