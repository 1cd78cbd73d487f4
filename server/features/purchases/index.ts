export { type Confirmed, confirmPurchase } from "./confirm.ts";
export { commitHold, findHold, makeHold, releaseExpiredHolds, releaseHold } from "./holds.ts";
export { findPurchase } from "./receipt.ts";
export { quotePurchase, recordPurchase } from "./record.ts";
export { quoteRefund, refundPurchase } from "./refund.ts";
export { tillRoutes } from "./routes.ts";
export type { Handler, SaleAsked, Seller, Sold } from "./seller.ts";
export { voidPurchase } from "./void.ts";
