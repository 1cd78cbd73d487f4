export { bestOf, type CouponSale } from "../../../shared/coupons/evaluate.ts";
export { givenMaxOf, type HeldNow, type Moment } from "./candidates.core.ts";
export { expireCoupons } from "./console/expire.ts";
export { planGiveMany } from "./console/give-many.ts";
export { issueBirthdays } from "./console/issue-birthdays.ts";
export { issueLists } from "./console/issue-lists.ts";
export { purgeCheckedLists } from "./console/lists.ts";
export { pictureRoutes } from "./console/pictures.ts";
export { couponsConsoleRoutes } from "./console/routes.ts";
export { couponNames } from "./console/state.ts";
export { takingBack } from "./console/take-back.ts";
export { planBirthdayCoupons } from "./console/tell-birthday.ts";
export type { CouponDoing } from "./draft.ts";
export { type Givable, givable } from "./givable.ts";
export { type Issuing, mayBeGiven, planIssue, planRankUpCoupons, type RankRise } from "./issue.ts";
export { planRevokeAll } from "./leave.ts";
export { type CouponsMerged, planMergeCoupons } from "./merge.ts";
export { couponsOfMember, kindBy } from "./read.ts";
export {
  planReleaseFor,
  planReserveForHold,
  type Reserved,
  releaseReserved,
  reserve,
  reservedIds,
  reservedMs,
} from "./reserve.ts";
export { couponRoutes, tillCouponRoutes } from "./routes.ts";
export {
  type Basis,
  type Chosen,
  chosenCoupons,
  couponsOfPurchase,
  planGiveBack,
  planRedeem,
  saleCoupons,
  usedCoupon,
} from "./sale.ts";
export type { FactsOf, MemberFacts } from "./use.ts";
export { type CouponBreak, verifyCoupons } from "./verify.ts";
export { couponsAtHome, publicCoupons, usableCoupons } from "./wallet.ts";
export { type GivenBySale, planWithdraw } from "./withdraw.ts";
