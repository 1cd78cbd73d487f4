import { z } from "zod";
import { pageAsked } from "../listing.ts";

const score = z.coerce.number().int().min(1).max(5);
const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
const points = z.coerce.number().int().min(0);
const days = { from: z.iso.date(), to: z.iso.date() };
const place = z.string().min(1).max(40).optional();
const page = { page: pageAsked };

/** `GET /api/console/reports/people` and `.csv`: the members behind one number of a report, those with most of it first. */
export const behindAsked = z.discriminatedUnion("of", [
  /** Those with so many points; `to` absent: and more. */
  z.object({ of: z.literal("balance"), from: points, to: points.optional(), ...page }),
  /** Those whose points lapse in a month. */
  z.object({ of: z.literal("lapses"), month, ...page }),
  /** Those with points that were given so many months ago. */
  z.object({ of: z.literal("age"), months: points, ...page }),
  z.object({ of: z.literal("origin"), origin: z.string().min(1).max(40), ...page }),
  /** One of the ten parts by what they spent in 365 days. */
  z.object({ of: z.literal("decile"), nth: z.coerce.number().int().min(1).max(10), ...page }),
  z.object({ of: z.literal("rfm"), r: score, f: score, ...page }),
  /** Those who joined in one month and came in another. */
  z.object({ of: z.literal("came"), joined: month, month, ...page }),
  /** Those who came on some days, to some place. */
  z.object({ of: z.literal("visited"), ...days, place, ...page }),
  /** Those who joined, and those who left, on some days. */
  z.object({ of: z.literal("joined"), ...days, ...page }),
  z.object({ of: z.literal("left"), ...days, ...page }),
  /** Those who were given coupons on some days, and those who used some. */
  z.object({ of: z.literal("coupons_given"), ...days, place, ...page }),
  z.object({ of: z.literal("coupons_used"), ...days, place, ...page }),
]);
export type BehindAsked = z.infer<typeof behindAsked>;
export type BehindKind = BehindAsked["of"];

/** What the number beside a member counts. */
export const countedIn: Readonly<Record<BehindKind, "points" | "yen" | "visits" | "coupons">> = {
  balance: "points",
  lapses: "points",
  age: "points",
  origin: "points",
  decile: "yen",
  rfm: "yen",
  came: "visits",
  visited: "visits",
  joined: "visits",
  left: "visits",
  coupons_given: "coupons",
  coupons_used: "coupons",
};

export interface BehindRow {
  readonly memberId: string;
  readonly name: string | null;
  /** Points, yen, visits or coupons, as `countedIn` says. */
  readonly counted: number;
  readonly balance: number;
  readonly lastVisitOn: string | null;
}
