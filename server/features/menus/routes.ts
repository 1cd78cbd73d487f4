import { Hono } from "hono";
import { withSession } from "../../platform/auth/sessions.ts";
import type { Env } from "../../platform/http/web.ts";
import { consoleStaff } from "../stores/index.ts";
import { applyAtConsole, menusState } from "./state.ts";

const signedIn = withSession("console");

/** `/api/console/menus`: the rich menus, and the button that makes LINE's those of the shop. */
export const menusConsoleRoutes = new Hono<Env>()
  .get("/menus", signedIn, async (c) => {
    await consoleStaff(c.get("deps"), c.get("session"), "read");
    return c.json(await menusState(c.get("deps")));
  })
  .post("/menus", signedIn, async (c) => {
    const { actor } = await consoleStaff(c.get("deps"), c.get("session"), "messages");
    return c.json(await applyAtConsole(c.get("deps"), actor));
  });
