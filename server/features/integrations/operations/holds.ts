import { z } from "zod";
import { type HoldCommit, holdAsked, holdCommit } from "../../../../shared/purchases/holds.ts";
import { commitHold, makeHold, releaseHold } from "../../purchases/index.ts";
import { handlerFor, sellerFor } from "../access.ts";
import { hold, receipt } from "../answers.ts";
import { operation } from "../operation.ts";
import { anyScan, anyStore, basketOfThree } from "./examples.ts";
import { saleErrors, saleOf } from "./purchases.ts";

const group = "Holds";

/** Without `coupons` it is the hold's own that are used, which is not the same as naming none. */
function saleOfHold(body: HoldCommit) {
  const { coupons: _, ...sale } = saleOf(body);
  return body.coupons === undefined ? sale : { ...sale, coupons: body.coupons };
}

const idIs = "`holdId` of the answer that made it";
const nothing = z.strictObject({}).meta({ id: "Nothing" });

export const holdOperations = [
  operation({
    name: "makeHold",
    method: "post",
    path: "/holds",
    group,
    scope: "holds",
    writes: true,
    summary: { en: "Put points aside", ja: "ポイントを確保する" },
    about: {
      en:
        "For a payment that is still being made: a card terminal, an EC checkout. The points leave the balance until " +
        "the hold is committed, released, or its time is over. It needs a scan of a code that may use points. `coupons` " +
        "are put aside with it for as long; what the scan had put aside and the hold does not name is free again.",
      ja:
        "カード端末やECの決済中に、使うポイントを確保します。確定・解放されるか期限が来るまで残高から除かれます。" +
        "coupons に指定したクーポンも同じ間だけ確保します。読み取りで確保していて指定しないものは解放されます。",
    },
    body: holdAsked,
    answer: hold,
    status: 201,
    errors: [
      "store.not_found",
      "key.store",
      "member.not_found",
      "scan.not_found",
      "scan.consumed",
      "scan.expired",
      "card.wrong_purpose",
      "points.not_enough",
      "points.debt",
      "points.balance_below_minimum",
      "points.use_unit",
      "points.use_limit",
      "hold.too_long",
      ...(["coupon.not_found", "coupon.in_use", "coupon.used", "coupon.expired", "coupon.sold_out"] as const),
    ],
    examples: {
      "100 points for ten minutes": {
        who: { scanId: anyScan },
        storeId: anyStore,
        tillId: "1",
        points: 100,
        minutes: 10,
      },
    },
    does: ({ deps, caller, body, write }) =>
      makeHold(deps, () => sellerFor(deps, caller, body), body, write(body)),
  }),
  operation({
    name: "commitHold",
    method: "post",
    path: "/holds/{id}/commit",
    group,
    scope: "holds",
    writes: true,
    idIs,
    summary: { en: "The sale that held points pay for", ja: "確保したポイントで会計する" },
    about: {
      en:
        "Recorded as `POST /purchases` would; `pointsToUse` is what was held or less, and the rest goes back. Without " +
        "`coupons` those put aside with the hold are used; with them, just these, and the others are free again.",
      ja:
        "会計を記録します。pointsToUse は確保した分まで。残りは戻ります。coupons を省略すると確保したクーポンを使い、" +
        "指定するとそれだけを使って残りを解放します。",
    },
    body: holdCommit,
    answer: receipt,
    status: 201,
    errors: [
      ...saleErrors,
      "purchase.receipt_used",
      "hold.not_found",
      "hold.settled",
      "hold.expired",
      "hold.not_enough",
    ],
    examples: {
      "The card terminal said yes": {
        receiptNumber: "20261121-0044",
        basket: basketOfThree,
        pointsToUse: 100,
      },
    },
    does: ({ deps, caller, id, body, write }) =>
      commitHold(deps, handlerFor(caller, "hold.not_found"), id, saleOfHold(body), write(id, body)),
  }),
  operation({
    name: "releaseHold",
    method: "post",
    path: "/holds/{id}/release",
    group,
    scope: "holds",
    writes: true,
    idIs,
    summary: { en: "Give held points back", ja: "確保したポイントを戻す" },
    about: {
      en: "Before the time is over. Releasing a hold that is released or expired already changes nothing.",
      ja: "期限を待たずに戻します。すでに戻っている場合は何も変わりません。",
    },
    body: nothing,
    answer: hold,
    errors: ["hold.not_found", "hold.settled"],
    examples: { "The customer changed their mind": {} },
    does: ({ deps, caller, id, write }) =>
      releaseHold(deps, handlerFor(caller, "hold.not_found"), id, write(id)),
  }),
];
