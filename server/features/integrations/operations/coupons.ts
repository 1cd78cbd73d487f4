import { z } from "zod";
import { dateAt } from "../../../../shared/dates.ts";
import { holdCoupons } from "../../../../shared/purchases/schema.ts";
import { audited } from "../../../platform/database/plan.ts";
import { answerRow, once } from "../../../platform/http/once.ts";
import { couponsOfMember, planIssue } from "../../coupons/index.ts";
import { holdCouponsFor } from "../../purchases/index.ts";
import { memberFor, sellerOfScan } from "../access.ts";
import { couponsHeld, couponsIssued, memberCoupons } from "../answers-coupons.ts";
import { operation } from "../operation.ts";
import { anyMember } from "./examples.ts";

const group = "Coupons";

const issueAsked = z
  .strictObject({
    memberIds: z
      .array(z.string().min(1).max(60))
      .min(1)
      .max(100)
      .refine((ids) => new Set(ids).size === ids.length, { message: "each once" }),
    occasion: z
      .string()
      .regex(/^[A-Za-z0-9._:-]{1,60}$/)
      .meta({ description: "What it is given for, in your own words: for each a member gets it once" }),
  })
  .meta({ id: "CouponIssueAsked" });

export const couponOperations = [
  operation({
    name: "listMemberCoupons",
    method: "get",
    path: "/members/{id}/coupons",
    group,
    scope: "coupons:read",
    idIs: "The member's number",
    summary: { en: "The coupons a member has", ja: "会員が持つクーポン" },
    about: {
      en: "Those that are not used or ended. What each would do to a sale, and why it cannot be used, says `POST /quotes`.",
      ja: "使用済みや期限切れを除きます。会計での値引きや、使えない理由は POST /quotes で分かります。",
    },
    answer: memberCoupons,
    errors: ["member.not_found"],
    async does({ deps, id }) {
      const { memberId } = await memberFor(deps, id);
      const nowMs = deps.clock.nowMs();
      const todayOn = dateAt(nowMs, deps.settings.timeZone);
      const held = await couponsOfMember(deps, { memberId, todayOn, nowMs });
      return {
        items: held.map(({ walletId, couponId, coupon: { name, benefit, mode, validity }, row }) => ({
          ...{ walletId, couponId, name, benefit, mode, status: row?.status ?? "held" },
          fromOn: row === null ? validity.from : row.fromOn,
          untilOn: row === null ? validity.to : row.untilOn,
        })),
      };
    },
  }),
  operation({
    name: "holdCoupons",
    method: "put",
    path: "/scans/{id}/coupons",
    group,
    scope: "scans",
    idIs: "`scanId` of `POST /scans`",
    summary: { en: "Put coupons aside while paying", ja: "決済中のクーポンを確保する" },
    about: {
      en:
        "Just these, for ten minutes: no other payment can use them meanwhile. An empty list releases them. It may be " +
        "left out: a sale that names coupons uses them whether or not they were put aside.",
      ja:
        "指定したクーポンだけを10分間確保し、その間は他の会計で使えません。空の配列で解放します。" +
        "確保しなくても、会計で指定すれば使えます。",
    },
    body: holdCoupons,
    answer: couponsHeld,
    errors: [
      ...(["scan.not_found", "scan.consumed", "scan.expired", "key.store"] as const),
      ...(["coupon.not_found", "coupon.in_use", "coupon.used", "coupon.expired", "coupon.sold_out"] as const),
    ],
    examples: {
      "One of the scan's coupons": { coupons: ["01KAK2WZ3N5Y3V4J6M7P8Q9R0C"] },
      "The customer changed their mind": { coupons: [] },
    },
    does: async ({ deps, caller, id, body }) =>
      holdCouponsFor(deps, await sellerOfScan(deps, caller, id), body.coupons),
  }),
  operation({
    name: "issueCoupon",
    method: "post",
    path: "/coupons/{id}/issues",
    group,
    scope: "coupons:issue",
    writes: true,
    idIs: "The coupon's id, as the console shows it",
    summary: { en: "Give members a coupon", ja: "クーポンを配布する" },
    about: {
      en: "To 100 members at the most. Who has it for this occasion already is skipped, and so is everybody once none are left.",
      ja: "一度に100人まで。同じ occasion で配布済みの会員や、在庫がなくなった後の会員には配布されません。",
    },
    body: issueAsked,
    answer: couponsIssued,
    status: 201,
    errors: ["member.not_found"],
    examples: { "Thanks for a survey": { memberIds: [anyMember], occasion: "survey-2026-11" } },
    does: ({ deps, caller, id, body, write }) => {
      const written = write(id, body);
      return once(deps, written, async () => {
        const nowMs = deps.clock.nowMs();
        const members = await Promise.all(body.memberIds.map((memberId) => memberFor(deps, memberId)));
        const issuing = {
          ...{ via: "api", occasion: `api:${body.occasion}`, actor: `key:${caller.actor.id}`, nowMs },
          businessDate: dateAt(nowMs, deps.settings.timeZone),
        };
        const plans = [];
        for (const { memberId, status } of members) {
          plans.push(status === "left" ? [] : await planIssue(deps, id, memberId, issuing));
        }
        const given = plans.filter((plan) => plan.length > 0).length;
        const answer = { given, skipped: plans.length - given };
        const audit = {
          auditId: deps.ids.ulid(),
          atMs: nowMs,
          actor: caller.actor,
          action: "coupons.issue",
          subject: `coupon:${id}`,
          nodeId: null,
          details: { given, occasion: body.occasion },
        };
        await deps.database.commit(audited(audit, [...plans.flat(), answerRow(written, answer, nowMs)]));
        return answer;
      });
    },
  }),
];
