import { Hono } from "hono";
import {
  automationArchive,
  automationAsked,
  automationChange,
  automationSwitch,
  automationTestSend,
  dryRunAsked,
} from "../../../shared/automations/schema.ts";
import { withSession } from "../../platform/auth/sessions.ts";
import { idempotencyKey, jsonBody } from "../../platform/http/input.ts";
import type { Env } from "../../platform/http/web.ts";
import { consoleStaff } from "../stores/index.ts";
import { dryRun } from "./dry-run.ts";
import { automationList, automationRow, onSinceOf } from "./list.ts";
import { archiveAutomation, changeAutomation, makeAutomation, switchAutomation } from "./publish.ts";
import { sendsOf } from "./sends.ts";
import { testSend } from "./test-send.ts";

const signedIn = withSession("console");

/** `/api/console/automations`: what is sent by itself. */
export const automationRoutes = new Hono<Env>()
  .get("/automations", signedIn, async (c) => {
    await consoleStaff(c.get("deps"), c.get("session"), "read");
    return c.json({ automations: await automationList(c.get("deps")) });
  })
  .post("/automations", signedIn, async (c) => {
    const { actor } = await consoleStaff(c.get("deps"), c.get("session"), "messages");
    const { automationId, automation } = await jsonBody(c, automationAsked);
    await makeAutomation(c.get("deps"), actor, automationId, automation);
    return c.json(await automationRow(c.get("deps"), automationId), 201);
  })
  .post("/automations/dry-run", signedIn, async (c) => {
    await consoleStaff(c.get("deps"), c.get("session"), "read");
    const deps = c.get("deps");
    const { automationId, automation } = await jsonBody(c, dryRunAsked);
    const onSinceMs = automationId === null ? null : await onSinceOf(deps, automationId);
    return c.json(await dryRun(deps, automationId, automation, onSinceMs));
  })
  .post("/automations/test-send", signedIn, async (c) => {
    const staff = await consoleStaff(c.get("deps"), c.get("session"), "messages");
    const key = idempotencyKey(c);
    const asked = { ...(await jsonBody(c, automationTestSend)), key };
    return c.json(await testSend(c.get("deps"), staff, c.get("session"), asked), 201);
  })
  .get("/automations/:automationId", signedIn, async (c) => {
    await consoleStaff(c.get("deps"), c.get("session"), "read");
    return c.json(await automationRow(c.get("deps"), c.req.param("automationId")));
  })
  .get("/automations/:automationId/sends", signedIn, async (c) => {
    await consoleStaff(c.get("deps"), c.get("session"), "read");
    return c.json({ sends: await sendsOf(c.get("deps"), c.req.param("automationId")) });
  })
  .put("/automations/:automationId", signedIn, async (c) => {
    const { actor } = await consoleStaff(c.get("deps"), c.get("session"), "messages");
    const automationId = c.req.param("automationId");
    const { version, automation } = await jsonBody(c, automationChange);
    await changeAutomation(c.get("deps"), actor, automationId, version, automation);
    return c.json(await automationRow(c.get("deps"), automationId));
  })
  .post("/automations/:automationId/switch", signedIn, async (c) => {
    const automationId = c.req.param("automationId");
    const { on } = await jsonBody(c, automationSwitch);
    const { actor } = await consoleStaff(c.get("deps"), c.get("session"), on ? "messages" : "stop");
    await switchAutomation(c.get("deps"), actor, automationId, on);
    return c.json(await automationRow(c.get("deps"), automationId));
  })
  .post("/automations/:automationId/archive", signedIn, async (c) => {
    const { actor } = await consoleStaff(c.get("deps"), c.get("session"), "messages");
    const automationId = c.req.param("automationId");
    const { archived } = await jsonBody(c, automationArchive);
    await archiveAutomation(c.get("deps"), actor, automationId, archived);
    return c.json(await automationRow(c.get("deps"), automationId));
  });
