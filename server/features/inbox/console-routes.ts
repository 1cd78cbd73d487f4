import { Hono } from "hono";
import { z } from "zod";
import { eventStatuses } from "../../../shared/inbox/console.ts";
import { withSession } from "../../platform/auth/sessions.ts";
import { checked } from "../../platform/http/input.ts";
import type { Env } from "../../platform/http/web.ts";
import { consoleStaff } from "../stores/index.ts";
import { eventDetails, eventPage, inboxCounts, replayAll, replayOne } from "./dead.ts";

const signedIn = withSession("console");

const pageAsked = z.object({
  status: z.enum(eventStatuses).default("dead"),
  before: z
    .string()
    .regex(/^[\x21-\x7e]{1,100}$/)
    .optional(),
});

/** `/api/console/inbox`: what LINE told us, and above all what could not be worked on. */
export const inboxConsoleRoutes = new Hono<Env>()
  .get("/inbox", signedIn, async (c) => {
    await consoleStaff(c.get("deps"), c.get("session"), "read");
    const { status, before } = checked(pageAsked, c.req.query());
    return c.json(await eventPage(c.get("deps"), status, before ?? null));
  })
  .get("/inbox/counts", signedIn, async (c) => {
    await consoleStaff(c.get("deps"), c.get("session"), "read");
    return c.json(await inboxCounts(c.get("deps")));
  })
  .post("/inbox/replay", signedIn, async (c) => {
    const { actor } = await consoleStaff(c.get("deps"), c.get("session"), "messages");
    return c.json(await replayAll(c.get("deps"), actor));
  })
  .get("/inbox/:eventId", signedIn, async (c) => {
    await consoleStaff(c.get("deps"), c.get("session"), "read");
    return c.json(await eventDetails(c.get("deps"), c.req.param("eventId")));
  })
  .post("/inbox/:eventId/replay", signedIn, async (c) => {
    const { actor } = await consoleStaff(c.get("deps"), c.get("session"), "messages");
    return c.json(await replayOne(c.get("deps"), actor, c.req.param("eventId")));
  });
