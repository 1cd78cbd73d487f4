import { floorUnits } from "../money.ts";
import type { Programme } from "./programme/schema.ts";

/** The most points a sale can take: no more than it is worth, no more than there are. */
export function pointsToUseMax(programme: Programme, amountYen: number, balance: number): number {
  return Math.min(balance, floorUnits(amountYen, programme.use.yenPerPoint));
}
