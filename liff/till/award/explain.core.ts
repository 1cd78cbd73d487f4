import type { AwardLine } from "../../../shared/points/earn/types.ts";
import type { PendingPoints } from "../../../shared/points/schema.ts";
import type { AwardView, UseLimit } from "../../../shared/purchases/schema.ts";
import type { RankView } from "../../../shared/ranks/schema.ts";
import type { AwardWords } from "./words.ts";

/** How to say it: the words, numbers and dates as people write them, and whose names of rules. */
export interface Voice {
  readonly w: AwardWords;
  readonly number: (value: number) => string;
  readonly date: (date: string) => string;
  readonly language: "ja" | "en";
}

export interface Explained {
  /** What the cashier sees without asking: two lines at the most. */
  readonly short: readonly string[];
  /** All of it, line by line, for who opens it; empty where `short` has said everything. */
  readonly long: readonly string[];
}

/** Why a sale earns what it earns, and why not more. */
export function explain(award: AwardView, pending: readonly PendingPoints[], voice: Voice): Explained {
  const { w, number } = voice;
  const given = award.lines.filter(({ points, desiredPoints }) => points > 0 || desiredPoints > 0);
  const [first, ...others] = given.map((line) => lineOf(line, given.length > 1, voice));
  const capped = new Set(given.filter(({ cappedBy }) => cappedBy !== null).map(({ ruleId }) => ruleId));
  const waits = pending.map((part) => pendingOf(part, voice));
  const next = award.yenToNextPoint === null ? [] : [w.toNext(number(award.yenToNextPoint))];
  // A line that a limit has cut says so itself.
  const why = award.whyNot
    .filter(({ reason, ruleId }) => reason !== "limit_reached" || !capped.has(ruleId ?? ""))
    .map((reason) => whyNotOf(reason, award, voice));
  const long = [...(first === undefined ? [w.nothing] : [first]), ...others, ...waits, ...why, ...next];
  const firstShort = given.length > 1 ? together(given, voice) : (first ?? w.nothing);
  const second = given.length > 1 ? (waits[0] ?? null) : secondOf(waits, award, voice);
  const short = [firstShort, second].filter((text) => text !== null);
  return { short, long: long.length > short.length ? long : [] };
}

const togetherMax = 3;

/** Several lines in one: each rule's name with what it gives, the most of them first as the award has them. */
function together(given: readonly AwardLine[], { w, number, language }: Voice): string {
  const named = given
    .slice(0, togetherMax)
    .map(({ name, points }) => w.gives(name[language], number(points)));
  const rest = given.slice(togetherMax);
  const points = rest.reduce((sum, line) => sum + line.points, 0);
  return [...named, ...(rest.length > 0 ? [w.more(number(rest.length), number(points))] : [])].join(w.and);
}

/** The most telling thing beside the first line. */
function secondOf(waits: readonly string[], award: AwardView, voice: Voice): string | null {
  const [waiting] = waits;
  if (waiting !== undefined) return waiting;
  const telling = award.whyNot.find(({ reason }) => worthALine.includes(reason));
  return telling === undefined ? null : whyNotOf(telling, award, voice);
}

/** Reasons that a customer asks about, or that they can still do something about. */
const worthALine: readonly string[] = [
  "limit_reached",
  "not_with_points",
  "below_minimum",
  "points_paid_part",
];

function lineOf(line: AwardLine, several: boolean, voice: Voice): string {
  const { w, number, language } = voice;
  const { points, desiredPoints, cappedBy, role, name } = line;
  const counted = countedOf(line, voice);
  const plain =
    several || role !== "base"
      ? w.named(name[language], counted, number(points))
      : w.line(counted, number(points));
  if (cappedBy === null) return plain;
  return `${plain} ${w.cappedBy[cappedBy](number(desiredPoints), number(points))}`;
}

function countedOf({ value, baseYen }: AwardLine, { w, number }: Voice): string {
  const { kind, amount, per } = value;
  switch (kind) {
    case "per_yen":
      return w.counted.per_yen(number(baseYen), number(per), number(amount));
    case "rate":
      return w.counted.rate(number(baseYen), number(amount / 100));
    case "fixed":
      return w.counted.fixed(number(amount));
    case "per_item":
      return w.counted.per_item(number(amount));
    default:
      return w.counted.multiplier(number(amount / 1000));
  }
}

/** With its rule's name, unless that is the base rule, which is the sale's own. */
function whyNotOf(
  { reason, yen, name, ruleId }: AwardView["whyNot"][number],
  award: AwardView,
  { w, number, language }: Voice,
): string {
  const why = w.whyNot[reason](number(yen ?? 0));
  const ofBase = award.lines.some((line) => line.role === "base" && line.ruleId === ruleId);
  return name === null || ofBase ? why : w.ofRule(name[language], why);
}

function pendingOf({ points, activatesOn, waitsFor }: PendingPoints, { w, number, date }: Voice): string {
  if (activatesOn !== null) return w.pendingOn(number(points), date(activatesOn));
  return w.pendingEvent(number(points), eventOf(waitsFor, w));
}

function eventOf(event: string | null, { events }: AwardWords): string {
  if (event === "shipped" || event === "delivered") return events[event];
  return events.confirmed;
}

/** The rule of use in the way, for the line under the choice; null where none is. */
export function explainUse(limit: UseLimit | null, { w, number }: Voice): string | null {
  return limit === null ? null : w.useLimit[limit.reason](number(limit.limit ?? 0));
}

export interface RankSaid {
  readonly title: string;
  /** What leads to the next rank, or keeps this one; null where nothing does. */
  readonly progress: string | null;
}

export function explainRank(rank: RankView, { w, number, date, language }: Voice): RankSaid {
  const { multiplierPerMille, metric, next, toKeep } = rank;
  const name = rank.name[language];
  const title = multiplierPerMille > 1000 ? w.rank.times(name, number(multiplierPerMille / 1000)) : name;
  if (next !== null) return { title, progress: w.rank[metric](number(next.missing), next.name[language]) };
  if (toKeep === null || toKeep.missing === 0) return { title, progress: null };
  const keep = { yen: w.rank.keepYen, visits: w.rank.keepVisits, points: w.rank.keepPoints }[metric];
  return { title, progress: keep(number(toKeep.missing), date(toKeep.byOn)) };
}

/** What a member was given and cannot use yet, in one line: all of it, and when the first of it can be used. */
export function explainWaiting(pending: readonly PendingPoints[], { w, number, date }: Voice): string {
  const points = number(pending.reduce((sum, part) => sum + part.points, 0));
  const first = pending.find(({ activatesOn }) => activatesOn !== null)?.activatesOn ?? null;
  return first === null ? w.waitingFor(points) : w.waiting(points, date(first));
}
