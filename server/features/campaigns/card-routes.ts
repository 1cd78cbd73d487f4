import { Hono } from "hono";
import { z } from "zod";
import { variantsMax } from "../../../shared/campaigns/schema.ts";
import { withSession } from "../../platform/auth/sessions.ts";
import { checked } from "../../platform/http/input.ts";
import type { Env } from "../../platform/http/web.ts";
import { activeMember } from "../members/index.ts";
import { clicked, targetOf } from "./click.ts";
import { couponLinks } from "./words.ts";

const asked = z.object({
  run: z.string().regex(/^[0-9a-z]{20}$/),
  link: z.coerce
    .number()
    .int()
    .min(0)
    .max(couponLinks + variantsMax * 2 - 1),
});

/** Where a campaign's button leads. A member's tap is kept; who is none is told the address alone. */
export const cardGoRoutes = new Hono<Env>()
  .get("/go/:run/:link", async (c) => {
    const { run, link } = checked(asked, c.req.param());
    return c.json(await targetOf(c.get("deps"), run, link));
  })
  .post("/go/:run/:link", withSession("card"), async (c) => {
    const deps = c.get("deps");
    const { run, link } = checked(asked, c.req.param());
    const { memberId } = await activeMember(deps, c.get("session"));
    return c.json(await clicked(deps, memberId, run, link));
  });
