import type { Hono } from "hono";
import * as z from "zod";
import type { Controls } from "./controls.ts";
import { forgedKinds, poisonKinds } from "./webhooks/shapes.ts";

const chance = z.number().min(0).max(1);
const ms = z.int().min(0);
const json = z.record(z.string(), z.unknown());

const style = {
  escapeEmoji: z.boolean().exactOptional(),
  shuffleProperties: z.boolean().exactOptional(),
  extraFields: z.boolean().exactOptional(),
  headerCase: z.enum(["lower", "title", "upper", "mixed"]).exactOptional(),
  signingSecret: z.string().nullable().exactOptional(),
};

const event = z.strictObject({
  type: z.string(),
  userId: z.string().exactOptional(),
  timestamp: z.int().exactOptional(),
  webhookEventId: z.string().exactOptional(),
  fields: json.exactOptional(),
});

const shapes = {
  raw: z.strictObject({
    body: z.string(),
    signature: z.enum(["valid", "wrong", "missing", "old_secret", "uppercase_header"]).exactOptional(),
  }),
  events: z.strictObject({
    requests: z.array(z.array(event)),
    isRedelivery: z.boolean().exactOptional(),
    style: z.strictObject(style).exactOptional(),
  }),
  queue: z.array(event),
  url: z.strictObject({ url: z.url().nullable() }),
  blockAfter: z.strictObject({
    deliveries: z.int().positive(),
    of: z.enum(["them", "everyone"]).exactOptional(),
  }),
  faults: z.strictObject({
    ...style,
    paused: z.boolean().exactOptional(),
    parallel: z.int().positive().exactOptional(),
    duplicate: chance.exactOptional(),
    mostCopies: z.int().positive().exactOptional(),
    reorder: chance.exactOptional(),
    reorderWindow: z.int().min(0).exactOptional(),
    reorderMs: ms.exactOptional(),
    delayMs: ms.exactOptional(),
    delayUpToMs: ms.exactOptional(),
    lostAnswer: chance.exactOptional(),
    redeliveryDelaysMs: z.array(ms).exactOptional(),
    poison: z.partialRecord(z.enum(poisonKinds), chance).exactOptional(),
    forged: z.partialRecord(z.enum(forgedKinds), chance).exactOptional(),
    oldSecret: z.string().exactOptional(),
    standby: z.boolean().exactOptional(),
    urlLagMs: ms.exactOptional(),
  }),
};

/** What LINE sends, and what goes wrong with it. */
export function webhookRoutes(app: Hono, controls: Controls): void {
  app.get("/_/webhooks", (c) => c.json(controls.webhooks()));
  app.post("/_/webhooks/send", async (c) => {
    return c.json(await controls.sendRawWebhook(shapes.raw.parse(await c.req.json())));
  });
  app.post("/_/webhooks/events", async (c) => {
    return c.json(await controls.sendEvents(shapes.events.parse(await c.req.json())));
  });
  app.post("/_/webhooks/queue", async (c) => {
    return c.json({ eventIds: controls.enqueueEvents(shapes.queue.parse(await c.req.json())) });
  });
  app.get("/_/webhooks/faults", (c) => c.json(controls.webhookFaults()));
  app.patch("/_/webhooks/faults", async (c) => {
    return c.json(controls.changeWebhookFaults(shapes.faults.parse(await c.req.json())));
  });
  app.put("/_/webhooks/url", async (c) => {
    controls.setWebhookUrl(shapes.url.parse(await c.req.json()).url);
    return c.json({});
  });
  app.post("/_/webhooks/idle", async (c) => {
    await controls.webhooksIdle();
    return c.json({});
  });
  app.post("/_/phone/:userId/block-after", async (c) => {
    controls.blockAfter(c.req.param("userId"), shapes.blockAfter.parse(await c.req.json()));
    return c.json({});
  });
}
