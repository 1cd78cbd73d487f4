import { Refusal } from "../../../shared/errors.ts";
import { foldedTag } from "../../../shared/members/profile.ts";
import type {
  FileListAsked,
  MemberListMade,
  MemberListRow,
  MemberListView,
  MemberNumbersRead,
  NewMemberList,
} from "../../../shared/segments/console.ts";
import { listMembersMax } from "../../../shared/segments/limits.ts";
import type { Deps } from "../../deps.ts";
import type { Actor } from "../../platform/auth/actor.ts";
import { Conflict } from "../../platform/database/failures.ts";
import { audited } from "../../platform/database/plan.ts";
import { readLines } from "../../platform/files/csv.ts";
import { type Member, memberById, memberNumberOf, membersByPublicIds } from "../members/index.ts";
import { idsAfter } from "./audience.ts";
import { type Line, numbersIn } from "./numbers.core.ts";
import { segmentOf } from "./saved.ts";
import * as store from "./store.ts";
import { mustBeUnused, usesOf } from "./uses.ts";

/** A list is whom somebody named, once: it stays as it is, whatever becomes of the segment that it was made from. */

const listsMax = 500;
/** Members of one list that a segment makes; the plan that makes it is one commit. */
const membersMax = 200_000;
const rowsPerStatement = 5_000;
const askedAtOnce = 1_000;
const unknownShown = 100;

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
  const { name } = asked;
  const listId = deps.ids.publicId();
  if ("segmentId" in asked) {
    const { tree } = await segmentOf(deps, asked.segmentId);
    const ids = await idsAfter(deps, tree, 0, membersMax);
    const list = await write(deps, actor, { listId, name, source: "segment" }, ids);
    return { list, unknown: [], unknownCount: 0 };
  }
  const rows = asked.numbers.map((number, at) => ({ line: at + 1, cells: [number] }));
  return fromNumbers(deps, actor, { listId, name }, await lookUp(deps, rows));
}

/** What a file or a pasted text names, of which nothing is made. @throws Refusal csv.unreadable, request.too_large. */
export async function readNumbers(deps: Deps, bytes: Uint8Array): Promise<MemberNumbersRead> {
  const { ids, unknown, repeated } = await lookUp(deps, await readLines(bytes));
  const shown = [...unknown].sort((a, b) => a.line - b.line).slice(0, unknownShown);
  return { found: ids.length, repeated, unknown: shown, unknownCount: unknown.length };
}

/**
 * A list of those whom a file or a pasted text names. Said again under its id, it is answered as the first time.
 * @throws Refusal csv.unreadable, request.too_large, segment.list_empty, segment.name_taken or segment.too_many.
 */
export async function makeListOfFile(
  deps: Deps,
  actor: Actor,
  asked: FileListAsked,
  bytes: Uint8Array,
): Promise<MemberListMade> {
  const made = (await memberLists(deps)).find(({ listId }) => listId === asked.listId);
  if (made !== undefined) return { list: made, unknown: [], unknownCount: 0 };
  return fromNumbers(deps, actor, asked, await lookUp(deps, await readLines(bytes)));
}

/** Who is in a list, for a file. @throws Refusal segment.not_found. */
export async function memberListOf(deps: Deps, listId: string): Promise<MemberListView> {
  const list = (await memberLists(deps)).find((one) => one.listId === listId);
  if (list === undefined) throw new Refusal("segment.not_found");
  return list;
}

async function fromNumbers(
  deps: Deps,
  actor: Actor,
  { listId, name }: FileListAsked,
  { ids, unknown }: Found,
): Promise<MemberListMade> {
  if (ids.length === 0) throw new Refusal("segment.list_empty", { unknown: unknown.length });
  const list = await write(deps, actor, { listId, name, source: "numbers" }, ids);
  const some = unknown.slice(0, unknownShown).map(({ text }) => text);
  return { list, unknown: some, unknownCount: unknown.length };
}

async function write(
  deps: Deps,
  actor: Actor,
  { listId, name, source }: Pick<MemberListView, "listId" | "name" | "source">,
  ids: readonly number[],
): Promise<MemberListView> {
  if ((await memberLists(deps)).length >= listsMax) throw new Refusal("segment.too_many", { max: listsMax });
  const nowMs = deps.clock.nowMs();
  const members = ids.length;
  const audit = {
    ...{ auditId: deps.ids.ulid(), atMs: nowMs, actor, action: "segments.list_made", nodeId: null },
    ...{ subject: `member_list:${listId}`, details: { name, members } },
  };
  const by = `${actor.kind}:${actor.id}`;
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
  return { listId, name, source, members, madeAtMs: nowMs };
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

interface Found {
  readonly ids: readonly number[];
  readonly unknown: readonly Line[];
  readonly repeated: number;
}

/** Old numbers lead to the membership that goes on; one that has ended is nobody's. */
async function lookUp(deps: Deps, rows: Awaited<ReturnType<typeof readLines>>): Promise<Found> {
  const { numbers, unreadable, repeated } = numbersIn(rows, memberNumberOf);
  if (numbers.size > listMembersMax) throw new Refusal("request.too_large", { rowsMax: listMembersMax });
  const ids = new Set<number>();
  const unknown = [...unreadable];
  const asked = [...numbers.keys()];
  let again = repeated;
  for (let at = 0; at < asked.length; at += askedAtOnce) {
    const some = asked.slice(at, at + askedAtOnce);
    const found = new Map((await membersByPublicIds(deps, some)).map((one) => [one.publicId, one]));
    for (const number of some) {
      const member = found.get(number);
      const now = member === undefined ? null : await goingOn(deps, member);
      if (now === null) unknown.push(numbers.get(number) ?? { line: 0, text: number });
      else if (ids.has(now.memberId)) again += 1;
      else ids.add(now.memberId);
    }
  }
  return { ids: [...ids], unknown, repeated: again };
}

async function goingOn(deps: Deps, member: Member): Promise<Member | null> {
  const now = member.mergedIntoId === null ? member : await memberById(deps, member.mergedIntoId);
  return now === null || now.status === "left" ? null : now;
}
