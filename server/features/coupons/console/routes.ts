import { Hono } from "hono";
import { z } from "zod";
import {
  codesAsked,
  couponDraft,
  giveAsked,
  holdersAsked,
  issueAsked,
  newCoupon,
  revokeAsked,
} from "../../../../shared/coupons/console.ts";
import { pictureBytesMax } from "../../../../shared/coupons/limits.ts";
import { withSession } from "../../../platform/auth/sessions.ts";
import { csvAnswer } from "../../../platform/http/csv-answer.ts";
import { languageOf } from "../../../platform/http/errors.ts";
import { bodyBytes, checked, idempotencyKey, jsonBody } from "../../../platform/http/input.ts";
import { writeOf } from "../../../platform/http/once.ts";
import type { Env, Web } from "../../../platform/http/web.ts";
import { type ConsoleStaff, consoleStaff } from "../../stores/index.ts";
import type { FactsOf } from "../use.ts";
import { codeBatches, codeRows, makeCodes } from "./codes.ts";
import { holderRows } from "./holder-file.ts";
import { checkList, listsOf, listView, moveList } from "./lists.ts";
import { giveByHand, memberCoupons, reinstate, revoke, undoUse } from "./one-member.ts";
import { keepPicture } from "./pictures.ts";
import { dropDraft, issueCoupon, makeCoupon, moveCoupon, saveDraft } from "./publish.ts";
import { couponHolders, couponResults } from "./results.ts";
import { couponList, couponState } from "./state.ts";

/** A hundred thousand numbers of twenty signs, with names beside them. */
const listBytesMax = 8 * 1024 * 1024;
const fileAsked = z.object({
  encoding: z.enum(["utf-8", "cp932"]).default("utf-8"),
  language: z.enum(["ja", "en"]).optional(),
});
const holdersFile = holdersAsked.omit({ page: true }).extend(fileAsked.shape);

const signedIn = withSession("console");
const staffWith = (c: Web, right: "read" | "publish" | "adjust"): Promise<ConsoleStaff> =>
  consoleStaff(c.get("deps"), c.get("session"), right);
const languageIn = (c: Web, asked: "ja" | "en" | undefined) =>
  asked ?? languageOf(c.req.header("accept-language"));

/** Made, changed, issued and stopped by who may publish; read by everybody at the console. */
const documents = new Hono<Env>()
  .get("/coupons", signedIn, async (c) => {
    await staffWith(c, "read");
    return c.json(await couponList(c.get("deps")));
  })
  .post("/coupons", signedIn, async (c) => {
    const { actor } = await staffWith(c, "publish");
    const key = idempotencyKey(c);
    const { coupon } = await jsonBody(c, newCoupon);
    const write = writeOf("console", key, ["coupon", coupon]);
    return c.json(await makeCoupon(c.get("deps"), actor, coupon, write), 201);
  })
  .get("/coupons/:couponId", signedIn, async (c) => {
    await staffWith(c, "read");
    return c.json(await couponState(c.get("deps"), c.req.param("couponId")));
  })
  .put("/coupons/:couponId/draft", signedIn, async (c) => {
    const { actor } = await staffWith(c, "publish");
    const { coupon, seenAtMs } = await jsonBody(c, couponDraft);
    return c.json(await saveDraft(c.get("deps"), actor, c.req.param("couponId"), coupon, seenAtMs));
  })
  .delete("/coupons/:couponId/draft", signedIn, async (c) => {
    const { actor } = await staffWith(c, "publish");
    return c.json(await dropDraft(c.get("deps"), actor, c.req.param("couponId")));
  })
  .post("/coupons/:couponId/issue", signedIn, async (c) => {
    const { actor } = await staffWith(c, "publish");
    const { seenAtMs } = await jsonBody(c, issueAsked);
    return c.json(await issueCoupon(c.get("deps"), actor, c.req.param("couponId"), seenAtMs));
  })
  .post("/coupons/:couponId/stop", signedIn, async (c) => {
    const { actor } = await staffWith(c, "publish");
    return c.json(await moveCoupon(c.get("deps"), actor, c.req.param("couponId"), "stopped"));
  })
  .post("/coupons/:couponId/resume", signedIn, async (c) => {
    const { actor } = await staffWith(c, "publish");
    return c.json(await moveCoupon(c.get("deps"), actor, c.req.param("couponId"), "issued"));
  })
  .post("/pictures", signedIn, async (c) => {
    const { actor } = await staffWith(c, "publish");
    return c.json(await keepPicture(c.get("deps"), actor, await bodyBytes(c, pictureBytesMax)), 201);
  });

/** What became of it, and of whom. */
const outcomes = new Hono<Env>()
  .get("/coupons/:couponId/results", signedIn, async (c) => {
    await staffWith(c, "read");
    return c.json(await couponResults(c.get("deps"), c.req.param("couponId")));
  })
  .get("/coupons/:couponId/holders", signedIn, async (c) => {
    await staffWith(c, "read");
    const asked = checked(holdersAsked, c.req.query());
    return c.json(await couponHolders(c.get("deps"), c.req.param("couponId"), asked));
  })
  .get("/coupons/:couponId/holders.csv", signedIn, async (c) => {
    const { actor } = await staffWith(c, "read");
    const { encoding, language, ...asked } = checked(holdersFile, c.req.query());
    const words = languageIn(c, language);
    const rows = await holderRows(c.get("deps"), actor, c.req.param("couponId"), asked, words);
    return csvAnswer(c, rows, encoding, { ja: "クーポンの会員", ascii: "coupon-members" });
  })
  .post("/coupons/:couponId/members", signedIn, async (c) => {
    const { actor } = await staffWith(c, "adjust");
    const key = idempotencyKey(c);
    const asked = await jsonBody(c, giveAsked);
    const couponId = c.req.param("couponId");
    const write = writeOf("console", key, ["give-coupon", couponId, asked.memberId, asked.reason]);
    return c.json(await giveByHand(c.get("deps"), actor, couponId, asked, write), 201);
  })
  .post("/coupons/:couponId/held/:walletId/revoke", signedIn, async (c) => {
    const { actor } = await staffWith(c, "adjust");
    const { reason } = await jsonBody(c, revokeAsked);
    const { couponId, walletId } = c.req.param();
    return c.json(await revoke(c.get("deps"), actor, couponId, walletId, reason));
  })
  .post("/coupons/:couponId/held/:walletId/undo", signedIn, async (c) => {
    const { actor } = await staffWith(c, "adjust");
    const { reason } = await jsonBody(c, revokeAsked);
    const { couponId, walletId } = c.req.param();
    return c.json(await undoUse(c.get("deps"), actor, couponId, walletId, reason));
  })
  .post("/coupons/:couponId/held/:walletId/reinstate", signedIn, async (c) => {
    const { actor } = await staffWith(c, "adjust");
    const { couponId, walletId } = c.req.param();
    return c.json(await reinstate(c.get("deps"), actor, couponId, walletId));
  });

/** Single-use codes, and lists of members. */
const many = new Hono<Env>()
  .get("/coupons/:couponId/codes", signedIn, async (c) => {
    await staffWith(c, "read");
    return c.json(await codeBatches(c.get("deps"), c.req.param("couponId")));
  })
  .post("/coupons/:couponId/codes", signedIn, async (c) => {
    const { actor } = await staffWith(c, "publish");
    const key = idempotencyKey(c);
    const { count } = await jsonBody(c, codesAsked);
    const couponId = c.req.param("couponId");
    const write = writeOf("console", key, ["coupon-codes", couponId, count]);
    return c.json(await makeCodes(c.get("deps"), actor, couponId, count, write), 201);
  })
  .get("/coupons/:couponId/codes/:batch/file.csv", signedIn, async (c) => {
    // Whoever has the codes has the coupons: they are for who may make them.
    const { actor } = await staffWith(c, "publish");
    const { encoding, language } = checked(fileAsked, c.req.query());
    const { couponId, batch } = c.req.param();
    const rows = await codeRows(c.get("deps"), actor, couponId, batch, languageIn(c, language));
    return csvAnswer(c, rows, encoding, { ja: "クーポンコード", ascii: "coupon-codes" });
  })
  .get("/coupons/:couponId/lists", signedIn, async (c) => {
    await staffWith(c, "read");
    return c.json(await listsOf(c.get("deps"), c.req.param("couponId")));
  })
  .post("/coupons/:couponId/lists", signedIn, async (c) => {
    const { actor } = await staffWith(c, "publish");
    const bytes = await bodyBytes(c, listBytesMax);
    return c.json(await checkList(c.get("deps"), actor, c.req.param("couponId"), bytes), 201);
  })
  .get("/coupons/:couponId/lists/:listId", signedIn, async (c) => {
    await staffWith(c, "read");
    const { couponId, listId } = c.req.param();
    return c.json(await listView(c.get("deps"), couponId, listId));
  })
  .post("/coupons/:couponId/lists/:listId/give", signedIn, async (c) => {
    const { actor } = await staffWith(c, "publish");
    const { couponId, listId } = c.req.param();
    return c.json(await moveList(c.get("deps"), actor, couponId, listId, "giving"));
  })
  .post("/coupons/:couponId/lists/:listId/stop", signedIn, async (c) => {
    const { actor } = await staffWith(c, "publish");
    const { couponId, listId } = c.req.param();
    return c.json(await moveList(c.get("deps"), actor, couponId, listId, "stopped"));
  });

/** `/api/console/*` about coupons. */
/** `factsOf` says which rank a member has, whose coupons are shown as their card shows them. */
export function couponsConsoleRoutes(factsOf: FactsOf) {
  return new Hono<Env>()
    .get("/members/:memberId/coupons", signedIn, async (c) => {
      await staffWith(c, "read");
      return c.json(await memberCoupons(c.get("deps"), c.req.param("memberId"), factsOf));
    })
    .route("/", documents)
    .route("/", outcomes)
    .route("/", many);
}
