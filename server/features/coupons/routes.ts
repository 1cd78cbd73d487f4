import { Hono } from "hono";
import { z } from "zod";
import { tapsAsked, tapUndoAsked } from "../../../shared/coupons/taps.ts";
import { withSession } from "../../platform/auth/sessions.ts";
import { checked, idempotencyKey, jsonBody } from "../../platform/http/input.ts";
import type { Env, Web } from "../../platform/http/web.ts";
import { activeMember, type Member } from "../members/index.ts";
import { staffAtStore, staffOf } from "../stores/index.ts";
import { claimCoupon, drawCoupon } from "./claim.ts";
import { wordForTill } from "./proof.ts";
import { couponTaps, undoTapAtTill } from "./taps.ts";
import { type FactsOf, openCoupon, presentCoupon, redeemCoupon, withdrawCoupon } from "./use.ts";
import { seeCoupon, walletOf } from "./wallet.ts";

const id = z.string().min(1).max(60);
const redeemAsked = z.strictObject({ storeId: id.optional() });
const claimAsked = z.union([
  z.strictObject({ code: z.string().min(1).max(60) }),
  z.strictObject({ secret: z.string().min(1).max(100) }),
]);
const nothing = z.strictObject({});

const signedIn = withSession("card");

function memberOf(c: Web): Promise<Member> {
  return activeMember(c.get("deps"), c.get("session"));
}

/** `/api/card/coupons…`: the member's own coupons. `factsOf` says what rank and points know of a member. */
export function couponRoutes(factsOf: FactsOf) {
  return new Hono<Env>()
    .get("/coupons", signedIn, async (c) => {
      const member = await memberOf(c);
      return c.json(await walletOf(c.get("deps"), member, await factsOf(c.get("deps"), member)));
    })
    .post("/coupons/claim", signedIn, async (c) => {
      const member = await memberOf(c);
      const key = idempotencyKey(c);
      return c.json(await claimCoupon(c.get("deps"), member, await jsonBody(c, claimAsked), key));
    })
    .post("/coupons/draws/:couponId", signedIn, async (c) => {
      const member = await memberOf(c);
      const key = idempotencyKey(c);
      await jsonBody(c, nothing);
      return c.json(await drawCoupon(c.get("deps"), member, checked(id, c.req.param("couponId")), key));
    })
    .post("/coupons/:walletId/seen", signedIn, async (c) => {
      await seeCoupon(c.get("deps"), await memberOf(c), checked(id, c.req.param("walletId")));
      return c.json({});
    })
    .post("/coupons/:walletId/open", signedIn, async (c) =>
      c.json(
        await openCoupon(c.get("deps"), factsOf, await memberOf(c), checked(id, c.req.param("walletId"))),
      ),
    )
    .post("/coupons/:walletId/present", signedIn, async (c) =>
      c.json(
        await presentCoupon(c.get("deps"), factsOf, await memberOf(c), checked(id, c.req.param("walletId"))),
      ),
    )
    .delete("/coupons/:walletId/present", signedIn, async (c) =>
      c.json(await withdrawCoupon(c.get("deps"), await memberOf(c), checked(id, c.req.param("walletId")))),
    )
    .post("/coupons/:walletId/redeem", signedIn, async (c) => {
      const member = await memberOf(c);
      const key = idempotencyKey(c);
      const { storeId = null } = await jsonBody(c, redeemAsked);
      const asked = { walletId: checked(id, c.req.param("walletId")), storeId };
      return c.json(await redeemCoupon(c.get("deps"), factsOf, member, asked, key));
    });
}

/**
 * `/api/till/coupon-word`: what the living screen of a coupon that is used now shows too, null without such coupons;
 * `/coupon-taps`: what was used by taps on a day, each to be given back.
 */
export const tillCouponRoutes = new Hono<Env>()
  .get("/coupon-word", withSession("till"), async (c) => {
    const deps = c.get("deps");
    await staffOf(deps, c.get("session"));
    return c.json(await wordForTill(deps, deps.clock.nowMs()));
  })
  .get("/coupon-taps", withSession("till"), async (c) => {
    const deps = c.get("deps");
    const { date } = checked(tapsAsked, c.req.query());
    return c.json(await couponTaps(deps, await staffAtStore(deps, c.get("session")), date));
  })
  .post("/coupon-taps/:walletId/undo", withSession("till"), async (c) => {
    const deps = c.get("deps");
    const staff = await staffAtStore(deps, c.get("session"));
    const { usedAtMs } = await jsonBody(c, tapUndoAsked);
    return c.json(await undoTapAtTill(deps, staff, checked(id, c.req.param("walletId")), usedAtMs));
  });
