import { Refusal } from "../../../shared/errors.ts";
import {
  foldedTag,
  type Tag,
  type TagAsked,
  type TagList,
  tagColours,
} from "../../../shared/members/profile.ts";
import type { Deps } from "../../deps.ts";
import type { Actor } from "../../platform/auth/actor.ts";
import { Conflict } from "../../platform/database/failures.ts";
import { type AuditRow, audited } from "../../platform/database/plan.ts";
import type { Member } from "./members.ts";
import { mustBeHere, rowAbout } from "./rows.ts";
import * as store from "./store-known.ts";

/** Most tags of a shop: more than anybody finds their way in. */
const tagsMax = 500;
/** Most tags of one member. */
const tagsOfMemberMax = 50;

export async function listTags(deps: Deps): Promise<TagList> {
  const rows = await deps.database.all(store.allTags, {});
  return { tags: rows.map((row) => ({ ...tagOf(row), members: Number(row.members ?? 0) })) };
}

export async function tagsOfMember(deps: Deps, memberId: number): Promise<readonly Tag[]> {
  return (await deps.database.all(store.tagsOf, { memberId })).map(tagOf);
}

/** @throws Refusal tag.name_taken or tag.too_many. */
export async function makeTag(deps: Deps, actor: Actor, { name, colour }: TagAsked): Promise<Tag> {
  const { tags } = await listTags(deps);
  if (tags.length >= tagsMax) throw new Refusal("tag.too_many", { max: tagsMax });
  const tag: Tag = { tagId: deps.ids.publicId(), name, colour };
  const nowMs = deps.clock.nowMs();
  const made = store.insertTag.with({ publicId: tag.tagId, name, folded: foldedTag(name), colour, nowMs });
  await unlessTaken(() => deps.database.commit(audited(rowOf(deps, actor, tag, "members.tag_made"), [made])));
  return tag;
}

/** @throws Refusal tag.not_found or tag.name_taken. */
export async function renameTag(deps: Deps, actor: Actor, tagId: string, asked: TagAsked): Promise<Tag> {
  const found = await existing(deps, tagId);
  const { name, colour } = asked;
  const changed = store.changeTag.with({ tagId: found.tag_id, name, folded: foldedTag(name), colour });
  const tag: Tag = { tagId, name, colour };
  const row = rowOf(deps, actor, tag, "members.tag_changed", { before: found.name });
  await unlessTaken(() => deps.database.commit(audited(row, [changed])));
  return tag;
}

/** Takes a tag from everybody and out of the list. @throws Refusal tag.not_found. */
export async function removeTag(deps: Deps, actor: Actor, tagId: string): Promise<void> {
  const { tag_id, ...found } = await existing(deps, tagId);
  const row = rowOf(deps, actor, tagOf(found), "members.tag_removed");
  const plan = [store.untagAll.with({ tagId: tag_id }), store.dropTag.with({ tagId: tag_id })];
  await deps.database.commit(audited(row, plan));
}

/** Gives a member a tag, or takes it; what is so already stays and is not written again. */
export async function setTag(
  deps: Deps,
  actor: Actor,
  member: Member,
  tagId: string,
  has: boolean,
): Promise<readonly Tag[]> {
  mustBeHere(member);
  const { memberId } = member;
  const [tag, before] = await Promise.all([existing(deps, tagId), tagsOfMember(deps, memberId)]);
  if (before.some((one) => one.tagId === tagId) === has) return before;
  if (has && before.length >= tagsOfMemberMax) throw new Refusal("tag.too_many", { max: tagsOfMemberMax });
  const ids = { tagId: tag.tag_id, memberId };
  const by = `${actor.kind}:${actor.id}`;
  const change = has
    ? store.giveTag.with({ ...ids, nowMs: deps.clock.nowMs(), by })
    : store.takeTag.with(ids);
  const action = has ? "members.tag" : "members.untag";
  await deps.database.commit(audited(rowAbout(deps, actor, member, action, { tag: tag.name }), [change]));
  return tagsOfMember(deps, memberId);
}

async function existing(deps: Deps, publicId: string) {
  const row = await deps.database.first(store.tagByPublicId, { publicId });
  if (row === undefined) throw new Refusal("tag.not_found");
  return row;
}

async function unlessTaken(commit: () => Promise<void>): Promise<void> {
  try {
    await commit();
  } catch (failure) {
    if (failure instanceof Conflict && failure.constraint === "tag_name") throw new Refusal("tag.name_taken");
    throw failure;
  }
}

function rowOf(
  deps: Deps,
  actor: Actor,
  { tagId, name }: Tag,
  action: string,
  more: AuditRow["details"] = {},
): AuditRow {
  return {
    ...{ auditId: deps.ids.ulid(), atMs: deps.clock.nowMs(), actor, action },
    ...{ subject: `tag:${tagId}`, nodeId: null, details: { name, ...more } },
  };
}

function tagOf(row: { readonly public_id: string; readonly name: string; readonly colour: string }): Tag {
  const colour = tagColours.find((one) => one === row.colour) ?? "gray";
  return { tagId: row.public_id, name: row.name, colour };
}
