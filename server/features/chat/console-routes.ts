import { Hono } from "hono";
import { chatPreviewAsked, chatWords } from "../../../shared/chat/schema.ts";
import { Refusal } from "../../../shared/errors.ts";
import { withSession } from "../../platform/auth/sessions.ts";
import { jsonBody } from "../../platform/http/input.ts";
import type { Env } from "../../platform/http/web.ts";
import { consoleStaff } from "../stores/index.ts";
import { previewWords } from "./preview.ts";
import { chatState, chatVersion, chatVersions, publishWords } from "./publish.ts";

const signedIn = withSession("console");

/** `/api/console/chat`: the words that the chat answers by itself, and what it says. */
export const chatConsoleRoutes = new Hono<Env>()
  .get("/chat", signedIn, async (c) => {
    await consoleStaff(c.get("deps"), c.get("session"), "read");
    return c.json(await chatState(c.get("deps")));
  })
  .post("/chat", signedIn, async (c) => {
    const { actor } = await consoleStaff(c.get("deps"), c.get("session"), "messages");
    return c.json(await publishWords(c.get("deps"), actor, await jsonBody(c, chatWords)), 201);
  })
  .post("/chat/preview", signedIn, async (c) => {
    await consoleStaff(c.get("deps"), c.get("session"), "read");
    return c.json(await previewWords(c.get("deps"), await jsonBody(c, chatPreviewAsked)));
  })
  .get("/chat/versions", signedIn, async (c) => {
    await consoleStaff(c.get("deps"), c.get("session"), "read");
    return c.json({ versions: await chatVersions(c.get("deps")) });
  })
  .get("/chat/versions/:version", signedIn, async (c) => {
    await consoleStaff(c.get("deps"), c.get("session"), "read");
    const version = c.req.param("version");
    if (!/^\d{1,9}$/.test(version)) throw new Refusal("programme.not_found");
    return c.json(await chatVersion(c.get("deps"), Number(version)));
  });
