import { Hono } from "hono";
import { z } from "zod";
import { memberListAsked } from "../../../shared/members/list.ts";
import { withSession } from "../../platform/auth/sessions.ts";
import { csvAnswer } from "../../platform/http/csv-answer.ts";
import { checked } from "../../platform/http/input.ts";
import type { Env } from "../../platform/http/web.ts";
import { consoleStaff } from "../stores/index.ts";
import { exportMembers, memberList } from "./member-list.ts";

const encoding = z.enum(["utf-8", "cp932"]).default("utf-8");
const signedIn = withSession("console");
const head = ["会員番号", "名前", "状態", "入会日", "ポイント", "来店回数", "最終来店日"];
const statuses = { active: "有効", suspended: "利用停止", left: "退会" } as const;

/** `/api/console/member-list`: the list of members, with their points, by page or as a file. */
export const memberListRoutes = new Hono<Env>()
  .get("/member-list", signedIn, async (c) => {
    await consoleStaff(c.get("deps"), c.get("session"), "read");
    return c.json(await memberList(c.get("deps"), checked(memberListAsked, c.req.query())));
  })
  .get("/member-list.csv", signedIn, async (c) => {
    const { actor } = await consoleStaff(c.get("deps"), c.get("session"), "read");
    const asked = checked(memberListAsked.extend({ encoding }), c.req.query());
    const rows = await exportMembers(c.get("deps"), actor, asked);
    const cells = rows.map((row) => [
      row.publicId,
      row.name ?? "",
      statuses[row.status],
      row.joinedOn,
      row.points,
      row.visits,
      row.lastVisitOn ?? "",
    ]);
    return csvAnswer(c, [head, ...cells], asked.encoding, { ja: "会員一覧", ascii: "members" });
  });
