import { createMiddleware } from "hono/factory";
import { Refusal } from "../../../shared/errors.ts";
import type { Deps } from "../../deps.ts";
import type { Env } from "./web.ts";

const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * What every request passes: it gets an id, headers that keep browsers honest, and a request that changes something
 * through a cookie must come from our own pages.
 */
export function guard(deps: Deps) {
  return createMiddleware<Env>(async (c, next) => {
    c.set("deps", deps);
    c.set("requestId", deps.ids.ulid());
    c.header("x-request-id", c.get("requestId"));
    c.header("x-content-type-options", "nosniff");
    c.header("referrer-policy", "no-referrer");
    if (c.req.path.startsWith("/api/")) c.header("cache-control", "no-store");
    // No name of ours holds a NUL, and no database can be asked for one.
    if (/%00|\0/.test(c.req.path)) throw new Refusal("request.not_found");
    // Other systems prove who they are in a header that no browser sends by itself.
    const byCookie = c.req.path.startsWith("/api/") && !c.req.path.startsWith("/api/v1/");
    if (byCookie && !safeMethods.has(c.req.method)) {
      if (c.req.header("origin") !== deps.settings.publicUrl) throw new Refusal("request.origin");
    }
    await next();
  });
}
