import { Hono } from "hono";
import { placeAsked, roleAsked } from "../../../shared/stores/admin.ts";
import type { ConsoleRights } from "../../../shared/stores/console.ts";
import { withSession } from "../../platform/auth/sessions.ts";
import { jsonBody } from "../../platform/http/input.ts";
import type { Env, Web } from "../../platform/http/web.ts";
import { consoleStaff } from "./console.ts";
import { removeStaff } from "./invite.ts";
import {
  grantRole,
  inviteFromConsole,
  restoreStaff,
  revokeInvitation,
  revokeRole,
  staffOverview,
} from "./people.ts";
import { changePlace, closePlace, makePlace, placeList } from "./places.ts";
import { settingsView } from "./settings.ts";

const signedIn = withSession("console");
const staffWith = (c: Web, right: "read" | keyof ConsoleRights) =>
  consoleStaff(c.get("deps"), c.get("session"), right);

/** `/api/console/*` about stores, areas, staff and settings. */
export const adminRoutes = new Hono<Env>()
  .get("/settings", signedIn, async (c) => {
    await staffWith(c, "read");
    return c.json(settingsView(c.get("deps")));
  })
  .get("/places", signedIn, async (c) => {
    await staffWith(c, "read");
    return c.json(await placeList(c.get("deps")));
  })
  .post("/places", signedIn, async (c) => {
    const by = await staffWith(c, "places");
    return c.json(await makePlace(c.get("deps"), by, await jsonBody(c, placeAsked)), 201);
  })
  .put("/places/:publicId", signedIn, async (c) => {
    const by = await staffWith(c, "places");
    const asked = await jsonBody(c, placeAsked);
    return c.json(await changePlace(c.get("deps"), by, c.req.param("publicId"), asked));
  })
  .post("/places/:publicId/close", signedIn, async (c) => {
    await closePlace(c.get("deps"), await staffWith(c, "places"), c.req.param("publicId"), true);
    return c.json({});
  })
  .post("/places/:publicId/reopen", signedIn, async (c) => {
    await closePlace(c.get("deps"), await staffWith(c, "places"), c.req.param("publicId"), false);
    return c.json({});
  })
  .get("/staff", signedIn, async (c) =>
    c.json(await staffOverview(c.get("deps"), await staffWith(c, "staff"))),
  )
  .delete("/staff/:publicId", signedIn, async (c) => {
    await removeStaff(c.get("deps"), await staffWith(c, "staff"), c.req.param("publicId"));
    return c.json({});
  })
  .post("/staff/:publicId/restore", signedIn, async (c) => {
    await restoreStaff(c.get("deps"), await staffWith(c, "staff"), c.req.param("publicId"));
    return c.json({});
  })
  .post("/staff/:publicId/roles", signedIn, async (c) => {
    const by = await staffWith(c, "staff");
    await grantRole(c.get("deps"), by, c.req.param("publicId"), await jsonBody(c, roleAsked));
    return c.json({});
  })
  .post("/staff/:publicId/roles/revoke", signedIn, async (c) => {
    const by = await staffWith(c, "staff");
    await revokeRole(c.get("deps"), by, c.req.param("publicId"), await jsonBody(c, roleAsked));
    return c.json({});
  })
  .post("/invitations", signedIn, async (c) => {
    const by = await staffWith(c, "staff");
    return c.json(await inviteFromConsole(c.get("deps"), by, await jsonBody(c, roleAsked)), 201);
  })
  .delete("/invitations/:invitationId", signedIn, async (c) => {
    await revokeInvitation(c.get("deps"), await staffWith(c, "staff"), c.req.param("invitationId"), true);
    return c.json({});
  })
  .post("/invitations/:invitationId/restore", signedIn, async (c) => {
    await revokeInvitation(c.get("deps"), await staffWith(c, "staff"), c.req.param("invitationId"), false);
    return c.json({});
  });
