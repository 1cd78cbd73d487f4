import { Hono } from "hono";
import { z } from "zod";
import { memberNumberWords } from "../../../shared/members/number-words.ts";
import {
  crossedAsked,
  crossingsAsked,
  fileListAsked,
  newMemberList,
  newSegment,
  segmentChange,
  treeAsked,
  watchAsked,
} from "../../../shared/segments/console.ts";
import type { Segment } from "../../../shared/segments/schema.ts";
import type { Actor } from "../../platform/auth/actor.ts";
import { withSession } from "../../platform/auth/sessions.ts";
import { audited } from "../../platform/database/plan.ts";
import { csvAnswer } from "../../platform/http/csv-answer.ts";
import { bodyBytes, checked, jsonBody } from "../../platform/http/input.ts";
import type { Env, Web } from "../../platform/http/web.ts";
import { ladderInForce } from "../ranks/index.ts";
import { consoleStaff } from "../stores/index.ts";
import { countOf, countSaved, membersIn, sampleOf } from "./audience.ts";
import { crossedMembers, crossingsOf } from "./crossings.ts";
import {
  makeListOfFile,
  makeMemberList,
  memberListOf,
  memberListRows,
  readNumbers,
  removeMemberList,
} from "./lists.ts";
import {
  changeSegment,
  makeSegment,
  removeSegment,
  segmentOf,
  segmentRow,
  segmentRows,
  segmentVersions,
} from "./saved.ts";
import { setWatched } from "./watch.ts";

const signedIn = withSession("console");
const sampleSize = 20;
/** Rows of a file that a spreadsheet still opens. */
const fileMax = 500_000;
const listBytesMax = 8 * 1024 * 1024;
const file = z.object({ encoding: z.enum(["utf-8", "cp932"]).default("utf-8") });
const head = ["会員番号", "名前", "ランク", "入会日", "ポイント", "来店回数", "購入額(税抜)", "最終来店日"];

/** `/api/console/segments` and `/api/console/member-lists`: read by everybody at the console, written by who may send. */
export const segmentRoutes = new Hono<Env>()
  .get("/segments", signedIn, async (c) => {
    await consoleStaff(c.get("deps"), c.get("session"), "read");
    return c.json({ segments: await segmentRows(c.get("deps")) });
  })
  .post("/segments", signedIn, async (c) => {
    const { actor } = await consoleStaff(c.get("deps"), c.get("session"), "messages");
    return c.json(await makeSegment(c.get("deps"), actor, await jsonBody(c, newSegment)), 201);
  })
  .post("/segments/count", signedIn, async (c) => {
    await consoleStaff(c.get("deps"), c.get("session"), "read");
    return c.json(await countOf(c.get("deps"), (await jsonBody(c, treeAsked)).tree));
  })
  .post("/segments/sample", signedIn, async (c) => {
    await consoleStaff(c.get("deps"), c.get("session"), "read");
    return c.json(await sampleOf(c.get("deps"), (await jsonBody(c, treeAsked)).tree, sampleSize));
  })
  .get("/segments/:segmentId", signedIn, async (c) => {
    await consoleStaff(c.get("deps"), c.get("session"), "read");
    return c.json(await segmentRow(c.get("deps"), c.req.param("segmentId")));
  })
  .get("/segments/:segmentId/versions", signedIn, async (c) => {
    await consoleStaff(c.get("deps"), c.get("session"), "read");
    return c.json({ versions: await segmentVersions(c.get("deps"), c.req.param("segmentId")) });
  })
  .post("/segments/:segmentId/count", signedIn, async (c) => {
    await consoleStaff(c.get("deps"), c.get("session"), "read");
    await jsonBody(c, z.strictObject({}));
    return c.json(await countSaved(c.get("deps"), await segmentOf(c.get("deps"), c.req.param("segmentId"))));
  })
  .put("/segments/:segmentId", signedIn, async (c) => {
    const { actor } = await consoleStaff(c.get("deps"), c.get("session"), "messages");
    const change = await jsonBody(c, segmentChange);
    return c.json(await changeSegment(c.get("deps"), actor, c.req.param("segmentId"), change));
  })
  .delete("/segments/:segmentId", signedIn, async (c) => {
    const { actor } = await consoleStaff(c.get("deps"), c.get("session"), "messages");
    await removeSegment(c.get("deps"), actor, c.req.param("segmentId"));
    return c.json({});
  })
  .post("/segments/:segmentId/watch", signedIn, async (c) => {
    const deps = c.get("deps");
    const { actor } = await consoleStaff(deps, c.get("session"), "messages");
    const { watched } = await jsonBody(c, watchAsked);
    const segmentId = c.req.param("segmentId");
    await setWatched(deps, actor, segmentId, watched);
    return c.json(await segmentRow(deps, segmentId));
  })
  .get("/segments/:segmentId/crossings", signedIn, async (c) => {
    await consoleStaff(c.get("deps"), c.get("session"), "read");
    const { days } = checked(crossingsAsked, c.req.query());
    return c.json(await crossingsOf(c.get("deps"), c.req.param("segmentId"), days));
  })
  .get("/segments/:segmentId/crossings/members", signedIn, async (c) => {
    await consoleStaff(c.get("deps"), c.get("session"), "read");
    const asked = checked(crossedAsked, c.req.query());
    return c.json(await crossedMembers(c.get("deps"), c.req.param("segmentId"), asked));
  })
  .get("/segments/:segmentId/members.csv", signedIn, async (c) => {
    const deps = c.get("deps");
    const { actor } = await consoleStaff(deps, c.get("session"), "read");
    const { segmentId, name, tree } = await segmentOf(deps, c.req.param("segmentId"));
    return membersFile(c, actor, { name, subject: `segment:${segmentId}`, tree });
  })
  .get("/member-lists", signedIn, async (c) => {
    await consoleStaff(c.get("deps"), c.get("session"), "read");
    return c.json({ lists: await memberListRows(c.get("deps")) });
  })
  .post("/member-lists", signedIn, async (c) => {
    const { actor } = await consoleStaff(c.get("deps"), c.get("session"), "messages");
    return c.json(
      await makeMemberList(c.get("deps"), actor, await jsonBody(c, newMemberList, listBytesMax)),
      201,
    );
  })
  .post("/member-lists/check", signedIn, async (c) => {
    await consoleStaff(c.get("deps"), c.get("session"), "messages");
    return c.json(await readNumbers(c.get("deps"), await bodyBytes(c, listBytesMax)));
  })
  .post("/member-lists/file", signedIn, async (c) => {
    const { actor } = await consoleStaff(c.get("deps"), c.get("session"), "messages");
    const asked = checked(fileListAsked, c.req.query());
    return c.json(await makeListOfFile(c.get("deps"), actor, asked, await bodyBytes(c, listBytesMax)), 201);
  })
  .get("/member-lists/:listId/members.csv", signedIn, async (c) => {
    const deps = c.get("deps");
    const { actor } = await consoleStaff(deps, c.get("session"), "read");
    const { listId, name } = await memberListOf(deps, c.req.param("listId"));
    const of = { name, subject: `member_list:${listId}`, tree: { kind: "list", listId } as const };
    return membersFile(c, actor, of);
  })
  .delete("/member-lists/:listId", signedIn, async (c) => {
    const { actor } = await consoleStaff(c.get("deps"), c.get("session"), "messages");
    await removeMemberList(c.get("deps"), actor, c.req.param("listId"));
    return c.json({});
  });

/** A file of members is data that leaves the house: who took it stands in the audit log. */
async function membersFile(
  c: Web,
  actor: Actor,
  { name, subject, tree }: { readonly name: string; readonly subject: string; readonly tree: Segment },
): Promise<Response> {
  const deps = c.get("deps");
  const { encoding } = checked(file, c.req.query());
  const rows = await membersIn(deps, tree, fileMax);
  const audit = {
    ...{ auditId: deps.ids.ulid(), atMs: deps.clock.nowMs(), actor, action: "segments.export" },
    ...{ subject, nodeId: null, details: { name, members: rows.length } },
  };
  await deps.database.commit(audited(audit, []));
  const { ranks } = await ladderInForce(deps);
  const rankNames = new Map(ranks.map(({ code, name: words }) => [code, words.ja]));
  const cells = rows.map((row) => [
    ...[
      memberNumberWords(row.public_id),
      row.name ?? "",
      rankNames.get(row.rank ?? "") ?? row.rank ?? "",
      row.joined_on,
      Number(row.points),
    ],
    ...[row.visits, row.net_yen, row.last_visit_on ?? ""],
  ]);
  return csvAnswer(c, [head, ...cells], encoding, {
    ja: `セグメントの会員-${name}`,
    ascii: "segment-members",
  });
}
