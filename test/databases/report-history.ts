import type { Engine } from "../../server/platform/database/database.ts";
import { defaultProgramme } from "../../shared/points/programme/defaults.ts";
import type { Programme } from "../../shared/points/programme/schema.ts";
import type { BehindAsked } from "../../shared/reports/behind.ts";

/** Of what the random history is that reports are compared on. */

export type Unpaged = BehindAsked extends infer Asked
  ? Asked extends unknown
    ? Omit<Asked, "page">
    : never
  : never;

/** Points live for a day, so that some lapse. */
export const rules: Programme = {
  ...defaultProgramme,
  expires: { kind: "rolling", after: { unit: "days", count: 1 }, roundTo: "day" },
};
export const minuteMs = 60_000;
export const members = 6;
/** From 24 February 2028, a leap year, into March. */
export const startMs = Date.UTC(2028, 1, 24, 3);
export const doings: Readonly<Record<Engine, number>> = { sqlite: 400, postgres: 250, d1: 120 };
