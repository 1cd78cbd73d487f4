import { Hono } from "hono";
import { withSession } from "../../platform/auth/sessions.ts";
import type { Env } from "../../platform/http/web.ts";
import { consoleStaff } from "../stores/index.ts";
import { todayView } from "./today.ts";

/** `/api/console/today`: the figures of the home screen. */
export const reportRoutes = new Hono<Env>().get("/today", withSession("console"), async (c) => {
  await consoleStaff(c.get("deps"), c.get("session"), "read");
  return c.json(await todayView(c.get("deps")));
});
