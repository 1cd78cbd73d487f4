import { costOf } from "../reach/cost.ts";
import type { ReachSettings } from "../reach/schema.ts";

/** What LINE took of the shop in a calendar month, and what that costs by the plan that is set now. Yen without tax. */
export interface LineMonth {
  /** `yyyy-mm` */
  readonly month: string;
  /** People times messages; replies are free. */
  readonly messages: number;
  /** Of them, those beyond what the plan includes. */
  readonly extra: number;
  /** For those. */
  readonly yen: number;
  /** Of the plan, sent or not. */
  readonly feeYen: number;
  readonly included: number;
  /** For the extra ones; null: none was set. */
  readonly budgetYen: number | null;
}

export function lineMonth(
  month: string,
  messages: number,
  { plan, budgetYen }: Pick<ReachSettings, "plan" | "budgetYen">,
): LineMonth {
  const { extra, impossible, yen } = costOf(messages, plan, 0);
  const { feeYen, included } = plan;
  return { month, messages, extra: extra + impossible, yen, feeYen, included, budgetYen };
}
