import { Hono } from "hono";
import { dateAt } from "../../../shared/dates.ts";
import { withSession } from "../../platform/auth/sessions.ts";
import type { Env } from "../../platform/http/web.ts";
import { activeMember } from "../members/index.ts";
import { stampWallet } from "./wallet.ts";

/** `/api/card/stamps`: the member's own door. */
export const cardStampRoutes = new Hono<Env>().get("/stamps", withSession("card"), async (c) => {
  const deps = c.get("deps");
  const { memberId } = await activeMember(deps, c.get("session"));
  const nowMs = deps.clock.nowMs();
  const on = dateAt(nowMs, deps.settings.timeZone);
  return c.json(await stampWallet(deps, memberId, { on, nowMs }));
});
