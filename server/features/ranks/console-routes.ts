import { Hono } from "hono";
import { dateAt } from "../../../shared/dates.ts";
import { Refusal } from "../../../shared/errors.ts";
import type { MemberRank } from "../../../shared/ranks/console.ts";
import { type GrantAsked, grantAsked, ladder } from "../../../shared/ranks/schema.ts";
import type { Deps } from "../../deps.ts";
import type { Actor } from "../../platform/auth/actor.ts";
import { withSession } from "../../platform/auth/sessions.ts";
import { idempotencyKey, jsonBody } from "../../platform/http/input.ts";
import { writeOf } from "../../platform/http/once.ts";
import type { Env } from "../../platform/http/web.ts";
import { memberByPublicId } from "../members/index.ts";
import { loadAccount, mainProgramme } from "../points/index.ts";
import { consoleStaff } from "../stores/index.ts";
import { endGrant, grantRank, type RankGranted } from "./grant.ts";
import { ladderState, publishLadder } from "./publish.ts";
import { rankOf } from "./rank.ts";

const signedIn = withSession("console");

/** `/api/console/*` about ranks. */
export const ranksConsoleRoutes = new Hono<Env>()
  .get("/ladder", signedIn, async (c) => {
    await consoleStaff(c.get("deps"), c.get("session"), "read");
    return c.json(await ladderState(c.get("deps")));
  })
  .post("/ladder", signedIn, async (c) => {
    const { actor } = await consoleStaff(c.get("deps"), c.get("session"), "publish");
    return c.json(await publishLadder(c.get("deps"), actor, await jsonBody(c, ladder)), 201);
  })
  .get("/members/:memberId/rank", signedIn, async (c) => {
    await consoleStaff(c.get("deps"), c.get("session"), "read");
    return c.json(await memberRank(c.get("deps"), c.req.param("memberId")));
  })
  .post("/members/:memberId/rank", signedIn, async (c) => {
    const { actor } = await consoleStaff(c.get("deps"), c.get("session"), "adjust");
    const key = idempotencyKey(c);
    const asked = await jsonBody(c, grantAsked);
    return c.json(await grantAt(c.get("deps"), actor, c.req.param("memberId"), asked, key), 201);
  });

async function memberRank(deps: Deps, publicId: string): Promise<MemberRank> {
  const member = await memberByPublicId(deps, publicId);
  const account = member === null ? null : await loadAccount(deps, member.memberId, mainProgramme);
  if (member === null || account === null) throw new Refusal("member.not_found");
  const { timeZone } = deps.settings;
  const on = dateAt(deps.clock.nowMs(), timeZone);
  const { view } = await rankOf(deps, account, dateAt(member.joinedAtMs, timeZone), on);
  return { rank: view };
}

async function grantAt(
  deps: Deps,
  actor: Actor,
  publicId: string,
  asked: GrantAsked,
  key: string,
): Promise<RankGranted> {
  const member = await memberByPublicId(deps, publicId);
  if (member === null) throw new Refusal("member.not_found");
  const { memberId } = member;
  const { rank, untilOn, reason } = asked;
  const write = writeOf("console", key, ["grant", memberId, rank, untilOn, reason]);
  if (rank === null) return endGrant(deps, actor, { memberId, reason }, write);
  if (untilOn === null) {
    throw new Refusal("request.invalid", { fields: [{ field: "untilOn", problem: "needed" }] });
  }
  return grantRank(deps, actor, { memberId, rank, untilOn, reason }, write);
}
