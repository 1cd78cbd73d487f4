import { Hono } from "hono";
import {
  newCampaign,
  previewAsked,
  recipientsAsked,
  recipientsFileAsked,
  renderedAsked,
  saveAsked,
  startAsked,
  testSendAsked,
} from "../../../shared/campaigns/console.ts";
import { withSession } from "../../platform/auth/sessions.ts";
import { csvAnswer } from "../../platform/http/csv-answer.ts";
import { checked, idempotencyKey, jsonBody } from "../../platform/http/input.ts";
import { writeOf } from "../../platform/http/once.ts";
import type { Env, Web } from "../../platform/http/web.ts";
import { type ConsoleStaff, consoleStaff } from "../stores/index.ts";
import { campaignList, campaignVersions } from "./list.ts";
import { campaignPreview } from "./preview.ts";
import { recipientsFile } from "./recipients-file.ts";
import { rendered } from "./rendered.ts";
import { campaignState, documentOf, recipientsOf } from "./state.ts";
import { testSend } from "./test-send.ts";
import {
  approveCampaign,
  cancelCampaign,
  copyCampaign,
  dropCampaign,
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
  .post("/campaigns/preview", signedIn, async (c) => {
    await staffWith(c, "read");
    const { document } = await jsonBody(c, previewAsked);
    return c.json(await campaignPreview(c.get("deps"), document));
  })
  .post("/campaigns/rendered", signedIn, async (c) => {
    await staffWith(c, "read");
    return c.json(await rendered(c.get("deps"), await jsonBody(c, renderedAsked)));
  })
  .post("/campaigns/test-send", signedIn, async (c) => {
    const staff = await staffWith(c, "messages");
    const key = idempotencyKey(c);
    const asked = { ...(await jsonBody(c, testSendAsked)), key };
    return c.json(await testSend(c.get("deps"), staff, c.get("session"), asked), 201);
  })
  .get("/campaigns/runs/:runId/recipients", signedIn, async (c) => {
    await staffWith(c, "read");
    const asked = checked(recipientsAsked, c.req.query());
    return c.json(await recipientsOf(c.get("deps"), c.req.param("runId"), asked));
  })
  .get("/campaigns/runs/:runId/recipients.csv", signedIn, async (c) => {
    const { actor } = await staffWith(c, "read");
    const { encoding, reason } = checked(recipientsFileAsked, c.req.query());
    const { name, rows } = await recipientsFile(c.get("deps"), actor, c.req.param("runId"), reason);
    return csvAnswer(c, rows, encoding, { ja: `配信の対象者-${name}`, ascii: "campaign-recipients" });
  })
  .get("/campaigns/:campaignId", signedIn, async (c) => {
    const staff = await staffWith(c, "read");
    return c.json(await campaignState(c.get("deps"), c.req.param("campaignId"), staff));
  })
  .put("/campaigns/:campaignId", signedIn, async (c) => {
    const staff = await staffWith(c, "messages");
    const asked = await jsonBody(c, saveAsked);
    const campaignId = c.req.param("campaignId");
    await saveCampaign(c.get("deps"), staff.actor, campaignId, asked);
    return c.json(await campaignState(c.get("deps"), campaignId, staff));
  })
  .get("/campaigns/:campaignId/versions", signedIn, async (c) => {
    await staffWith(c, "read");
    return c.json(await campaignVersions(c.get("deps"), c.req.param("campaignId")));
  })
  .get("/campaigns/:campaignId/preview", signedIn, async (c) => {
    await staffWith(c, "read");
    const deps = c.get("deps");
    return c.json(await campaignPreview(deps, await documentOf(deps, c.req.param("campaignId"))));
  })
  .post("/campaigns/:campaignId/start", signedIn, async (c) => {
    const staff = await staffWith(c, "messages");
    const { seenVersion } = await jsonBody(c, startAsked);
    const campaignId = c.req.param("campaignId");
    await startCampaign(c.get("deps"), staff.actor, campaignId, seenVersion);
    return c.json(await campaignState(c.get("deps"), campaignId, staff));
  })
  .post("/campaigns/:campaignId/approve", signedIn, async (c) => {
    const staff = await staffWith(c, "messages");
    const campaignId = c.req.param("campaignId");
    await approveCampaign(c.get("deps"), staff.actor, campaignId);
    return c.json(await campaignState(c.get("deps"), campaignId, staff));
  })
  .post("/campaigns/:campaignId/pause", signedIn, async (c) => {
    const staff = await staffWith(c, "stop");
    const campaignId = c.req.param("campaignId");
    await pauseCampaign(c.get("deps"), staff.actor, campaignId);
    return c.json(await campaignState(c.get("deps"), campaignId, staff));
  })
  .post("/campaigns/:campaignId/resume", signedIn, async (c) => {
    const staff = await staffWith(c, "messages");
    const campaignId = c.req.param("campaignId");
    await resumeCampaign(c.get("deps"), staff.actor, campaignId);
    return c.json(await campaignState(c.get("deps"), campaignId, staff));
  })
  .post("/campaigns/:campaignId/cancel", signedIn, async (c) => {
    const staff = await staffWith(c, "stop");
    const campaignId = c.req.param("campaignId");
    await cancelCampaign(c.get("deps"), staff.actor, campaignId);
    return c.json(await campaignState(c.get("deps"), campaignId, staff));
  })
  .post("/campaigns/:campaignId/copy", signedIn, async (c) => {
    const { actor } = await staffWith(c, "messages");
    const campaignId = c.req.param("campaignId");
    const write = writeOf("console", idempotencyKey(c), ["campaign_copy", campaignId]);
    return c.json(await copyCampaign(c.get("deps"), actor, campaignId, write), 201);
  })
  .delete("/campaigns/:campaignId", signedIn, async (c) => {
    const { actor } = await staffWith(c, "messages");
    await dropCampaign(c.get("deps"), actor, c.req.param("campaignId"));
    return c.json({});
  });
