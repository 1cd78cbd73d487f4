import { z } from "zod";
import { reasonCode } from "../../../../shared/points/adjustments/schema.ts";
import { adjust } from "../../points/index.ts";
import { memberFor } from "../access.ts";
import { adjusted } from "../answers.ts";
import { operation } from "../operation.ts";

const pointsMost = 10_000_000;

const adjustmentAsked = z
  .strictObject({
    memberId: z.string().min(1).max(60),
    points: z
      .number()
      .int()
      .min(-pointsMost)
      .max(pointsMost)
      .refine((points) => points !== 0, { message: "not 0" })
      .meta({ description: "Positive gives, negative takes; never 0" }),
    reasonCode,
    reason: z.string().max(200).optional().meta({ description: "In words; kept apart from the ledger" }),
    expiresOn: z.iso
      .date()
      .optional()
      .meta({ description: "Last day of points given; else as the programme says" }),
  })
  .meta({ id: "AdjustmentAsked" });

export const adjustmentOperations = [
  operation({
    name: "adjustPoints",
    method: "post",
    path: "/adjustments",
    group: "Adjustments",
    scope: "adjustments",
    writes: true,
    summary: { en: "Give or take points by hand", ja: "ポイントを手動で調整する" },
    about: {
      en: "With a reason, within the programme's limit. Points given repay debt first; more than there is cannot be taken.",
      ja: "理由が必要で、プログラムの上限までです。付与は不足分の返済を先に行い、残高を超える減算はできません。",
    },
    body: adjustmentAsked,
    answer: adjusted,
    status: 201,
    errors: ["member.not_found", "member.left", "adjustment.above_limit", "points.not_enough"],
    examples: {
      "100 points for a delivery that came late": {
        memberId: "5k2m8x0q4v7r9t1w3y6z",
        points: 100,
        reasonCode: "apology",
        reason: "Delivery of 20 November came two days late",
      },
    },
    async does({ deps, caller, body, write }) {
      const { points, reasonCode: code, reason, expiresOn } = body;
      const { memberId, publicId } = await memberFor(deps, body.memberId);
      const written = write(publicId, points, code, reason ?? null, expiresOn ?? null);
      const asked = {
        memberId,
        points,
        reasonCode: code,
        reason: reason ?? null,
        expiresOn: expiresOn ?? null,
      };
      return adjust(deps, caller.actor, asked, written);
    },
  }),
];
