import type { LinePlan } from "./schema.ts";

/** How the plan that somebody typed and what LINE itself says of the month do not go together. */
export type PlanDiffers = "line_has_no_limit" | "line_allows_more" | "line_allows_less";

/** What LINE says of the month: `kind` null where it has not been asked yet. */
export interface LineMonth {
  readonly kind: "limited" | "none" | null;
  readonly value: number | null;
}

/**
 * Null where they go together, or LINE has not said. LINE's word decides what can be sent, the plan what it costs: a plan
 * that sells nothing beyond its included messages allows those and no more, and every plan allows those at least.
 */
export function planDiffers({ included, tiers }: LinePlan, { kind, value }: LineMonth): PlanDiffers | null {
  if (kind === null) return null;
  if (kind === "none" || value === null) return tiers.length === 0 ? "line_has_no_limit" : null;
  if (value < included) return "line_allows_less";
  return value > included && tiers.length === 0 ? "line_allows_more" : null;
}
