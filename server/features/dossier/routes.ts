import { Hono } from "hono";
import { Refusal } from "../../../shared/errors.ts";
import {
  eraseAsked,
  memberProfile,
  noteAsked,
  reasonAsked,
  tagAsked,
} from "../../../shared/members/profile.ts";
import { withSession } from "../../platform/auth/sessions.ts";
import { jsonBody } from "../../platform/http/input.ts";
import type { Env, Web } from "../../platform/http/web.ts";
import { replaceCard } from "../card/index.ts";
import {
  listTags,
  makeTag,
  memberOfLineUser,
  removeNote,
  removeTag,
  renameTag,
  saveProfile,
  setSuspended,
  setTag,
  writeNote,
} from "../members/index.ts";
import { mustBeUnused } from "../segments/index.ts";
import { type ConsoleStaff, consoleStaff } from "../stores/index.ts";
import { eraseMember } from "./erase.ts";
import { exportMember, streamOf } from "./export.ts";
import { mergeRoutes } from "./merge/routes.ts";
import { existing, memberNotes, memberPage } from "./view.ts";

const signedIn = withSession("console");

const staffWith = (c: Web, right: "read" | "members" | "adjust"): Promise<ConsoleStaff> =>
  consoleStaff(c.get("deps"), c.get("session"), right);

/** `/api/console/tags…`: the shop's list. */
const tagRoutes = new Hono<Env>()
  .get("/tags", signedIn, async (c) => {
    await staffWith(c, "read");
    return c.json(await listTags(c.get("deps")));
  })
  .post("/tags", signedIn, async (c) => {
    const { actor } = await staffWith(c, "members");
    return c.json(await makeTag(c.get("deps"), actor, await jsonBody(c, tagAsked)), 201);
  })
  .put("/tags/:tagId", signedIn, async (c) => {
    const { actor } = await staffWith(c, "members");
    const asked = await jsonBody(c, tagAsked);
    return c.json(await renameTag(c.get("deps"), actor, c.req.param("tagId"), asked));
  })
  .delete("/tags/:tagId", signedIn, async (c) => {
    const { actor } = await staffWith(c, "members");
    await mustBeUnused(c.get("deps"), c.req.param("tagId"));
    await removeTag(c.get("deps"), actor, c.req.param("tagId"));
    return c.json({});
  });

/** `/api/console/members/{memberId}/…`: what is known and written of one member. */
const knownRoutes = new Hono<Env>()
  .get("/members/:memberId/profile", signedIn, async (c) => {
    await staffWith(c, "read");
    return c.json(await memberPage(c.get("deps"), c.req.param("memberId")));
  })
  .put("/members/:memberId/profile", signedIn, async (c) => {
    const deps = c.get("deps");
    const { actor } = await staffWith(c, "members");
    const asked = await jsonBody(c, memberProfile);
    await saveProfile(deps, actor, await existing(deps, c.req.param("memberId")), asked);
    return c.json(await memberPage(deps, c.req.param("memberId")));
  })
  .get("/members/:memberId/export", signedIn, async (c) => {
    const deps = c.get("deps");
    const { actor } = await staffWith(c, "members");
    const member = await existing(deps, c.req.param("memberId"));
    return jsonFile(
      c,
      await exportMember(deps, actor, member, { asStaff: true }),
      member.publicId,
      "attachment",
    );
  })
  .put("/members/:memberId/tags/:tagId", signedIn, (c) => tagging(c, true))
  .delete("/members/:memberId/tags/:tagId", signedIn, (c) => tagging(c, false))
  .get("/members/:memberId/notes", signedIn, async (c) => {
    const { actor, rights } = await staffWith(c, "read");
    return c.json(await memberNotes(c.get("deps"), actor, c.req.param("memberId"), rights.adjust));
  })
  .post("/members/:memberId/notes", signedIn, async (c) => {
    const deps = c.get("deps");
    const { actor, rights } = await staffWith(c, "members");
    const { words } = await jsonBody(c, noteAsked);
    await writeNote(deps, actor, await existing(deps, c.req.param("memberId")), words);
    return c.json(await memberNotes(deps, actor, c.req.param("memberId"), rights.adjust), 201);
  })
  .delete("/members/:memberId/notes/:noteId", signedIn, async (c) => {
    const deps = c.get("deps");
    const { actor, rights } = await staffWith(c, "members");
    const member = await existing(deps, c.req.param("memberId"));
    await removeNote(deps, actor, member, c.req.param("noteId"), rights.adjust);
    return c.json(await memberNotes(deps, actor, member.publicId, rights.adjust));
  });

/** `inline` where a browser that can keep no file, as that of a chat, should show it. */
function jsonFile(
  c: Web,
  pieces: AsyncGenerator<string>,
  number: string,
  how: "attachment" | "inline",
): Response {
  return c.body(streamOf(pieces), 200, {
    "content-type": "application/json; charset=utf-8",
    "content-disposition": `${how}; filename="member-${number}.json"`,
  });
}

async function tagging(c: Web, has: boolean): Promise<Response> {
  const deps = c.get("deps");
  const { actor } = await staffWith(c, "members");
  const member = await existing(deps, c.req.param("memberId") ?? "");
  return c.json({ tags: await setTag(deps, actor, member, c.req.param("tagId") ?? "", has) });
}

/** The same for what is done to the membership itself; for who may move its points. */
const membershipRoutes = new Hono<Env>()
  .post("/members/:memberId/suspend", signedIn, (c) => suspending(c, true))
  .post("/members/:memberId/resume", signedIn, (c) => suspending(c, false))
  .post("/members/:memberId/card/replace", signedIn, async (c) => {
    const deps = c.get("deps");
    const { actor } = await staffWith(c, "adjust");
    const { reason } = await jsonBody(c, reasonAsked);
    await replaceCard(deps, actor, await existing(deps, c.req.param("memberId")), reason);
    return c.json(await memberPage(deps, c.req.param("memberId")));
  })
  .post("/members/:memberId/erase", signedIn, async (c) => {
    const { actor } = await staffWith(c, "adjust");
    const asked = await jsonBody(c, eraseAsked);
    await eraseMember(c.get("deps"), actor, c.req.param("memberId"), asked);
    return c.json({});
  });

async function suspending(c: Web, suspended: boolean): Promise<Response> {
  const deps = c.get("deps");
  const { actor } = await staffWith(c, "adjust");
  const { reason } = await jsonBody(c, reasonAsked);
  const member = await existing(deps, c.req.param("memberId") ?? "");
  await setSuspended(deps, actor, member, suspended, reason);
  return c.json(await memberPage(deps, member.publicId));
}

/** `/api/card/export`: a member's own data, without what staff wrote for each other; also while they are suspended. */
export const ownDataRoutes = new Hono<Env>().get("/export", withSession("card"), async (c) => {
  const deps = c.get("deps");
  const member = await memberOfLineUser(deps, c.get("session").lineUserId);
  if (member === null) throw new Refusal("member.not_joined");
  const actor = { kind: "member" as const, id: member.publicId };
  return jsonFile(c, await exportMember(deps, actor, member, { asStaff: false }), member.publicId, "inline");
});

export const dossierRoutes = new Hono<Env>()
  .route("/", tagRoutes)
  .route("/", knownRoutes)
  .route("/", membershipRoutes)
  .route("/", mergeRoutes);
