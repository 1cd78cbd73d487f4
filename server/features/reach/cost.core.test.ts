import { describe, expect, test } from "vitest";
import { linePlans } from "../../../shared/reach/plans.ts";
import type { Quota } from "../../platform/outbox/index.ts";
import { costNow } from "./cost.core.ts";

const quota = (change: Partial<Quota>): Quota => ({
  ...{ kind: "limited", value: 30_000, used: 10_000, readAtMs: 1, takenSince: 0, campaignLeft: 14_000 },
  ...change,
});
const standard = { plan: linePlans.standard, budgetYen: 20_000 };

describe("what a campaign costs now", () => {
  test("2,000 messages of 14,000 left cost nothing beside the plan, and lack none", () => {
    expect(costNow(2_000, standard, quota({}), 6_000)).toMatchObject({
      ...{ messages: 2_000, included: 2_000, extra: 0, yen: 0, short: 0 },
      ...{ used: 10_000, monthly: 30_000, reserve: 6_000, campaignLeft: 14_000, overBudgetYen: 0 },
    });
  });

  test("of 194 with 197 of 200 free ones used, LINE's word decides: without a limit none is short and 191 have no price, with one all but 3", () => {
    const free = { plan: linePlans.communication, budgetYen: null };
    const limitless = quota({ kind: "none", value: null, used: 197, campaignLeft: null });
    expect(costNow(194, free, limitless, 0)).toMatchObject({
      ...{ included: 3, extra: 0, short: 0, unpriced: 191, yen: 0 },
      ...{ differs: "line_has_no_limit", planIncluded: 200, monthly: null },
    });
    const limited = quota({ kind: "limited", value: 200, used: 197, campaignLeft: 3 });
    expect(costNow(194, free, limited, 0)).toMatchObject({ short: 191, unpriced: 0, differs: null });
    const more = quota({ kind: "limited", value: 1_000, used: 197, campaignLeft: 603 });
    expect(costNow(194, free, more, 200)).toMatchObject({
      ...{ short: 0, unpriced: 191, differs: "line_allows_more" },
    });
  });

  test("15,000 of 14,000 lack 1,000; what went out since LINE was asked counts as used", () => {
    expect(costNow(15_000, standard, quota({ takenSince: 500 }), 6_000)).toMatchObject({
      ...{ used: 10_500, short: 1_000 },
    });
  });

  test("10,000 after 35,000 cost ¥30,000 on top of ¥15,000, ¥25,000 beyond a budget of ¥20,000", () => {
    const beyond = quota({ value: 100_000, used: 35_000, campaignLeft: 45_000 });
    expect(costNow(10_000, standard, beyond, 20_000)).toMatchObject({
      ...{ extra: 10_000, yen: 30_000, spentYen: 15_000, budgetYen: 20_000, overBudgetYen: 25_000 },
    });
  });

  test("without a budget none is exceeded, and before LINE has said anything nothing counts as used", () => {
    const unknown = quota({ kind: null, value: null, used: null, campaignLeft: null });
    expect(costNow(40_000, { plan: linePlans.standard, budgetYen: null }, unknown, 0)).toMatchObject({
      ...{ used: null, monthly: null, campaignLeft: null, short: 0, yen: 30_000, overBudgetYen: 0 },
    });
    expect(costNow(300, { plan: linePlans.communication, budgetYen: null }, unknown, 0).short).toBe(100);
  });
});
