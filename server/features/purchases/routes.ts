import { Hono } from "hono";
import { z } from "zod";
import { offlineSale } from "../../../shared/purchases/offline/schema.ts";
import { holdCoupons, refundAsked, sale, scan, voidPurchase } from "../../../shared/purchases/schema.ts";
import { chooseStore as chooseStoreInput, openTillSession } from "../../../shared/stores/schema.ts";
import { endSession, giveCookie, takeCookie, withSession } from "../../platform/auth/sessions.ts";
import { housekeeping } from "../../platform/database/plan.ts";
import { checked, idempotencyKey, jsonBody } from "../../platform/http/input.ts";
import type { Env } from "../../platform/http/web.ts";
import { identityOf } from "../../platform/line/identify.ts";
import { saleDetails } from "./details.ts";
import { holdCouponsAtTill } from "./hold-coupons.ts";
import { sellOffline } from "./offline.ts";
import { purchaseList } from "./receipt.ts";
import { quoteRefundAtTill, refundAtTill } from "./refund-till.ts";
import { quoteSale, sell } from "./sell.ts";
import { chooseStore, putAway, scanAtTill, signIn, tillState } from "./till.ts";
import { voidSale } from "./void.ts";

const listQuery = z.object({
  date: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .optional(),
  before: z
    .string()
    .regex(/^[0-9A-Z]{26}$/)
    .optional(),
});

/** `/api/till/*`: the staff's own door. */
export const tillRoutes = new Hono<Env>()
  .post("/session", async (c) => {
    const deps = c.get("deps");
    const body = await jsonBody(c, openTillSession);
    const { token, state } = await signIn(deps, await identityOf(deps, body), body.invitation);
    giveCookie(c, "till", token);
    return c.json(state);
  })
  .get("/me", withSession("till"), async (c) => c.json(await tillState(c.get("deps"), c.get("session"))))
  .post("/store", withSession("till"), async (c) =>
    c.json(await chooseStore(c.get("deps"), c.get("session"), await jsonBody(c, chooseStoreInput))),
  )
  .post("/signout", withSession("till"), async (c) => {
    const plan = housekeeping("a session ends", [endSession(c.get("session"))]);
    await c.get("deps").database.commit(plan);
    takeCookie(c, "till");
    return c.json({});
  })
  .post("/scans", withSession("till"), async (c) =>
    c.json(await scanAtTill(c.get("deps"), c.get("session"), await jsonBody(c, scan)), 201),
  )
  .post("/scans/:scanId/close", withSession("till"), async (c) => {
    await putAway(c.get("deps"), c.get("session"), c.req.param("scanId"));
    return c.json({});
  })
  .put("/scans/:scanId/coupons", withSession("till"), async (c) => {
    const { coupons } = await jsonBody(c, holdCoupons);
    return c.json(await holdCouponsAtTill(c.get("deps"), c.get("session"), c.req.param("scanId"), coupons));
  })
  .post("/quotes", withSession("till"), async (c) =>
    c.json(await quoteSale(c.get("deps"), c.get("session"), await jsonBody(c, sale))),
  )
  .post("/purchases", withSession("till"), async (c) => {
    const key = idempotencyKey(c);
    return c.json(await sell(c.get("deps"), c.get("session"), await jsonBody(c, sale), key), 201);
  })
  .post("/offline", withSession("till"), async (c) => {
    const key = idempotencyKey(c);
    return c.json(
      await sellOffline(c.get("deps"), c.get("session"), await jsonBody(c, offlineSale), key),
      201,
    );
  })
  .get("/purchases", withSession("till"), async (c) => {
    const { date, before } = checked(listQuery, c.req.query());
    return c.json(await purchaseList(c.get("deps"), c.get("session"), date, before));
  })
  .get("/purchases/:purchaseId", withSession("till"), async (c) =>
    c.json(await saleDetails(c.get("deps"), c.get("session"), c.req.param("purchaseId"))),
  )
  .post("/purchases/:purchaseId/refunds", withSession("till"), async (c) => {
    const key = idempotencyKey(c);
    const body = await jsonBody(c, refundAsked);
    const { purchaseId } = c.req.param();
    return c.json(await refundAtTill(c.get("deps"), c.get("session"), purchaseId, body, key), 201);
  })
  .post("/purchases/:purchaseId/refunds/quote", withSession("till"), async (c) => {
    const body = await jsonBody(c, refundAsked);
    const { purchaseId } = c.req.param();
    return c.json(await quoteRefundAtTill(c.get("deps"), c.get("session"), purchaseId, body));
  })
  .post("/purchases/:purchaseId/void", withSession("till"), async (c) => {
    const key = idempotencyKey(c);
    const body = await jsonBody(c, voidPurchase);
    return c.json(await voidSale(c.get("deps"), c.get("session"), c.req.param("purchaseId"), body, key));
  });
