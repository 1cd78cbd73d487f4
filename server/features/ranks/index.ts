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
