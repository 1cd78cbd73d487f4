export { cardStampRoutes } from "./card-routes.ts";
export { stampCardNames, stampGoals } from "./cards.ts";
export { stampCardRoutes } from "./console-routes.ts";
export { expireStampCards } from "./expire.ts";
export { type ByHand, planCorrection, planHandOver, planHandStamps, planImport } from "./hand.ts";
export { planStampsOfLeaver } from "./leave.ts";
export { memberStamps } from "./member.ts";
export { planMergeStamps, planMovedStampsBack, type StampsMerged } from "./merge.ts";
export {
  noStamps,
  planStamps,
  planStampsBack,
  type StampBenefitDue,
  type StampSale,
  type StampsBackPlanned,
  type StampsPlanned,
  stampCouponsOf,
  stampsOfPurchase,
} from "./plan.ts";
export type { Stamping } from "./rows.ts";
export { type StampBreak, verifyStamps } from "./verify.ts";
export {
  openStampCards,
  rewardsHandedOver,
  type StampsAtTill,
  stampCardsAtTill,
  stampWallet,
} from "./wallet.ts";
