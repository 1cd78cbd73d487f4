import { Hono } from "hono";
import * as z from "zod";
import { messagingRoutes } from "./control-messaging.ts";
import { phoneRoutes } from "./control-phone.ts";
import { recordRoutes } from "./control-record.ts";
import { tuningRoutes } from "./control-tuning.ts";
import { webhookRoutes } from "./control-webhooks.ts";
import type { Controls } from "./controls.ts";
import { UnknownUser } from "./people.ts";
import type { Platform } from "./platform.ts";

/** The emulator's own doors, `/_/…`: what `control.ts` lists, by HTTP for other processes. */
export function controlRoutes(platform: Platform, controls: Controls): Hono {
  const app = new Hono();
  app.onError((error, c) => {
    if (error instanceof UnknownUser) return c.json({ message: error.message }, 404);
    if (error instanceof z.ZodError) return c.json({ message: z.prettifyError(error) }, 400);
    if (error instanceof SyntaxError) return c.json({ message: "The body is not JSON" }, 400);
    console.error("The emulator's own door failed:", error);
    return c.json({ message: String(error) }, 500);
  });
  app.notFound((c) => c.json({ message: `There is no door ${c.req.method} ${c.req.path}` }, 404));
  phoneRoutes(app, platform, controls);
  recordRoutes(app, controls);
  webhookRoutes(app, controls);
  tuningRoutes(app, platform, controls);
  messagingRoutes(app, platform);
  return app;
}
