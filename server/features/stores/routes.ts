import { Hono } from "hono";
import { invite as inviteInput } from "../../../shared/stores/schema.ts";
import { withSession } from "../../platform/auth/sessions.ts";
import { jsonBody } from "../../platform/http/input.ts";
import type { Env } from "../../platform/http/web.ts";
import { invite, removeStaff, staffList } from "./invite.ts";
import { staffOf } from "./staff.ts";

/** `/api/till/staff` and `/api/till/invitations`: for owners and managers. */
export const staffRoutes = new Hono<Env>()
  .get("/staff", withSession("till"), async (c) => {
    const deps = c.get("deps");
    return c.json(await staffList(deps, await staffOf(deps, c.get("session"))));
  })
  .delete("/staff/:publicId", withSession("till"), async (c) => {
    const deps = c.get("deps");
    await removeStaff(deps, await staffOf(deps, c.get("session")), c.req.param("publicId"));
    return c.json({});
  })
  .post("/invitations", withSession("till"), async (c) => {
    const deps = c.get("deps");
    const staff = await staffOf(deps, c.get("session"));
    return c.json(await invite(deps, staff, await jsonBody(c, inviteInput)), 201);
  });
