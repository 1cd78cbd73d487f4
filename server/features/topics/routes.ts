import { Hono } from "hono";
import { Refusal } from "../../../shared/errors.ts";
import { chooseTopics } from "../../../shared/topics/schema.ts";
import type { Deps } from "../../deps.ts";
import { withSession } from "../../platform/auth/sessions.ts";
import { idempotencyKey, jsonBody } from "../../platform/http/input.ts";
import type { Env } from "../../platform/http/web.ts";
import { activeMember, type Member, memberByPublicId } from "../members/index.ts";
import { consoleStaff } from "../stores/index.ts";
import { chooseForMember, chooseInCard, memberTopics, switchesOf } from "./choose.ts";

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
export const memberTopicRoutes = new Hono<Env>()
  .get("/members/:memberId/topics", withSession("console"), async (c) => {
    const deps = c.get("deps");
    await consoleStaff(deps, c.get("session"), "read");
    const { lineUserId } = await theMember(deps, c.req.param("memberId"));
    return c.json(await memberTopics(deps, lineUserId));
  })
  .put("/members/:memberId/topics", withSession("console"), async (c) => {
    const deps = c.get("deps");
    const { actor } = await consoleStaff(deps, c.get("session"), "members");
    const member = await theMember(deps, c.req.param("memberId"));
    const key = idempotencyKey(c);
    return c.json(await chooseForMember(deps, actor, member, await jsonBody(c, chooseTopics), key));
  });

async function theMember(deps: Deps, publicId: string): Promise<Member> {
  const member = await memberByPublicId(deps, publicId);
  if (member === null) throw new Refusal("member.not_found");
  return member;
}
