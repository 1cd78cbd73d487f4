import type { LinePlan, PlanName } from "./schema.ts";

/**
 * LINE's plans in Japan, without tax (LINE Developers, "Pricing", 2026-08). Of the price of more than 50,000 additional
 * messages only the first step is public; the shop writes the others from its own contract.
 */
export const linePlans: Readonly<Record<Exclude<PlanName, "other">, LinePlan>> = {
  communication: { name: "communication", feeYen: 0, included: 200, tiers: [] },
  light: { name: "light", feeYen: 5_000, included: 5_000, tiers: [] },
  standard: {
    name: "standard",
    feeYen: 15_000,
    included: 30_000,
    tiers: [
      { upTo: 50_000, senEach: 300 },
      { upTo: null, senEach: 280 },
    ],
  },
};
