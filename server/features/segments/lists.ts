import { Refusal } from "../../../shared/errors.ts";
import { foldedTag } from "../../../shared/members/profile.ts";
import type {
  MemberListMade,
  MemberListRow,
  MemberListView,
  NewMemberList,
} from "../../../shared/segments/console.ts";
import type { Deps } from "../../deps.ts";
import type { Actor } from "../../platform/auth/actor.ts";
import { Conflict } from "../../platform/database/failures.ts";
import { audited } from "../../platform/database/plan.ts";
import { type Member, memberById, memberNumberOf, membersByPublicIds } from "../members/index.ts";
import { idsAfter } from "./audience.ts";
import { segmentOf } from "./saved.ts";
import * as store from "./store.ts";
import { mustBeUnused, usesOf } from "./uses.ts";

/** A list is whom somebody named, once: it stays as it is, whatever becomes of the segment that it was made from. */

const listsMax = 500;
/** Members of one list; the plan that makes it is one commit. */
const membersMax = 200_000;
const rowsPerStatement = 5_000;
const unknownShown = 20;

/** All of them, and what names each. */
export async function memberListRows(deps: Deps): Promise<readonly MemberListRow[]> {
  const [lists, uses] = await Promise.all([memberLists(deps), usesOf(deps)]);
  return lists.map((list) => ({ ...list, usedBy: uses(list.listId) }));
}

async function memberLists(deps: Deps): Promise<readonly MemberListView[]> {
  const rows = await deps.database.all(store.everyList, {});
  return rows.map((row) => ({
    ...{ listId: row.list_id, name: row.name, source: row.source },
    ...{ members: row.members, madeAtMs: row.made_at_ms },
  }));
}

/** @throws Refusal segment.name_taken, segment.not_found or segment.too_many. */
export async function makeMemberList(
  deps: Deps,
  actor: Actor,
  asked: NewMemberList,
): Promise<MemberListMade> {
  const known = await memberLists(deps);
  if (known.length >= listsMax) throw new Refusal("segment.too_many", { max: listsMax });
  const { ids, unknown } =
    "numbers" in asked ? await byNumbers(deps, asked.numbers) : await bySegment(deps, asked);
  const listId = deps.ids.publicId();
  const nowMs = deps.clock.nowMs();
  const list: MemberListView = {
    ...{ listId, name: asked.name, source: "numbers" in asked ? "numbers" : "segment" },
    ...{ members: ids.length, madeAtMs: nowMs },
  };
  const audit = {
    ...{ auditId: deps.ids.ulid(), atMs: nowMs, actor, action: "segments.list_made", nodeId: null },
    ...{ subject: `member_list:${listId}`, details: { name: asked.name, members: ids.length } },
  };
  const by = `${actor.kind}:${actor.id}`;
  const { name, source, members } = list;
  const rows = ids.map((id) => [listId, id]);
  const parts = Math.ceil(rows.length / rowsPerStatement);
  const plan = [
    store.insertList.with({ listId, name, folded: foldedTag(name), source, members, nowMs, by }),
    ...Array.from({ length: parts }, (_, nth) =>
      store.insertListed.with(rows.slice(nth * rowsPerStatement, (nth + 1) * rowsPerStatement)),
    ),
  ];
  try {
    await deps.database.commit(audited(audit, plan));
  } catch (failure) {
    if (failure instanceof Conflict) throw new Refusal("segment.name_taken");
    throw failure;
  }
  return { list, unknown: unknown.slice(0, unknownShown), unknownCount: unknown.length };
}

/** @throws Refusal segment.not_found, or segment.in_use where a segment, a campaign or an automation names it. */
export async function removeMemberList(deps: Deps, actor: Actor, listId: string): Promise<void> {
  const list = (await memberLists(deps)).find((one) => one.listId === listId);
  if (list === undefined) throw new Refusal("segment.not_found");
  await mustBeUnused(deps, listId);
  const audit = {
    ...{ auditId: deps.ids.ulid(), atMs: deps.clock.nowMs(), actor, action: "segments.list_removed" },
    ...{ subject: `member_list:${listId}`, nodeId: null, details: { name: list.name } },
  };
  await deps.database.commit(
    audited(audit, [store.dropListed.with({ listId }), store.dropList.with({ listId })]),
  );
}

/** Old numbers lead to the membership that goes on; one that has ended is nobody's. */
async function byNumbers(deps: Deps, numbers: readonly string[]) {
  const asked = [...new Set(numbers.map((number) => number.trim()).filter((number) => number !== ""))];
  const known = new Map(asked.map((number) => [number, memberNumberOf(number)]));
  const found = await membersByPublicIds(deps, [...new Set([...known.values()].flatMap((id) => id ?? []))]);
  const byNumber = new Map<string, Member | null>();
  for (const member of found) byNumber.set(member.publicId, await goingOn(deps, member));
  const ids = new Set<number>();
  const unknown: string[] = [];
  for (const [number, publicId] of known) {
    const member = publicId === null ? null : byNumber.get(publicId);
    if (member === null || member === undefined) unknown.push(number);
    else ids.add(member.memberId);
  }
  return { ids: [...ids], unknown };
}

async function goingOn(deps: Deps, member: Member): Promise<Member | null> {
  const now = member.mergedIntoId === null ? member : await memberById(deps, member.mergedIntoId);
  return now === null || now.status === "left" ? null : now;
}

async function bySegment(deps: Deps, { segmentId }: { readonly segmentId: string }) {
  const { tree } = await segmentOf(deps, segmentId);
  return { ids: await idsAfter(deps, tree, 0, membersMax), unknown: [] };
}
