import { Hono } from "hono";
import { streamSSE } from "hono/streaming";
import * as z from "zod";
import type { PlatformNews } from "./control.ts";
import type { Controls } from "./controls.ts";
import { forgetLogin } from "./login/browser-session.ts";
import { page } from "./login/html.ts";
import { openingAddress } from "./login/opening.ts";
import { UnknownUser } from "./people.ts";
import { phoneState } from "./phone-state.ts";
import type { Platform } from "./platform.ts";

const json = z.record(z.string(), z.unknown());
const friend = z.enum(["none", "friend", "blocked"]);

const shapes = {
  user: z.object({
    userId: z
      .string()
      .regex(/^U[0-9a-f]{32}$/)
      .exactOptional(),
    displayName: z.string().min(1),
    pictureUrl: z.string().exactOptional(),
    statusMessage: z.string().exactOptional(),
    language: z.string().exactOptional(),
    friend: friend.exactOptional(),
  }),
  say: z.object({ text: z.string().min(1).max(5000) }),
  postback: z.object({
    data: z.string(),
    displayText: z.string().exactOptional(),
    params: json.exactOptional(),
  }),
  unsend: z.object({ messageId: z.string() }),
  open: z.object({
    userId: z.string(),
    liffUrl: z.string(),
    in: z.enum(["liff", "external", "in_app"]),
  }),
  fault: z.object({
    endpoint: z.string(),
    kind: z.enum([
      ...["drop_before", "drop_after", "delay", "error_500", "error_500_after"],
      ...["rate_429", "monthly_429", "unauthorized_401"],
    ] as const),
    times: z.int().positive().exactOptional(),
    probability: z.number().min(0).max(1).exactOptional(),
    delayMs: z.number().min(0).exactOptional(),
  }),
  webhook: z.object({
    body: z.string(),
    signature: z.enum(["valid", "wrong", "missing", "uppercase_header"]).exactOptional(),
  }),
  settings: z.strictObject({
    idTokenTtlSeconds: z.int().exactOptional(),
    accessTokenTtlSeconds: z.int().exactOptional(),
    denyConsent: z.boolean().exactOptional(),
    openidOnly: z.boolean().exactOptional(),
    duplicateWebhooks: z.boolean().exactOptional(),
    webhookBatch: z.int().positive().exactOptional(),
    redelivery: z.boolean().exactOptional(),
    monthlyLimit: z.int().min(0).nullable().exactOptional(),
    rateLimitScale: z.number().min(0).exactOptional(),
    verifiedAccount: z.boolean().exactOptional(),
  }),
  clock: z.object({ advanceMs: z.int().min(0) }),
  idToken: z.object({ userId: z.string(), channelId: z.string(), overrides: json.exactOptional() }),
  message: z.object({ userId: z.string(), message: json }),
};

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
  recordRoutes(app, platform, controls);
  tuningRoutes(app, platform, controls);
  return app;
}

function phoneRoutes(app: Hono, platform: Platform, controls: Controls): void {
  app.get("/_/users", (c) => c.json(controls.users()));
  app.post("/_/users", async (c) => c.json(controls.addUser(shapes.user.parse(await c.req.json()))));
  app.get("/_/phone/:userId", (c) => c.json(phoneState(platform, c.req.param("userId"))));
  for (const verb of ["follow", "block", "unblock"] as const) {
    app.post(`/_/phone/:userId/${verb}`, (c) => {
      const userId = c.req.param("userId");
      controls[verb](userId);
      return c.json(phoneState(platform, userId));
    });
  }
  app.post("/_/phone/:userId/say", async (c) => {
    const userId = c.req.param("userId");
    controls.say(userId, shapes.say.parse(await c.req.json()).text);
    return c.json(phoneState(platform, userId));
  });
  app.post("/_/phone/:userId/postback", async (c) => {
    const userId = c.req.param("userId");
    controls.postback(userId, shapes.postback.parse(await c.req.json()));
    return c.json(phoneState(platform, userId));
  });
  app.post("/_/phone/:userId/unsend", async (c) => {
    const userId = c.req.param("userId");
    const { messageId } = shapes.unsend.parse(await c.req.json());
    if (!controls.unsend(userId, messageId)) return c.json({ message: `No own message ${messageId}` }, 404);
    return c.json(phoneState(platform, userId));
  });
  app.post("/_/liff/open", async (c) => {
    const wanted = shapes.open.parse(await c.req.json());
    const url = openingAddress(platform, wanted, new URL(c.req.url).origin);
    return url === null
      ? c.json({ message: `Not a LIFF URL of ours: ${wanted.liffUrl}` }, 404)
      : c.json({ url });
  });
  app.get("/_/browser/logout", () => {
    const answer = page("ログアウト", "<p>このブラウザーのログインを忘れました。</p>");
    forgetLogin(answer.headers);
    return answer;
  });
  app.get("/_/rich-menus/:id/image", (c) => {
    const image = platform.state.richMenus.get(c.req.param("id"))?.image;
    if (!image) return c.json({ message: "No picture" }, 404);
    return c.body(Buffer.from(image.base64, "base64"), 200, { "content-type": image.contentType });
  });
  app.get("/_/events", (c) =>
    streamSSE(c, async (stream) => {
      const tell = (news: PlatformNews) => void stream.writeSSE({ data: JSON.stringify(news) });
      platform.listeners.add(tell);
      await new Promise<void>((resolve) => {
        stream.onAbort(resolve);
        controls.closing.addEventListener("abort", () => resolve());
      });
      platform.listeners.delete(tell);
    }),
  );
}

function recordRoutes(app: Hono, platform: Platform, controls: Controls): void {
  app.get("/_/deliveries", (c) => c.json(controls.deliveries(c.req.query("userId"))));
  app.get("/_/calls", (c) => c.json(controls.calls(c.req.query("path"))));
  app.get("/_/faults", (c) => c.json(platform.faults.map(({ fault }) => fault)));
  app.post("/_/faults", async (c) => {
    controls.addFault(shapes.fault.parse(await c.req.json()));
    return c.json({});
  });
  app.delete("/_/faults", (c) => {
    controls.clearFaults();
    return c.json({});
  });
  app.get("/_/webhooks", (c) => c.json(controls.webhooks()));
  app.post("/_/webhooks/send", async (c) => {
    return c.json(await controls.sendRawWebhook(shapes.webhook.parse(await c.req.json())));
  });
  app.post("/_/webhooks/idle", async (c) => {
    await controls.webhooksIdle();
    return c.json({});
  });
}

function tuningRoutes(app: Hono, platform: Platform, controls: Controls): void {
  app.get("/_/settings", (c) => c.json(platform.live.settings));
  app.patch("/_/settings", async (c) => {
    return c.json(controls.changeSettings(shapes.settings.parse(await c.req.json())));
  });
  app.post("/_/clock", async (c) => {
    const { advanceMs } = shapes.clock.parse(await c.req.json());
    return c.json({ nowMs: controls.advanceClock(advanceMs) });
  });
  app.post("/_/id-tokens", async (c) => {
    const idToken = await controls.issueIdToken(shapes.idToken.parse(await c.req.json()));
    return c.json({ idToken });
  });
  app.post("/_/messages", async (c) => {
    const { userId, message } = shapes.message.parse(await c.req.json());
    return c.json({ id: controls.writeAsManager(userId, message).id });
  });
}
