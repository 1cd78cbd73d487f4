import { Hono } from "hono";
import { bodyBytes } from "../../platform/http/input.ts";
import type { Env } from "../../platform/http/web.ts";
import { receive, webhookBytesMax } from "./webhook.ts";

/** `POST /line/webhook`: LINE's own door. */
export const webhookRoutes = new Hono<Env>().post("/webhook", async (c) => {
  const bytes = await bodyBytes(c, webhookBytesMax);
  await receive(c.get("deps"), bytes, c.req.header("x-line-signature"));
  return c.json({});
});
