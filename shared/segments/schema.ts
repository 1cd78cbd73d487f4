import { z } from "zod";
import { messageTopics } from "../topics/topics.ts";
import { leavesOf } from "./leaves.ts";

/**
 * A segment: whom a marketer means, as a tree of conditions (requirement 2.13). It compiles to SQL on three engines
 * (`server/features/segments/compile.ts`) and evaluates in plain TypeScript (`evaluate.ts`), and both say the same of every
 * member.
 */

const depthMax = 8;
const leavesMax = 100;

const id = z.string().regex(/^[A-Za-z0-9_-]{1,40}$/);
const ids = z.array(id).min(1).max(50);
const code = z.string().min(1).max(80);
const days = z.number().int().min(0).max(3_660);
const window = z.number().int().min(1).max(3_660);
const count = z.number().int().min(0).max(1_000_000_000);

/** The time a number is counted in; `days` ends with today and counts it. */
export const period = z.discriminatedUnion("over", [
  z.strictObject({ over: z.literal("ever") }),
  z.strictObject({ over: z.literal("days"), days: window }),
  z.strictObject({ over: z.literal("dates"), from: z.iso.date(), to: z.iso.date() }),
]);
export type Period = z.infer<typeof period>;

const bounds = { min: count.nullable(), max: count.nullable() };
const score = z.array(z.number().int().min(1).max(5)).max(5);

export const leaf = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("sex"),
    is: z
      .array(z.enum(["female", "male", "other", "unknown"]))
      .min(1)
      .max(4),
  }),
  z.strictObject({
    kind: z.literal("language"),
    is: z
      .array(z.enum(["ja", "en"]))
      .min(1)
      .max(2),
  }),
  /** In whole years; whose year of birth is not known has none. */
  z.strictObject({ kind: z.literal("age"), ...bounds }),
  z.strictObject({ kind: z.literal("rank"), is: z.array(code).min(1).max(10) }),
  z.strictObject({ kind: z.literal("tag"), tag: id }),
  /** Whether messages of a topic are wanted: they are until somebody says that they are not. */
  z.strictObject({ kind: z.literal("topic"), topic: z.enum(messageTopics), wanted: z.boolean() }),
  /** Whom a message in LINE would reach. */
  z.strictObject({ kind: z.literal("friend") }),
  /** Stores, or areas for all of theirs. `days` null: ever. */
  z.strictObject({
    kind: z.literal("store"),
    nodes: ids,
    did: z.enum(["last", "visited"]),
    days: window.nullable(),
  }),
  z.strictObject({ kind: z.literal("joined_between"), from: z.iso.date(), to: z.iso.date() }),
  z.strictObject({ kind: z.literal("joined_ago"), min: days.nullable(), max: days.nullable() }),
  z.strictObject({
    kind: z.literal("birthday_month"),
    months: z.array(z.number().int().min(1).max(12)).min(1).max(12),
  }),
  /** Days from today: 0 to 6 are the birthdays of a week. Born on 29 February is born on the 28th where there is no 29th. */
  z.strictObject({
    kind: z.literal("birthday_in"),
    from: z.number().int().min(0).max(366),
    to: z.number().int().min(0).max(366),
  }),
  z.strictObject({ kind: z.literal("visits"), in: period, ...bounds }),
  /** Yen as ranks count them: merchandise in money, without tax, less what came back. */
  z.strictObject({ kind: z.literal("spend"), in: period, ...bounds }),
  z.strictObject({ kind: z.literal("last_visit"), min: days.nullable(), max: days.nullable() }),
  z.strictObject({ kind: z.literal("never_visited") }),
  /** Sales with one of these goods or categories, at least so many; those that all came back do not count. */
  z.strictObject({
    kind: z.literal("bought"),
    items: z.array(code).max(30),
    categories: z.array(code).max(30),
    days: window.nullable(),
    times: z.number().int().min(1).max(1_000),
  }),
  /** Points that can be used. */
  z.strictObject({ kind: z.literal("balance"), ...bounds }),
  z.strictObject({ kind: z.literal("expiring"), days, points: count.min(1) }),
  /** `held`: can be used still; with `days`, for no longer than so many. `used`, `expired`: with `days`, in the last so many. */
  z.strictObject({
    kind: z.literal("coupon"),
    couponId: id,
    state: z.enum(["held", "used", "expired", "never"]),
    days: window.nullable(),
  }),
  /** Of the card under way; `missing` is how many the goal is away at most. */
  z.strictObject({ kind: z.literal("stamps"), cardId: id, ...bounds, missing: count.nullable() }),
  /**
   * Of one campaign, or of any where it is null. That somebody opened a message is told by LINE of nobody: only that they
   * tapped one of our links.
   */
  z.strictObject({
    kind: z.literal("message"),
    campaignId: id.nullable(),
    did: z.enum(["received", "clicked"]),
    days: window.nullable(),
  }),
  /** `left_out`: for any reason but the holdout. */
  z.strictObject({
    kind: z.literal("campaign"),
    campaignId: id,
    as: z.enum(["sent", "held_out", "left_out"]),
  }),
  /** Who is never sent advertising, so that its effect can be told. */
  z.strictObject({ kind: z.literal("holdout") }),
  /** Recency, frequency and money, 1 to 5 each, 5 the best; an empty list: any. Who has never bought has none. */
  z.strictObject({ kind: z.literal("rfm"), r: score, f: score, m: score }),
  /** A part of all members by chance, the same for as long as the salt is: of 10,000 buckets, `from` to below `to`. */
  z.strictObject({
    kind: z.literal("bucket"),
    salt: z.string().min(1).max(80),
    from: z.number().int().min(0).max(10_000),
    to: z.number().int().min(0).max(10_000),
  }),
  z.strictObject({ kind: z.literal("list"), listId: id }),
  z.strictObject({ kind: z.literal("segment"), segmentId: id }),
]);
export type Leaf = z.infer<typeof leaf>;

/** `{all: []}` is everybody, `{any: []}` nobody. */
export type Segment =
  | { readonly all: readonly Segment[] }
  | { readonly any: readonly Segment[] }
  | { readonly not: Segment }
  | Leaf;

const tree: z.ZodType<Segment> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(tree).max(leavesMax) }),
    z.strictObject({ any: z.array(tree).max(leavesMax) }),
    z.strictObject({ not: tree }),
    leaf,
  ]),
);

/** What is given is looked at for its size before anything else, so that no depth of braces is followed. */
export const segment: z.ZodType<Segment> = z
  .unknown()
  .superRefine((given, check) => {
    if (depthOf(given, 0) > depthMax)
      check.addIssue({ code: "custom", message: `is deeper than ${depthMax}` });
  })
  .pipe(tree)
  .superRefine((given, check) => {
    if (leavesOf(given).length > leavesMax) {
      check.addIssue({ code: "custom", message: `has more than ${leavesMax} conditions` });
    }
  });

function depthOf(given: unknown, depth: number): number {
  if (depth > depthMax || typeof given !== "object" || given === null) return depth;
  if ("not" in given) return depthOf(given.not, depth + 1);
  const parts = "all" in given ? given.all : "any" in given ? given.any : [];
  if (!Array.isArray(parts)) return depth;
  return parts.reduce((deepest: number, part: unknown) => Math.max(deepest, depthOf(part, depth + 1)), depth);
}

export { leavesOf };
