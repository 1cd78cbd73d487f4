import { isJsonObject, type JsonObject, listAt, objectsAt } from "../json.ts";
import type { Platform } from "../platform.ts";
import type { CampaignProblem } from "./campaigns.ts";
import { allFriends } from "./friends.ts";
import type { Demographics } from "./state.ts";

/** Who a narrowcast reaches (Messaging API reference, Narrowcast recipient and demographic filter objects). */

/** The friends that `recipient` and `filter` leave; everybody where neither is given. */
export function narrowed(platform: Platform, { recipient, filter }: JsonObject): readonly string[] {
  const friends = allFriends(platform).map((user) => user.userId);
  const named = isJsonObject(recipient) ? namedBy(platform, recipient, friends) : null;
  const demographic = isJsonObject(filter) && isJsonObject(filter.demographic) ? filter.demographic : null;
  return friends
    .filter((userId) => named === null || named.has(userId))
    .filter((userId) => demographic === null || fits(platform, userId, demographic));
}

function namedBy(platform: Platform, recipient: JsonObject, friends: readonly string[]): ReadonlySet<string> {
  const { audiences, campaigns } = platform.state;
  if (recipient.type === "audience") {
    return new Set(audiences.get(Number(recipient.audienceGroupId))?.members ?? []);
  }
  if (recipient.type === "redelivery")
    return new Set(campaigns.get(String(recipient.requestId))?.targets ?? []);
  if (isJsonObject(recipient.not)) {
    const without = namedBy(platform, recipient.not, friends);
    return new Set(friends.filter((userId) => !without.has(userId)));
  }
  const sets = (key: string) => objectsAt(recipient, key).map((each) => namedBy(platform, each, friends));
  if (recipient.or !== undefined) return new Set(sets("or").flatMap((set) => [...set]));
  const all = sets("and");
  return new Set(friends.filter((userId) => all.every((set) => set.has(userId))));
}

const dayMs = 24 * 3_600_000;

function fits(platform: Platform, userId: string, filter: JsonObject): boolean {
  if (filter.type === "operator") {
    if (isJsonObject(filter.not)) return !fits(platform, userId, filter.not);
    const each = (part: JsonObject) => fits(platform, userId, part);
    return filter.or === undefined
      ? objectsAt(filter, "and").every(each)
      : objectsAt(filter, "or").some(each);
  }
  const known: Demographics = platform.state.demographics.get(userId) ?? {};
  if (filter.type === "gender") return listAt(filter, "oneOf").includes(known.gender);
  if (filter.type === "appType") return listAt(filter, "oneOf").includes(known.appType);
  if (filter.type === "area") return listAt(filter, "oneOf").includes(known.area);
  if (filter.type === "age") return known.age !== undefined && between(filter, known.age);
  // Whoever was a friend from the start has been one for longer than LINE asks.
  const sinceMs = platform.state.followedAtMs.get(userId) ?? 0;
  return between(filter, (platform.nowMs() - sinceMs) / dayMs);
}

/** `gte` and `lt` are words that end with the number: `age_20`, `day_30`. */
function between({ gte, lt }: JsonObject, value: number): boolean {
  const numberOf = (word: unknown, otherwise: number) =>
    typeof word === "string" ? Number(word.split("_")[1]) : otherwise;
  return value >= numberOf(gte, 0) && value < numberOf(lt, Number.POSITIVE_INFINITY);
}

const fewestRecipients = 50;

/**
 * Attributes, and audiences other than uploaded ones, need 50 recipients in the end; of several such audiences
 * each needs 50.
 */
export function tooFew(
  platform: Platform,
  wishes: JsonObject,
  targets: readonly string[],
): CampaignProblem | null {
  const audiences = audiencesIn(wishes.recipient).map((id) => platform.state.audiences.get(id));
  const observed = audiences.filter((audience) => audience !== undefined && audience.type !== "UPLOAD");
  const small = observed.some((audience) => (audience?.members.length ?? 0) < fewestRecipients);
  if (small && audiences.length > 1) {
    return { errorCode: 4, failedDescription: "An audience has fewer than 50 recipients" };
  }
  const isRestricted = observed.length > 0 || hasFilter(wishes);
  return isRestricted && targets.length < fewestRecipients
    ? { errorCode: 2, failedDescription: "There are not enough recipients" }
    : null;
}

export function hasFilter({ filter }: JsonObject): boolean {
  return isJsonObject(filter) && isJsonObject(filter.demographic);
}

/** The audience and redelivery objects anywhere inside `recipient`. */
export function namedIn(recipient: unknown): JsonObject[] {
  if (!isJsonObject(recipient)) return [];
  if (recipient.type !== "operator") return [recipient];
  const parts = [...listAt(recipient, "and"), ...listAt(recipient, "or"), recipient.not];
  return parts.flatMap(namedIn);
}

function audiencesIn(recipient: unknown): number[] {
  return namedIn(recipient)
    .filter((each) => each.type === "audience")
    .map((each) => Number(each.audienceGroupId));
}
