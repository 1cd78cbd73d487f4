import { Hono } from "hono";
import { ladder } from "../../../shared/ranks/schema.ts";
import { withSession } from "../../platform/auth/sessions.ts";
import { jsonBody } from "../../platform/http/input.ts";
import type { Env } from "../../platform/http/web.ts";
import { consoleStaff } from "../stores/index.ts";
import { ladderState, publishLadder } from "./publish.ts";

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
  });
