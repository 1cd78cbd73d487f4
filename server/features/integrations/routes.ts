import { Hono } from "hono";
import { makeKeyAsked, rotateKeyAsked } from "../../../shared/integrations/schema.ts";
import { withSession } from "../../platform/auth/sessions.ts";
import { jsonBody } from "../../platform/http/input.ts";
import type { Env, Web } from "../../platform/http/web.ts";
import { consoleStaff } from "../stores/index.ts";
import { type ApiEnv, withKey } from "./caller.ts";
import { type KeyKeeper, listKeys, makeKey, revokeKey, rotateKey } from "./keys.ts";
import { operations } from "./operations/index.ts";

/** `/api/v1/*`: other systems' door, operation by operation as the document tells them. */
export const apiRoutes = operations.reduce(
  (app, { method, path, status, answers }) =>
    app.on(method.toUpperCase(), path.replaceAll(/\{(\w+)\}/g, ":$1"), withKey, async (c) =>
      c.json(jsonOf(await answers(c)), status),
    ),
  new Hono<ApiEnv>(),
);

/** Hono wants to know that an answer can be written as JSON; the operations' schemas say so. */
function jsonOf(answer: unknown): Record<string, never> {
  return answer as Record<string, never>;
}

/** `/api/console/keys`: for owners and managers. */
export const keyRoutes = new Hono<Env>()
  .use("/keys/*", withSession("console"))
  .get("/keys", async (c) => c.json(await listKeys(c.get("deps"), await keeperOf(c))))
  .post("/keys", async (c) =>
    c.json(await makeKey(c.get("deps"), await keeperOf(c), await jsonBody(c, makeKeyAsked)), 201),
  )
  .post("/keys/:keyId/rotate", async (c) => {
    const { oldForHours } = await jsonBody(c, rotateKeyAsked);
    return c.json(await rotateKey(c.get("deps"), await keeperOf(c), c.req.param("keyId"), oldForHours), 201);
  })
  .delete("/keys/:keyId", async (c) =>
    c.json(await revokeKey(c.get("deps"), await keeperOf(c), c.req.param("keyId"))),
  );

async function keeperOf(c: Web): Promise<KeyKeeper> {
  return { kind: "staff", staff: await consoleStaff(c.get("deps"), c.get("session"), "keys") };
}
