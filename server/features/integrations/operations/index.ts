import type { Operation } from "../operation.ts";
import { adjustmentOperations } from "./adjustments.ts";
import { couponOperations } from "./coupons.ts";
import { holdOperations } from "./holds.ts";
import { ledgerOperations } from "./ledger.ts";
import { memberOperations } from "./members.ts";
import { purchaseOperations } from "./purchases.ts";
import { refundOperations } from "./refunds.ts";

/** Every operation of `/api/v1`, in the order the document tells them. */
export const operations: readonly Operation[] = [
  ...memberOperations,
  ...purchaseOperations,
  ...refundOperations,
  ...holdOperations,
  ...couponOperations,
  ...adjustmentOperations,
  ...ledgerOperations,
];
