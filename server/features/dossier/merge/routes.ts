import { Hono } from "hono";
import { mergeAsked } from "../../../../shared/members/merge.ts";
import { withSession } from "../../../platform/auth/sessions.ts";
import { idempotencyKey, jsonBody } from "../../../platform/http/input.ts";
import { writeOf } from "../../../platform/http/once.ts";
import type { Env } from "../../../platform/http/web.ts";
import { consoleStaff } from "../../stores/index.ts";
import { mergeMembers, previewMerge } from "./merge.ts";

const signedIn = withSession("console");

/** `/api/console/members/{memberId}/merge`: `memberId` ends, and leads to another from then on. */
export const mergeRoutes = new Hono<Env>()
  .get("/members/:memberId/merge", signedIn, async (c) => {
    const deps = c.get("deps");
    const { actor } = await consoleStaff(deps, c.get("session"), "adjust");
    return c.json(await previewMerge(deps, actor, c.req.param("memberId"), c.req.query("into") ?? ""));
  })
  .post("/members/:memberId/merge", signedIn, async (c) => {
    const deps = c.get("deps");
    const { actor } = await consoleStaff(deps, c.get("session"), "adjust");
    const key = idempotencyKey(c);
    const asked = await jsonBody(c, mergeAsked);
    const fromId = c.req.param("memberId");
    const write = writeOf("console", key, ["merge", fromId, asked.intoId, asked.reason]);
    return c.json(await mergeMembers(deps, actor, fromId, asked, write));
  });
