import { Hono } from "hono";
import { simulationAsked } from "../../../shared/points/simulation/schema.ts";
import { withSession } from "../../platform/auth/sessions.ts";
import { jsonBody } from "../../platform/http/input.ts";
import type { Env } from "../../platform/http/web.ts";
import { consoleStaff } from "../stores/index.ts";
import { simulate } from "./simulate.ts";

/** As much as a programme to be published may be, and the range. */
const bytesMax = 1024 * 1024 + 1024;

/** `/api/console/simulate` */
export const simulationRoutes = new Hono<Env>().post("/simulate", withSession("console"), async (c) => {
  const deps = c.get("deps");
  await consoleStaff(deps, c.get("session"), "read");
  const { programme, ...range } = await jsonBody(c, simulationAsked, bytesMax);
  return c.json(await simulate(deps, programme, range));
});
