import { Hono } from "hono";
import { z } from "zod";
import {
  issueStampCard,
  newStampCard,
  stampCardDraft,
  stampHoldersAsked,
} from "../../../shared/stamps/console.ts";
import { withSession } from "../../platform/auth/sessions.ts";
import { csvAnswer } from "../../platform/http/csv-answer.ts";
import { checked, idempotencyKey, jsonBody } from "../../platform/http/input.ts";
import { writeOf } from "../../platform/http/once.ts";
import type { Env } from "../../platform/http/web.ts";
import { consoleStaff } from "../stores/index.ts";
import { exportHolders, stampHolders } from "./holders.ts";
import {
  type CouponCheck,
  dropDraft,
  issueCard,
  makeStampCard,
  moveStampCard,
  saveDraft,
  stampCardState,
} from "./publish.ts";
import { stampCardList, stampCardResults } from "./results.ts";

const signedIn = withSession("console");
const holdersFile = stampHoldersAsked.omit({ page: true }).extend({
  encoding: z.enum(["utf-8", "cp932"]).default("utf-8"),
  language: z.enum(["ja", "en"]).default("ja"),
});

/** `/api/console/stamp-cards`: made, changed, issued and stopped by who may publish; read by everybody at the console. */
export const stampCardRoutes = (mayGive: CouponCheck) =>
  new Hono<Env>()
    .get("/stamp-cards", signedIn, async (c) => {
      await consoleStaff(c.get("deps"), c.get("session"), "read");
      return c.json(await stampCardList(c.get("deps")));
    })
    .post("/stamp-cards", signedIn, async (c) => {
      const { actor } = await consoleStaff(c.get("deps"), c.get("session"), "publish");
      const key = idempotencyKey(c);
      const { card } = await jsonBody(c, newStampCard);
      return c.json(
        await makeStampCard(c.get("deps"), actor, card, writeOf("console", key, ["stamp-card", card])),
        201,
      );
    })
    .get("/stamp-cards/:cardId", signedIn, async (c) => {
      await consoleStaff(c.get("deps"), c.get("session"), "read");
      return c.json(await stampCardState(c.get("deps"), c.req.param("cardId")));
    })
    .get("/stamp-cards/:cardId/results", signedIn, async (c) => {
      await consoleStaff(c.get("deps"), c.get("session"), "read");
      return c.json(await stampCardResults(c.get("deps"), c.req.param("cardId")));
    })
    .get("/stamp-cards/:cardId/holders", signedIn, async (c) => {
      await consoleStaff(c.get("deps"), c.get("session"), "read");
      const asked = checked(stampHoldersAsked, c.req.query());
      return c.json(await stampHolders(c.get("deps"), c.req.param("cardId"), asked));
    })
    .get("/stamp-cards/:cardId/holders.csv", signedIn, async (c) => {
      const { actor } = await consoleStaff(c.get("deps"), c.get("session"), "read");
      const { encoding, language, ...asked } = checked(holdersFile, c.req.query());
      const rows = await exportHolders(c.get("deps"), actor, c.req.param("cardId"), asked, language);
      return csvAnswer(c, rows, encoding, { ja: "スタンプカードの会員", ascii: "stamp-card-members" });
    })
    .put("/stamp-cards/:cardId/draft", signedIn, async (c) => {
      const { actor } = await consoleStaff(c.get("deps"), c.get("session"), "publish");
      const { card, seenAtMs } = await jsonBody(c, stampCardDraft);
      return c.json(await saveDraft(c.get("deps"), actor, c.req.param("cardId"), card, seenAtMs));
    })
    .delete("/stamp-cards/:cardId/draft", signedIn, async (c) => {
      const { actor } = await consoleStaff(c.get("deps"), c.get("session"), "publish");
      return c.json(await dropDraft(c.get("deps"), actor, c.req.param("cardId")));
    })
    .post("/stamp-cards/:cardId/issue", signedIn, async (c) => {
      const { actor } = await consoleStaff(c.get("deps"), c.get("session"), "publish");
      const { seenAtMs } = await jsonBody(c, issueStampCard);
      return c.json(await issueCard(c.get("deps"), actor, c.req.param("cardId"), seenAtMs, mayGive));
    })
    .post("/stamp-cards/:cardId/stop", signedIn, async (c) => {
      const { actor } = await consoleStaff(c.get("deps"), c.get("session"), "publish");
      return c.json(await moveStampCard(c.get("deps"), actor, c.req.param("cardId"), "stopped"));
    })
    .post("/stamp-cards/:cardId/resume", signedIn, async (c) => {
      const { actor } = await consoleStaff(c.get("deps"), c.get("session"), "publish");
      return c.json(await moveStampCard(c.get("deps"), actor, c.req.param("cardId"), "issued"));
    });
