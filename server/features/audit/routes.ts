import { Hono } from "hono";
import { z } from "zod";
import { auditAsked } from "../../../shared/audit.ts";
import { withSession } from "../../platform/auth/sessions.ts";
import { csvAnswer } from "../../platform/http/csv-answer.ts";
import { checked } from "../../platform/http/input.ts";
import type { Env } from "../../platform/http/web.ts";
import { consoleStaff } from "../stores/index.ts";
import { auditAll, auditPage } from "./log.ts";

const encoding = z.enum(["utf-8", "cp932"]).default("utf-8");
const signedIn = withSession("console");

/** `/api/console/audit`: who did what, when and to what. */
export const auditRoutes = new Hono<Env>()
  .get("/audit", signedIn, async (c) => {
    await consoleStaff(c.get("deps"), c.get("session"), "read");
    return c.json(await auditPage(c.get("deps"), checked(auditAsked, c.req.query())));
  })
  .get("/audit.csv", signedIn, async (c) => {
    await consoleStaff(c.get("deps"), c.get("session"), "read");
    const asked = checked(auditAsked.extend({ encoding }), c.req.query());
    const rows = await auditAll(c.get("deps"), asked);
    const head = ["at", "actor", "actor_name", "action", "subject", "subject_name", "place", "details"];
    const cells = rows.map((row) => [
      new Date(row.atMs).toISOString(),
      `${row.actor.kind}:${row.actor.id}`,
      row.actor.name ?? "",
      row.action,
      `${row.subject.kind}:${row.subject.id}`,
      row.subject.name ?? "",
      row.place ?? "",
      Object.entries(row.details)
        .map(([name, value]) => `${name}=${value}`)
        .join(" "),
    ]);
    return csvAnswer(c, [head, ...cells], asked.encoding, { ja: "監査ログ", ascii: "audit-log" });
  });
