import { linePlans } from "./plans.ts";
import type { ReachSettings } from "./schema.ts";

/** What every shop has until it publishes settings of its own. */
export const defaultReach: ReachSettings = {
  version: 0,
  caps: { perDay: 1, perWeek: 2, perMonth: 6 },
  quietHours: { from: "21:00", until: "09:00" },
  holdoutPerMille: 50,
  approvalAbove: 10_000,
  plan: linePlans.communication,
  budgetYen: null,
};
