import { Hono } from "hono";
import { dashboardAsked } from "../../../shared/reports/dashboard.ts";
import { withSession } from "../../platform/auth/sessions.ts";
import { checked } from "../../platform/http/input.ts";
import type { Env } from "../../platform/http/web.ts";
import { consoleStaff } from "../stores/index.ts";
import { dashboard } from "./dashboard.ts";
import { todayView } from "./today.ts";

const signedIn = withSession("console");

/** `/api/console/today`, the figures of the home screen, and `/api/console/reports`. Everybody at the console may read them. */
export const reportRoutes = new Hono<Env>()
  .get("/today", signedIn, async (c) => {
    await consoleStaff(c.get("deps"), c.get("session"), "read");
    return c.json(await todayView(c.get("deps")));
  })
  .get("/reports/dashboard", signedIn, async (c) => {
    await consoleStaff(c.get("deps"), c.get("session"), "read");
    return c.json(await dashboard(c.get("deps"), checked(dashboardAsked, c.req.query())));
  });
