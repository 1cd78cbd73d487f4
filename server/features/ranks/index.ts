import type { CalendarDate } from "../../../shared/dates.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import type { RankDelta } from "./rank.ts";
import { countDay } from "./store.ts";

export { ladderAt, ladderInForce, planLadder } from "./ladders.ts";
export {
  planRankAfter,
  planRankAtBoundary,
  type RankContext,
  type RankDelta,
  type RankNow,
  type RankPlan,
  rankOf,
} from "./rank.ts";

/** What a business day's row of `account_day` is moved by. */
export interface DayCount {
  readonly accountId: number;
  /** The day of the sale; what is taken back of it later is taken from the same day. */
  readonly businessDate: CalendarDate;
  /** 1 for a sale, -1 for one that was voided or returned as a whole. */
  readonly purchases: number;
  /** Without tax, discounts, the part paid with points, and returns. */
  readonly netYen: number;
  /** Points that can be used: those that are pending are counted on the day they become usable, not before. */
  readonly pointsEarned: number;
  readonly pointsUsed: number;
}

/** The statement that counts a sale, a return or an activation: what ranks, and later segments, add up. */
export function planCountDay(count: DayCount): Bound {
  return countDay.with({ ...count });
}

/** The same as what `planRankAfter` takes. `visits` is 1 where the day had no purchase before, -1 where it has none now. */
export function deltaOf(count: DayCount, visits: -1 | 0 | 1): RankDelta {
  return { businessDate: count.businessDate, netYen: count.netYen, visits, points: count.pointsEarned };
}
