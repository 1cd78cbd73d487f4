import type { Context, Hono } from "hono";
import { errorResponse } from "./errors.ts";
import type { Env } from "./web.ts";

const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/** Says that an address exists with another method, or that it does not exist at all. */
export function answerNothing(app: Hono<Env>, c: Context<Env>): Response {
  const allowed = methods.filter((method) => {
    const [handlers] = app.router.match(method, c.req.path);
    return handlers.some(([[, route]]) => route.method === method);
  });
  // The method was right and what it asked for is not there.
  if (allowed.length === 0 || allowed.includes(c.req.method)) return errorResponse(c, "request.not_found");
  c.header("allow", allowed.join(", "));
  return errorResponse(c, "request.method");
}
