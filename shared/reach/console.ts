import type { MessageCost } from "./cost.ts";
import type { PlanDiffers } from "./plan-differs.ts";
import type { ReachFunnel } from "./reasons.ts";
import type { ReachSettings } from "./schema.ts";

/** `GET` and `PUT /api/console/reach` */
export interface ReachState {
  readonly settings: ReachSettings;
  readonly madeAtMs: number | null;
  /** The name of who published them; null for who has none, has left, and for the first settings. */
  readonly madeBy: string | null;
}

/** What messages cost, beside what is known of the month. Counts are people times messages, money yen without tax. */
export interface ReachCost extends MessageCost {
  /** This month, as LINE last said and with what went out since; null where LINE has never said. */
  readonly used: number | null;
  /** What LINE lets the account send this month; null where it has no limit, or LINE has never said. */
  readonly monthly: number | null;
  /** Kept for receipts and the like. */
  readonly reserve: number;
  /** What campaigns may still send; null where no limit is known. */
  readonly campaignLeft: number | null;
  /** Whether the plan typed and LINE's own limit do not go together: then LINE's counts for what can be sent. */
  readonly differs: PlanDiffers | null;
  /** What the plan typed includes a month. */
  readonly planIncluded: number;
  /**
   * Of the messages, those that would not go out: by what LINE still takes from campaigns, and by the plan typed only while
   * LINE has never said.
   */
  readonly short: number;
  /** Of the messages, those that LINE would take and for which the plan typed has no price. */
  readonly unpriced: number;
  /** For this month's additional messages so far. */
  readonly spentYen: number;
  readonly budgetYen: number | null;
  /** By how much this month's budget would be exceeded; 0 where it is not, or none is set. */
  readonly overBudgetYen: number;
}

/** `POST /api/console/reach/preview` */
export interface ReachPreview {
  readonly funnel: ReachFunnel;
  readonly cost: ReachCost;
  /** Whether so many need another person's approval. */
  readonly needsApproval: boolean;
  /** Now, or when the quiet hours are over. */
  readonly mayLeaveAtMs: number;
}
