import { z } from "zod";
import { refundAsked, voidPurchase as voidAsked } from "../../../../shared/purchases/schema.ts";
import { confirmPurchase, refundPurchase, voidPurchase } from "../../purchases/index.ts";
import { handlerFor } from "../access.ts";
import { receipt, refund } from "../answers.ts";
import { operation } from "../operation.ts";

const group = "Returns";
const idIs = "`purchaseId` of the sale";

const eventAsked = z
  .strictObject({
    event: z
      .enum(["shipped", "delivered", "confirmed"])
      .meta({ description: "What happened, as the rules name it" }),
    occurredAtMs: z
      .number()
      .int()
      .min(0)
      .optional()
      .meta({ description: "UTC milliseconds, where it is not now" }),
  })
  .meta({ id: "EventAsked" });

export const refundOperations = [
  operation({
    name: "refundPurchase",
    method: "post",
    path: "/purchases/{id}/refunds",
    group,
    scope: "refunds",
    writes: true,
    idIs,
    summary: { en: "Take goods back", ja: "返品する" },
    about: {
      en:
        "By line, as pieces or as yen; by an amount for a sale without lines. The award is counted anew on what is " +
        "kept, by the same version of the rules; points used come back in proportion, the remainder with the last return.",
      ja:
        "明細の個数または金額で返品します。残る商品で付与を同じ版のルールで計算し直し、使ったポイントは割合に応じて戻します。" +
        "端数は最後の返品で戻ります。",
    },
    body: refundAsked,
    answer: refund,
    status: 201,
    errors: [
      "purchase.not_found",
      "purchase.already_voided",
      "refund.line_not_found",
      "refund.lines_needed",
      "refund.more_than_left",
      "refund.nothing",
      "refund.whole_only",
      "refund.before_sale",
      "purchase.lines_invalid",
      "purchase.in_future",
      "purchase.too_old",
    ],
    examples: {
      "One of two cups": { lines: [{ lineId: "2", quantity: 1 }], reason: "spilled" },
      "¥500 of a sale without lines": { amountYen: 500 },
    },
    does: ({ deps, caller, id, body, write }) =>
      refundPurchase(deps, handlerFor(caller, "purchase.not_found"), id, body, write(id, body)),
  }),
  operation({
    name: "voidPurchase",
    method: "post",
    path: "/purchases/{id}/void",
    group,
    scope: "refunds",
    writes: true,
    idIs,
    summary: { en: "Undo a whole sale", ja: "会計を取り消す" },
    about: {
      en: "As if it had not been: points used come back, points earned are taken back.",
      ja: "会計そのものを取り消します。使ったポイントは戻り、付与したポイントは取り消されます。",
    },
    body: voidAsked,
    answer: receipt,
    status: 201,
    errors: ["purchase.not_found", "purchase.already_voided", "purchase.returned"],
    examples: { "Rung up by mistake": { reason: "wrong till" } },
    does: ({ deps, caller, id, body, write }) =>
      voidPurchase(deps, handlerFor(caller, "purchase.not_found"), id, body, write(id, body)),
  }),
  operation({
    name: "confirmPurchase",
    method: "post",
    path: "/purchases/{id}/events",
    group,
    scope: "purchases",
    writes: true,
    idIs,
    summary: { en: "Tell what points wait for", ja: "仮ポイントの確定条件を知らせる" },
    about: {
      en:
        "Points that wait for an event begin their days then; those of an EC sale wait for `shipped` and 14 days more, " +
        "where the shop has not ruled otherwise. Told twice, it changes nothing.",
      ja:
        "発送などの出来事を待つ仮ポイントを、確定に進めます。ECの会計は、通常「発送から14日後」に確定します。" +
        "二度知らせても変わりません。",
    },
    body: eventAsked,
    answer: receipt,
    status: 201,
    errors: [
      "purchase.not_found",
      "purchase.already_voided",
      "refund.before_sale",
      "purchase.in_future",
      "purchase.too_old",
    ],
    examples: { "The parcel left": { event: "shipped" } },
    does: ({ deps, caller, id, body, write }) =>
      confirmPurchase(deps, handlerFor(caller, "purchase.not_found"), id, body, write(id, body)),
  }),
];
