import { z } from "zod";
import { programme } from "../programme/schema.ts";

/** `POST /api/console/simulate`: past sales by a programme that is not in force. Nothing is written. */
export const simulationAsked = z
  .strictObject({
    /** The whole document. Its rules in draft count as active: trying them is what this is for. */
    programme,
    /** Business days, both included. */
    from: z.iso.date(),
    to: z.iso.date(),
    /** Most sales to replay, from the first day on. */
    salesMax: z.number().int().min(1).max(50_000).default(10_000),
  })
  .refine(({ from, to }) => from <= to, { path: ["to"], message: "not before from" });
export type SimulationAsked = z.infer<typeof simulationAsked>;

/** What the same sales would have earned. Sales that were undone since are left out, partial returns are not. */
export interface Simulation {
  readonly from: string;
  readonly to: string;
  readonly sales: number;
  /** False where the range has more sales than were replayed. */
  readonly complete: boolean;
  /** Before: as given then. After: by the draft. */
  readonly points: BeforeAfter;
  /** The points in what they take off a sale: by the programme in force, and by the draft. */
  readonly yen: BeforeAfter;
  readonly members: { readonly win: number; readonly lose: number; readonly same: number };
  /** Who would have had the most more and the most less, 20 of each at the most. */
  readonly winners: readonly MemberChange[];
  readonly losers: readonly MemberChange[];
  /** Every rule that gave something before or would have, and each rank as `rank:` with its name. */
  readonly byRule: readonly RuleChange[];
  /** Rules that begin after the range were replayed as if they had begun: the past stands in for what is to come. */
  readonly datesLifted: readonly string[];
}

export interface BeforeAfter {
  readonly before: number;
  readonly after: number;
}

export interface MemberChange {
  readonly memberId: string;
  readonly before: number;
  readonly after: number;
}

export interface RuleChange {
  readonly ruleId: string;
  readonly name: { readonly ja: string; readonly en: string };
  readonly points: BeforeAfter;
  /** Sales in which it gave something. */
  readonly sales: BeforeAfter;
}
