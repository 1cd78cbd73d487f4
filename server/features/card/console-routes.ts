import { Hono } from "hono";
import { birthdayCorrected } from "../../../shared/members/schema.ts";
import { withSession } from "../../platform/auth/sessions.ts";
import { jsonBody } from "../../platform/http/input.ts";
import type { Env } from "../../platform/http/web.ts";
import { consoleStaff } from "../stores/index.ts";
import { birthdayOf, correctBirthday } from "./birthday.ts";

const signedIn = withSession("console");

/** `/api/console/*` about what members told on their cards; for who may move their points, too. */
export const cardConsoleRoutes = new Hono<Env>()
  .get("/members/:memberId/birthday", signedIn, async (c) => {
    await consoleStaff(c.get("deps"), c.get("session"), "adjust");
    return c.json(await birthdayOf(c.get("deps"), c.req.param("memberId")));
  })
  .put("/members/:memberId/birthday", signedIn, async (c) => {
    const { actor } = await consoleStaff(c.get("deps"), c.get("session"), "adjust");
    const { birthday } = await jsonBody(c, birthdayCorrected);
    return c.json(await correctBirthday(c.get("deps"), actor, c.req.param("memberId"), birthday));
  });
