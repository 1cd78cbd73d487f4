import { Hono } from "hono";
import {
  campaignsToMemberAsked,
  dropAllAsked,
  messagesAsked,
  sendAgain,
  sendTrialAsked,
  setReserveAsked,
  stopAsked,
} from "../../../shared/outbox/schema.ts";
import { withSession } from "../../platform/auth/sessions.ts";
import { checked, idempotencyKey, jsonBody } from "../../platform/http/input.ts";
import type { Env, Web } from "../../platform/http/web.ts";
import { type ConsoleStaff, consoleStaff } from "../stores/index.ts";
import { sendMessageAgain } from "./again.ts";
import { dropAllOf, dropMessage } from "./drop.ts";
import { campaignsToMember, messageCounts, messageList } from "./list.ts";
import { messageView } from "./one.ts";
import {
  quotaReadNow,
  quotaView,
  resumeSending,
  sendingChanges,
  sendingView,
  setReserve,
  stopSending,
} from "./sending.ts";
import { sendTrial } from "./trial.ts";

const signedIn = withSession("console");

const staffWith = (c: Web, right: "read" | "stop" | "messages"): Promise<ConsoleStaff> =>
  consoleStaff(c.get("deps"), c.get("session"), right);

/** `/api/console/messages/*`: what the shop said in LINE, and whether it says anything. */
export const messagesConsoleRoutes = new Hono<Env>()
  .get("/messages", signedIn, async (c) => {
    await staffWith(c, "read");
    return c.json(await messageList(c.get("deps"), checked(messagesAsked, c.req.query())));
  })
  .get("/messages/counts", signedIn, async (c) => {
    await staffWith(c, "read");
    return c.json(await messageCounts(c.get("deps")));
  })
  .get("/messages/campaigns", signedIn, async (c) => {
    await staffWith(c, "read");
    const { member } = checked(campaignsToMemberAsked, c.req.query());
    return c.json(await campaignsToMember(c.get("deps"), member));
  })
  .get("/messages/sending", signedIn, async (c) => {
    await staffWith(c, "read");
    return c.json(await sendingView(c.get("deps")));
  })
  .get("/messages/sending/changes", signedIn, async (c) => {
    await staffWith(c, "read");
    return c.json(await sendingChanges(c.get("deps")));
  })
  .post("/messages/sending/stop", signedIn, async (c) => {
    const { actor } = await staffWith(c, "stop");
    const { reason } = await jsonBody(c, stopAsked);
    return c.json(await stopSending(c.get("deps"), actor, reason));
  })
  .post("/messages/sending/resume", signedIn, async (c) => {
    const { actor } = await staffWith(c, "messages");
    return c.json(await resumeSending(c.get("deps"), actor));
  })
  .get("/messages/quota", signedIn, async (c) => {
    await staffWith(c, "read");
    return c.json(await quotaView(c.get("deps")));
  })
  .post("/messages/quota/read", signedIn, async (c) => {
    await staffWith(c, "read");
    return c.json(await quotaReadNow(c.get("deps")));
  })
  .put("/messages/quota/reserve", signedIn, async (c) => {
    const { actor } = await staffWith(c, "messages");
    const { reserve } = await jsonBody(c, setReserveAsked);
    return c.json(await setReserve(c.get("deps"), actor, reserve));
  })
  .post("/messages/test", signedIn, async (c) => {
    const staff = await staffWith(c, "messages");
    const key = idempotencyKey(c);
    const { text } = await jsonBody(c, sendTrialAsked);
    return c.json(await sendTrial(c.get("deps"), staff, c.get("session"), { text, key }), 201);
  })
  .post("/messages/drop", signedIn, async (c) => {
    const { actor } = await staffWith(c, "messages");
    const { reason, untilId } = await jsonBody(c, dropAllAsked);
    return c.json(await dropAllOf(c.get("deps"), actor, reason, untilId));
  })
  .get("/messages/:messageId", signedIn, async (c) => {
    await staffWith(c, "read");
    return c.json(await messageView(c.get("deps"), c.req.param("messageId")));
  })
  .post("/messages/:messageId/drop", signedIn, async (c) => {
    const { actor } = await staffWith(c, "messages");
    return c.json(await dropMessage(c.get("deps"), actor, c.req.param("messageId")));
  })
  .post("/messages/:messageId/again", signedIn, async (c) => {
    const { actor } = await staffWith(c, "messages");
    const { mayArriveTwice } = await jsonBody(c, sendAgain);
    return c.json(
      await sendMessageAgain(c.get("deps"), actor, c.req.param("messageId"), mayArriveTwice),
      201,
    );
  });
