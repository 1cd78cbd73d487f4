import type { ReachCost } from "../../../shared/reach/console.ts";
import { costOf } from "../../../shared/reach/cost.ts";
import { planDiffers } from "../../../shared/reach/plan-differs.ts";
import type { ReachSettings } from "../../../shared/reach/schema.ts";
import type { Quota } from "../../platform/outbox/index.ts";

/** What so many messages cost now, on top of what this month has cost already, and how many of them LINE would not take. */
export function costNow(
  messages: number,
  { plan, budgetYen }: Pick<ReachSettings, "plan" | "budgetYen">,
  quota: Quota,
  reserve: number,
): ReachCost {
  const used = quota.used === null ? 0 : quota.used + quota.takenSince;
  const cost = costOf(messages, plan, used);
  const spentYen = costOf(used, plan, 0).yen;
  const { campaignLeft } = quota;
  const short = quota.kind === null ? cost.impossible : Math.max(0, messages - (campaignLeft ?? messages));
  return {
    ...cost,
    used: quota.used === null ? null : used,
    monthly: quota.kind === "limited" ? quota.value : null,
    ...{ reserve, campaignLeft, spentYen, budgetYen },
    ...{ differs: planDiffers(plan, quota), planIncluded: plan.included },
    ...{ short, unpriced: Math.max(0, cost.impossible - short) },
    overBudgetYen: budgetYen === null ? 0 : Math.max(0, spentYen + cost.yen - budgetYen),
  };
}
