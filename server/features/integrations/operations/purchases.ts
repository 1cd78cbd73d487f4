import type { ErrorCode } from "../../../../shared/errors.ts";
import { purchaseAsked, quoteAsked } from "../../../../shared/purchases/schema.ts";
import { findPurchase, quotePurchase, recordPurchase, type SaleAsked } from "../../purchases/index.ts";
import { handlerFor, sellerFor } from "../access.ts";
import { quote, receipt } from "../answers.ts";
import { operation } from "../operation.ts";
import { anyMember, anyScan, anyStore, basketOfThree, basketPaid } from "./examples.ts";

const group = "Purchases";

const couponErrors: readonly ErrorCode[] = [
  "coupon.not_found",
  "coupon.used",
  "coupon.in_use",
  "coupon.expired",
  "coupon.not_started",
  "coupon.stopped",
  "coupon.revoked",
  "coupon.sold_out",
  "coupon.limit_reached",
  "coupon.below_minimum",
  "coupon.other_store",
  "coupon.other_channel",
  "coupon.other_rank",
  "coupon.not_first_visit",
  "coupon.outside_weekdays",
  "coupon.outside_hours",
  "coupon.no_matching_item",
  "coupon.not_opened",
  "coupon.time_over",
  "coupon.not_with_points",
  "coupon.not_with_others",
  "coupon.spend_code_needed",
  "coupon.nothing_left",
];

/** What a sale may be refused for, quoted or recorded. */
export const saleErrors: readonly ErrorCode[] = [
  "store.not_found",
  "key.store",
  "member.not_found",
  "member.left",
  "member.suspended",
  "scan.not_found",
  "scan.consumed",
  "scan.expired",
  "card.wrong_purpose",
  "points.not_enough",
  "points.more_than_sale",
  "points.debt",
  "points.balance_below_minimum",
  "points.sale_below_minimum",
  "points.use_limit",
  "points.use_unit",
  ...couponErrors,
  "purchase.lines_invalid",
  "purchase.amount_invalid",
  "purchase.amount_too_large",
  "purchase.in_future",
  "purchase.before_joining",
  "purchase.too_old",
];

type Body = Omit<
  SaleAsked,
  "channel" | "pointsToUse" | "coupons" | "receiptNumber" | "occurredAtMs" | "holdId"
> & {
  readonly channel?: SaleAsked["channel"] | undefined;
  readonly pointsToUse?: number | undefined;
  readonly coupons?: readonly string[] | undefined;
  readonly receiptNumber?: string | undefined;
  readonly occurredAtMs?: number | undefined;
};

/** The sale in a body, with what was left out said. */
export function saleOf(body: Body): Omit<SaleAsked, "holdId"> {
  return {
    basket: body.basket,
    channel: body.channel ?? "store",
    pointsToUse: body.pointsToUse ?? 0,
    coupons: body.coupons ?? [],
    receiptNumber: body.receiptNumber ?? null,
    occurredAtMs: body.occurredAtMs ?? null,
  };
}

export const purchaseOperations = [
  operation({
    name: "quotePurchase",
    method: "post",
    path: "/quotes",
    group,
    scope: "quotes",
    summary: { en: "What a sale would earn and use", ja: "会計の見積り(付与と利用)" },
    about: {
      en: "Line by line, and why not more. Nothing is written, so it needs no Idempotency-Key and may be asked often.",
      ja: "明細ごとの付与と、それ以上にならない理由を返します。何も記録しません。",
    },
    body: quoteAsked,
    answer: quote,
    errors: saleErrors,
    examples: {
      "A basket with two tax rates": {
        who: { memberId: anyMember },
        storeId: anyStore,
        basket: basketOfThree,
      },
    },
    async does({ deps, caller, body }) {
      return quotePurchase(deps, await sellerFor(deps, caller, body), { ...saleOf(body), holdId: null });
    },
  }),
  operation({
    name: "recordPurchase",
    method: "post",
    path: "/purchases",
    group,
    scope: "purchases",
    writes: true,
    summary: { en: "Record a sale", ja: "会計を記録する" },
    about: {
      en:
        "Points are used and earned in one step. A sale told late says when it happened: rules and business day are of " +
        "that moment, and the answer has both times. Store, till, receipt number and business day together are " +
        "recorded once, also under another Idempotency-Key.",
      ja:
        "ポイントの利用と付与を一度に行います。後から送る会計は occurredAtMs で発生時刻を伝えます。" +
        "同じ店舗・レジ・レシート番号・営業日の会計は一度だけ記録されます。",
    },
    body: purchaseAsked,
    answer: receipt,
    status: 201,
    errors: [...saleErrors, "purchase.receipt_used"],
    examples: {
      "A sale to a member who is named: earns only": {
        who: { memberId: anyMember },
        storeId: anyStore,
        tillId: "1",
        receiptNumber: "20261121-0042",
        basket: basketPaid,
      },
      "A sale after a scan, with 100 points used": {
        who: { scanId: anyScan },
        storeId: anyStore,
        tillId: "1",
        receiptNumber: "20261121-0043",
        basket: basketOfThree,
        pointsToUse: 100,
      },
      "A sale that uses a coupon of the scan": {
        who: { scanId: anyScan },
        storeId: anyStore,
        tillId: "1",
        receiptNumber: "20261121-0044",
        basket: basketOfThree,
        coupons: ["01KAK2WZ3N5Y3V4J6M7P8Q9R0C"],
      },
    },
    does: ({ deps, caller, body, write }) =>
      recordPurchase(
        deps,
        () => sellerFor(deps, caller, body),
        { ...saleOf(body), holdId: null },
        write(body),
      ),
  }),
  operation({
    name: "getPurchase",
    method: "get",
    path: "/purchases/{id}",
    group,
    scope: "purchases",
    idIs: "`purchaseId` of the answer that recorded it",
    summary: { en: "A sale as it stands", ja: "会計を調べる" },
    about: {
      en: "With what was returned of it since. A sale of a store that is not this key's is not found.",
      ja: "返品の状況も含めて返します。このキーの店舗でない会計は見つかりません。",
    },
    answer: receipt,
    errors: ["purchase.not_found"],
    does: ({ deps, caller, id }) => findPurchase(deps, handlerFor(caller, "purchase.not_found"), id),
  }),
];
