import type { Hono } from "hono";
import * as z from "zod";
import type { Controls } from "./controls.ts";
import { faultKinds } from "./http/fault-shapes.ts";
import type { Platform } from "./platform.ts";

const json = z.record(z.string(), z.unknown());
const count = z.int().min(0);
const kind = z.enum(faultKinds);

const shapes = {
  fault: z.strictObject({
    endpoint: z.string().min(1),
    userId: z.string().exactOptional(),
    kind,
    steps: z.array(z.union([kind, z.literal("pass")])).exactOptional(),
    skip: count.exactOptional(),
    times: z.int().positive().exactOptional(),
    forMs: count.exactOptional(),
    probability: z.number().min(0).max(1).exactOptional(),
    delayMs: count.exactOptional(),
    delayUpToMs: count.exactOptional(),
    text: z.string().exactOptional(),
  }),
  settings: z.strictObject({
    idTokenTtlSeconds: z.int().exactOptional(),
    accessTokenTtlSeconds: z.int().exactOptional(),
    denyConsent: z.boolean().exactOptional(),
    openidOnly: z.boolean().exactOptional(),
    shareFails: z.boolean().exactOptional(),
    friendRequestFails: z.boolean().exactOptional(),
    revokeOnClose: z.boolean().exactOptional(),
    deviceClockSkewMs: z.int().exactOptional(),
    lineOs: z.enum(["ios", "android"]).exactOptional(),
    lineVersion: z
      .string()
      .regex(/^\d+\.\d+\.\d+$/)
      .exactOptional(),
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

/** What a test turns: faults, settings, the clock. */
export function tuningRoutes(app: Hono, platform: Platform, controls: Controls): void {
  app.get("/_/faults", (c) => c.json(controls.faults()));
  app.post("/_/faults", async (c) => c.json(controls.addFault(shapes.fault.parse(await c.req.json()))));
  app.delete("/_/faults", (c) => {
    controls.clearFaults();
    return c.json({});
  });
  app.delete("/_/faults/:id", (c) => {
    const found = controls.removeFault(c.req.param("id"));
    return found ? c.json({}) : c.json({ message: "There is no such fault" }, 404);
  });
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
