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
export { openStampCards, type StampsAtTill, stampCardsAtTill, stampWallet } from "./wallet.ts";
