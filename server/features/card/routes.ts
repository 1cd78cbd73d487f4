import { Hono } from "hono";
import { z } from "zod";
import { enroll } from "../../../shared/card/schema.ts";
import { birthday, join, leave as leaveInput, openSession } from "../../../shared/members/schema.ts";
import { giveCookie, takeCookie, withSession } from "../../platform/auth/sessions.ts";
import { checked, jsonBody } from "../../platform/http/input.ts";
import type { Env } from "../../platform/http/web.ts";
import { identityOf } from "../../platform/line/identify.ts";
import { activeMember } from "../members/index.ts";
import { historyOf } from "../points/index.ts";
import { tellBirthday } from "./birthday.ts";
import { cardCouponRoutes } from "./coupons.ts";
import { enrollDevice } from "./enroll.ts";
import { accountOf, cardHome, heartbeat } from "./home.ts";
import { joinAsMember, leave, openCardSession } from "./membership.ts";

const heartbeatQuery = z.object({
  handle: z
    .string()
    .regex(/^\d{10}$/)
    .optional(),
  after: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(0),
});
const historyQuery = z.object({
  before: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).optional(),
});
const historyPage = 30;

/** `/api/card/*`: the member's own door. */
export const cardRoutes = new Hono<Env>()
  .post("/session", async (c) => {
    const deps = c.get("deps");
    const { token, body } = await openCardSession(
      deps,
      await identityOf(deps, await jsonBody(c, openSession)),
    );
    giveCookie(c, "card", token);
    return c.json(body);
  })
  .post("/join", withSession("card"), async (c) =>
    c.json(await joinAsMember(c.get("deps"), c.get("session"), await jsonBody(c, join))),
  )
  .get("/home", withSession("card"), async (c) => {
    const deps = c.get("deps");
    return c.json(await cardHome(deps, await activeMember(deps, c.get("session"))));
  })
  .post("/enroll", withSession("card"), async (c) => {
    const deps = c.get("deps");
    const member = await activeMember(deps, c.get("session"));
    return c.json(await enrollDevice(deps, member, await jsonBody(c, enroll)), 201);
  })
  .get("/heartbeat", withSession("card"), async (c) => {
    const deps = c.get("deps");
    const member = await activeMember(deps, c.get("session"));
    const { handle, after } = checked(heartbeatQuery, c.req.query());
    return c.json(await heartbeat(deps, member, handle ?? null, after));
  })
  .get("/history", withSession("card"), async (c) => {
    const deps = c.get("deps");
    const account = await accountOf(deps, await activeMember(deps, c.get("session")));
    const { before } = checked(historyQuery, c.req.query());
    return c.json(await historyOf(deps, account.accountId, before ?? null, historyPage));
  })
  .put("/birthday", withSession("card"), async (c) => {
    const deps = c.get("deps");
    const member = await activeMember(deps, c.get("session"));
    return c.json(await tellBirthday(deps, member, (await jsonBody(c, birthday)).birthday));
  })
  .post("/leave", withSession("card"), async (c) => {
    const deps = c.get("deps");
    const { accessToken } = await jsonBody(c, leaveInput);
    await leave(deps, await activeMember(deps, c.get("session")), accessToken);
    takeCookie(c, "card");
    return c.json({});
  })
  .route("/", cardCouponRoutes);
