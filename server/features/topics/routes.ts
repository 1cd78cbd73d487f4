import { Hono } from "hono";
import { Refusal } from "../../../shared/errors.ts";
import { chooseTopics } from "../../../shared/topics/schema.ts";
import { withSession } from "../../platform/auth/sessions.ts";
import { idempotencyKey, jsonBody } from "../../platform/http/input.ts";
import type { Env } from "../../platform/http/web.ts";
import { activeMember, memberByPublicId } from "../members/index.ts";
import { consoleStaff } from "../stores/index.ts";
import { chooseInCard, memberTopics, switchesOf } from "./choose.ts";

/** `/api/card/topics`: the member's own door. */
export const cardTopicRoutes = new Hono<Env>()
  .get("/topics", withSession("card"), async (c) => {
    const deps = c.get("deps");
    return c.json(await switchesOf(deps, await activeMember(deps, c.get("session"))));
  })
  .put("/topics", withSession("card"), async (c) => {
    const deps = c.get("deps");
    const session = c.get("session");
    const member = await activeMember(deps, session);
    const key = idempotencyKey(c);
    const asked = await jsonBody(c, chooseTopics);
    return c.json(await chooseInCard(deps, { ...member, lineUserId: session.lineUserId }, asked, key));
  });

/** `/api/console/members/{publicId}/topics` */
export const memberTopicRoutes = new Hono<Env>().get(
  "/members/:memberId/topics",
  withSession("console"),
  async (c) => {
    const deps = c.get("deps");
    await consoleStaff(deps, c.get("session"), "read");
    const member = await memberByPublicId(deps, c.req.param("memberId"));
    if (member === null) throw new Refusal("member.not_found");
    return c.json(await memberTopics(deps, member.lineUserId));
  },
);
