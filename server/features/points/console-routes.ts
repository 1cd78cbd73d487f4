import { Hono } from "hono";
import { z } from "zod";
import { adjustAsked, reasonCode } from "../../../shared/points/adjustments/schema.ts";
import { programme } from "../../../shared/points/programme/schema.ts";
import { withSession } from "../../platform/auth/sessions.ts";
import { languageOf } from "../../platform/http/errors.ts";
import { bodyBytes, checked, idempotencyKey, jsonBody } from "../../platform/http/input.ts";
import { writeOf } from "../../platform/http/once.ts";
import type { Env, Web } from "../../platform/http/web.ts";
import { failureText } from "../../platform/log.ts";
import { type ConsoleStaff, consoleStaff } from "../stores/index.ts";
import { adjust } from "./adjust.ts";
import { applyFile, resultFile } from "./adjustment-apply.ts";
import { acceptFile, checkFile, fileList, fileView } from "./adjustment-file.ts";
import { existing, memberBalance, memberHistory, memberPoints, memberSearch } from "./member-view.ts";
import { publishProgramme, versionList, versionView } from "./publish.ts";

/** Ten thousand rows with reasons; no other request of ours is as long. */
const fileBytesMax = 4 * 1024 * 1024;
/** A programme of a hundred rules with long lists. */
const programmeBytesMax = 1024 * 1024;
/** What is accepted is applied at once as far as this goes; the rest by the tick. */
const applyAtOnceMs = 3_000;

const versionParam = z.coerce.number().int().min(1).max(1_000_000_000);
const language = z.enum(["ja", "en"]).optional();
const beforeQuery = z.object({ before: versionParam.optional(), language });
const balanceQuery = z.object({ on: z.iso.date() });
const searchQuery = z.object({ q: z.string().max(100).default("") });
const uploadQuery = z.object({ name: z.string().min(1).max(200), reasonCode: reasonCode.default("other") });
const resultQuery = z.object({ encoding: z.enum(["utf-8", "cp932"]).default("utf-8"), language });

const signedIn = withSession("console");

const staffWith = (c: Web, right: "read" | "publish" | "adjust"): Promise<ConsoleStaff> =>
  consoleStaff(c.get("deps"), c.get("session"), right);

/** `/api/console/*` about rules and points. */
export const pointsConsoleRoutes = new Hono<Env>()
  .get("/programme", signedIn, async (c) => {
    await staffWith(c, "read");
    return c.json(await versionView(c.get("deps"), null));
  })
  .get("/programme/versions", signedIn, async (c) => {
    await staffWith(c, "read");
    const asked = checked(beforeQuery, c.req.query());
    const words = asked.language ?? languageOf(c.req.header("accept-language"));
    return c.json(await versionList(c.get("deps"), asked.before ?? null, words));
  })
  .get("/programme/versions/:version", signedIn, async (c) => {
    await staffWith(c, "read");
    return c.json(await versionView(c.get("deps"), checked(versionParam, c.req.param("version"))));
  })
  .post("/programme", signedIn, async (c) => {
    const { actor } = await staffWith(c, "publish");
    const draft = await jsonBody(c, programme, programmeBytesMax);
    return c.json(await publishProgramme(c.get("deps"), actor, draft), 201);
  })
  .get("/members", signedIn, async (c) => {
    await staffWith(c, "read");
    return c.json(await memberSearch(c.get("deps"), checked(searchQuery, c.req.query()).q));
  })
  .get("/members/:memberId", signedIn, async (c) => {
    const { actor } = await staffWith(c, "read");
    return c.json(await memberPoints(c.get("deps"), actor, c.req.param("memberId")));
  })
  .get("/members/:memberId/history", signedIn, async (c) => {
    await staffWith(c, "read");
    const { before } = checked(beforeQuery, c.req.query());
    return c.json(await memberHistory(c.get("deps"), c.req.param("memberId"), before ?? null));
  })
  .get("/members/:memberId/balance", signedIn, async (c) => {
    await staffWith(c, "read");
    const { on } = checked(balanceQuery, c.req.query());
    return c.json(await memberBalance(c.get("deps"), c.req.param("memberId"), on));
  })
  .post("/members/:memberId/adjustments", signedIn, async (c) => {
    const deps = c.get("deps");
    const { actor } = await staffWith(c, "adjust");
    const key = idempotencyKey(c);
    const asked = await jsonBody(c, adjustAsked);
    const { memberId } = await existing(deps, c.req.param("memberId"));
    const content = [memberId, asked.points, asked.reasonCode, asked.reason, asked.expiresOn ?? null];
    const write = writeOf("console", key, ["adjust", ...content]);
    return c.json(await adjust(deps, actor, { memberId, ...asked }, write), 201);
  })
  .get("/adjustment-files", signedIn, async (c) => {
    await staffWith(c, "read");
    return c.json(await fileList(c.get("deps")));
  })
  .post("/adjustment-files", signedIn, async (c) => {
    const { actor } = await staffWith(c, "adjust");
    const asked = checked(uploadQuery, c.req.query());
    const bytes = await bodyBytes(c, fileBytesMax);
    return c.json(await checkFile(c.get("deps"), actor, { ...asked, bytes }));
  })
  .get("/adjustment-files/:fileId", signedIn, async (c) => {
    await staffWith(c, "read");
    return c.json(await fileView(c.get("deps"), c.req.param("fileId")));
  })
  .post("/adjustment-files/:fileId/apply", signedIn, async (c) => {
    const deps = c.get("deps");
    const { actor } = await staffWith(c, "adjust");
    const fileId = c.req.param("fileId");
    await acceptFile(deps, actor, fileId);
    try {
      await applyFile(deps, fileId, deps.clock.nowMs() + applyAtOnceMs);
    } catch (failure) {
      // It is accepted: the tick goes on with it.
      deps.log.warn("adjustment_file.interrupted", { fileId, failure: failureText(failure) });
    }
    return c.json(await fileView(deps, fileId));
  })
  .get("/adjustment-files/:fileId/result", signedIn, async (c) => {
    await staffWith(c, "read");
    const { encoding, language: asked } = checked(resultQuery, c.req.query());
    const fileId = c.req.param("fileId");
    const { name } = await fileView(c.get("deps"), fileId);
    const words = asked ?? languageOf(c.req.header("accept-language"));
    const bytes = await resultFile(c.get("deps"), fileId, encoding, words);
    const charset = encoding === "cp932" ? "Shift_JIS" : "utf-8";
    return c.body(bytes, 200, {
      "content-type": `text/csv; charset=${charset}`,
      "content-disposition": `attachment; filename="result.csv"; filename*=UTF-8''${encodeURIComponent(`result-${name}`)}`,
    });
  });
