import type { Programme } from "../../shared/points/programme/schema.ts";
import type { Ladder } from "../../shared/ranks/schema.ts";
import { ladder, linedRules } from "./slow-lined-shop.ts";
import { rules } from "./slow-shop.ts";

/** A shop that is told twice: by its rules, and by the slow shop that knows them by heart. */
export interface Variant {
  readonly what: string;
  readonly rules: Programme;
  readonly ladder: Ladder | null;
  /** Sales of several lines, returned line by line. */
  readonly lined: boolean;
}

export const variants: readonly Variant[] = [
  { what: "one amount, lots that live by themselves", rules, ladder: null, lined: false },
  { what: "lines, limits, ranks, lots that live on", rules: linedRules, ladder, lined: true },
];
