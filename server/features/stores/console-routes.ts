import { Hono } from "hono";
import { sheetAsked } from "../../../shared/listing.ts";
import { openSession } from "../../../shared/members/schema.ts";
import { endSession, giveCookie, takeCookie, withSession } from "../../platform/auth/sessions.ts";
import { housekeeping } from "../../platform/database/plan.ts";
import { csvAnswer } from "../../platform/http/csv-answer.ts";
import { jsonBody } from "../../platform/http/input.ts";
import type { Env } from "../../platform/http/web.ts";
import { identityOf } from "../../platform/line/identify.ts";
import { consoleStaff, consoleState, signInAtConsole } from "./console.ts";

const sheetBytesMax = 4 * 1024 * 1024;

/** `/api/console/session` and its end; what the console does stands in the slices whose words it speaks. */
export const consoleRoutes = new Hono<Env>()
  .post("/session", async (c) => {
    const deps = c.get("deps");
    const { token, state } = await signInAtConsole(
      deps,
      await identityOf(deps, await jsonBody(c, openSession)),
    );
    giveCookie(c, "console", token);
    return c.json(state);
  })
  .get("/me", withSession("console"), async (c) =>
    c.json(await consoleState(c.get("deps"), c.get("session"))),
  )
  .post("/sheets", withSession("console"), async (c) => {
    await consoleStaff(c.get("deps"), c.get("session"), "read");
    const { rows, encoding } = await jsonBody(c, sheetAsked, sheetBytesMax);
    return csvAnswer(c, rows, encoding);
  })
  .post("/signout", withSession("console"), async (c) => {
    const plan = housekeeping("a session ends", [endSession(c.get("session"))]);
    await c.get("deps").database.commit(plan);
    takeCookie(c, "console");
    return c.json({});
  });
