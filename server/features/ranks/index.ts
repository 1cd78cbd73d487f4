export { ranksConsoleRoutes } from "./console-routes.ts";
export { type AccountRange, ranksDue } from "./due.ts";
export { endGrant, grantRank, type RankGrant, type RankGranted } from "./grant.ts";
export { ladderAt, ladderInForce, planLadder } from "./ladders.ts";
export { type RankAsked, ranksOf } from "./many.ts";
export { planRankMerged, type RankMerge } from "./merge.ts";
export {
  planRankAfter,
  planRankAtBoundary,
  type RankContext,
  type RankDelta,
  type RankNow,
  type RankPlan,
  rankOf,
} from "./rank.ts";
export {
  type RankChange,
  type RankEvent,
  rankEventsAfter,
  rankHistoryOf,
} from "./read.ts";
export { type RankThen, rankAt } from "./then.ts";
