import { Hono } from "hono";
import { newCampaign, recipientsAsked, saveAsked, startAsked } from "../../../shared/campaigns/console.ts";
import { withSession } from "../../platform/auth/sessions.ts";
import { checked, idempotencyKey, jsonBody } from "../../platform/http/input.ts";
import { writeOf } from "../../platform/http/once.ts";
import type { Env, Web } from "../../platform/http/web.ts";
import { type ConsoleStaff, consoleStaff } from "../stores/index.ts";
import { campaignList, campaignPreview, campaignState, recipientsOf } from "./state.ts";
import {
  approveCampaign,
  cancelCampaign,
  makeCampaign,
  pauseCampaign,
  resumeCampaign,
  saveCampaign,
  startCampaign,
} from "./verbs.ts";

const signedIn = withSession("console");
const staffWith = (c: Web, right: "read" | "messages" | "stop"): Promise<ConsoleStaff> =>
  consoleStaff(c.get("deps"), c.get("session"), right);

/**
 * `/api/console/campaigns`: written and started by who may say what the shop says in LINE; paused and cancelled by whoever may
 * stop sending; read by everybody at the console.
 */
export const campaignsConsoleRoutes = new Hono<Env>()
  .get("/campaigns", signedIn, async (c) => {
    await staffWith(c, "read");
    return c.json(await campaignList(c.get("deps")));
  })
  .post("/campaigns", signedIn, async (c) => {
    const { actor } = await staffWith(c, "messages");
    const key = idempotencyKey(c);
    const { document } = await jsonBody(c, newCampaign);
    const write = writeOf("console", key, ["campaign", document]);
    return c.json(await makeCampaign(c.get("deps"), actor, document, write), 201);
  })
  .get("/campaigns/:campaignId", signedIn, async (c) => {
    await staffWith(c, "read");
    return c.json(await campaignState(c.get("deps"), c.req.param("campaignId")));
  })
  .put("/campaigns/:campaignId", signedIn, async (c) => {
    const { actor } = await staffWith(c, "messages");
    const asked = await jsonBody(c, saveAsked);
    return c.json(await saveCampaign(c.get("deps"), actor, c.req.param("campaignId"), asked));
  })
  .get("/campaigns/:campaignId/preview", signedIn, async (c) => {
    await staffWith(c, "read");
    return c.json(await campaignPreview(c.get("deps"), c.req.param("campaignId")));
  })
  .post("/campaigns/:campaignId/start", signedIn, async (c) => {
    const { actor } = await staffWith(c, "messages");
    const { seenVersion } = await jsonBody(c, startAsked);
    return c.json(await startCampaign(c.get("deps"), actor, c.req.param("campaignId"), seenVersion));
  })
  .post("/campaigns/:campaignId/approve", signedIn, async (c) => {
    const { actor } = await staffWith(c, "messages");
    return c.json(await approveCampaign(c.get("deps"), actor, c.req.param("campaignId")));
  })
  .post("/campaigns/:campaignId/pause", signedIn, async (c) => {
    const { actor } = await staffWith(c, "stop");
    return c.json(await pauseCampaign(c.get("deps"), actor, c.req.param("campaignId")));
  })
  .post("/campaigns/:campaignId/resume", signedIn, async (c) => {
    const { actor } = await staffWith(c, "messages");
    return c.json(await resumeCampaign(c.get("deps"), actor, c.req.param("campaignId")));
  })
  .post("/campaigns/:campaignId/cancel", signedIn, async (c) => {
    const { actor } = await staffWith(c, "stop");
    return c.json(await cancelCampaign(c.get("deps"), actor, c.req.param("campaignId")));
  })
  .get("/campaigns/runs/:runId/recipients", signedIn, async (c) => {
    await staffWith(c, "read");
    const asked = checked(recipientsAsked, c.req.query());
    return c.json(await recipientsOf(c.get("deps"), c.req.param("runId"), asked));
  });
