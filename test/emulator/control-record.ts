import type { Context, Hono } from "hono";
import * as z from "zod";
import type { Controls } from "./controls.ts";

const keys = z.array(z.string()).exactOptional();

const shapes = {
  reset: z.strictObject({
    keep: z.enum(["everything", "counts"]).exactOptional(),
    contentKey: z.string().exactOptional(),
  }),
  counts: z.strictObject({ userIds: keys, retryKeys: keys, contentKeys: keys }),
};

/** What happened: calls and deliveries, and how often each. */
export function recordRoutes(app: Hono, controls: Controls): void {
  const { recorder } = controls;
  app.get("/_/record", (c) => c.json(recorder.summary()));
  app.post("/_/record/reset", async (c) => {
    const text = await c.req.text();
    recorder.reset(shapes.reset.parse(text === "" ? {} : JSON.parse(text)));
    return c.json(recorder.summary());
  });
  app.post("/_/record/counts", async (c) => c.json(recorder.counts(shapes.counts.parse(await c.req.json()))));
  app.get("/_/record/users", (c) => c.json(recorder.byUser()));
  app.get("/_/record/content-keys", (c) => listed(c, recorder.byContentKey()));
  app.get("/_/record/retry-keys", (c) => listed(c, recorder.byRetryKey()));
  app.get("/_/record/duplicates", (c) => c.json(recorder.duplicates()));
  app.get("/_/deliveries", (c) => c.json(controls.deliveries(c.req.query("userId"))));
  app.get("/_/calls", (c) => c.json(controls.calls(c.req.query("path"))));
}

function listed(c: Context, keys: Readonly<Record<string, number>> | null): Response {
  return keys ? c.json(keys) : c.json({ message: "Only counts are kept: ask for keys by name" }, 409);
}
