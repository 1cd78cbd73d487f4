import { Hono } from "hono";
import type { ReachState } from "../../../shared/reach/console.ts";
import { reachPreviewAsked } from "../../../shared/reach/preview.ts";
import { reachSettings } from "../../../shared/reach/schema.ts";
import type { Deps } from "../../deps.ts";
import { withSession } from "../../platform/auth/sessions.ts";
import { jsonBody } from "../../platform/http/input.ts";
import type { Env } from "../../platform/http/web.ts";
import { consoleStaff, staffName } from "../stores/index.ts";
import { reachPreview } from "./preview.ts";
import { keptSettings, publishReach } from "./settings.ts";

const signedIn = withSession("console");

/** `/api/console/reach`: who may be reached, when, and what it costs. */
export const reachConsoleRoutes = new Hono<Env>()
  .get("/reach", signedIn, async (c) => {
    await consoleStaff(c.get("deps"), c.get("session"), "read");
    return c.json(await reachState(c.get("deps")));
  })
  .put("/reach", signedIn, async (c) => {
    const { actor } = await consoleStaff(c.get("deps"), c.get("session"), "messages");
    await publishReach(c.get("deps"), actor, await jsonBody(c, reachSettings));
    return c.json(await reachState(c.get("deps")));
  })
  .post("/reach/preview", signedIn, async (c) => {
    await consoleStaff(c.get("deps"), c.get("session"), "read");
    return c.json(await reachPreview(c.get("deps"), await jsonBody(c, reachPreviewAsked)));
  });

async function reachState(deps: Deps): Promise<ReachState> {
  const { settings, madeAtMs, madeBy } = await keptSettings(deps);
  return { settings, madeAtMs, madeBy: madeBy === null ? null : await staffName(deps, madeBy) };
}
