import { Refusal } from "../../../shared/errors.ts";
import { foldedTag } from "../../../shared/members/profile.ts";
import type {
  SegmentChange,
  SegmentRow,
  SegmentVersionView,
  SegmentView,
} from "../../../shared/segments/console.ts";
import { leavesOf, type Segment } from "../../../shared/segments/schema.ts";
import type { Deps } from "../../deps.ts";
import type { Actor } from "../../platform/auth/actor.ts";
import { Conflict } from "../../platform/database/failures.ts";
import { type AuditRow, audited } from "../../platform/database/plan.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import { namedIn, treeIn } from "./moment.ts";
import * as store from "./store.ts";
import { treesOf } from "./store-moment.ts";
import { mustBeUnused, usesOf } from "./uses.ts";

/** Most segments of a shop: more than anybody finds their way in. */
const segmentsMax = 500;
const versionsShown = 50;

export async function listSegments(deps: Deps): Promise<readonly SegmentView[]> {
  const rows = await deps.database.all(store.everySegment, {});
  return rows.map((row) => ({
    ...{ segmentId: row.segment_id, name: row.name, version: row.version },
    ...{ tree: treeIn(row.tree), madeAtMs: row.made_at_ms, changedAtMs: row.changed_at_ms },
    ...{ watched: row.watched === 1, members: row.members, countedAtMs: row.counted_at_ms },
  }));
}

/** All of them, and what names each. */
export async function segmentRows(deps: Deps): Promise<readonly SegmentRow[]> {
  const [segments, uses] = await Promise.all([listSegments(deps), usesOf(deps)]);
  return segments.map((segment) => ({ ...segment, usedBy: uses(segment.segmentId) }));
}

/** @throws Refusal segment.not_found. */
export async function segmentRow(deps: Deps, segmentId: string): Promise<SegmentRow> {
  const [segment, uses] = await Promise.all([segmentOf(deps, segmentId), usesOf(deps)]);
  return { ...segment, usedBy: uses(segmentId) };
}

/** What it said, newest first. @throws Refusal segment.not_found. */
export async function segmentVersions(deps: Deps, segmentId: string): Promise<readonly SegmentVersionView[]> {
  await segmentOf(deps, segmentId);
  const rows = await deps.database.all(store.versionsOf, { segmentId, limit: versionsShown });
  return rows.map(({ version, name, tree, made_at_ms }) => ({
    ...{ version, name, tree: treeIn(tree), madeAtMs: made_at_ms },
  }));
}

/** @throws Refusal segment.not_found. */
export async function segmentOf(deps: Deps, segmentId: string): Promise<SegmentView> {
  const found = (await listSegments(deps)).find((one) => one.segmentId === segmentId);
  if (found === undefined) throw new Refusal("segment.not_found");
  return found;
}

export async function hasSegment(deps: Pick<Deps, "database">, segmentId: string): Promise<boolean> {
  return (await deps.database.all(treesOf, { ids: JSON.stringify([segmentId]) })).length > 0;
}

/** @throws Refusal segment.name_taken, segment.part_unknown or segment.too_many. */
export async function makeSegment(
  deps: Deps,
  actor: Actor,
  { name, tree, segmentId = deps.ids.publicId() }: NewSegment,
): Promise<SegmentView> {
  const known = await listSegments(deps);
  const made = known.find((one) => one.segmentId === segmentId);
  if (made !== undefined) return madeBefore(made, name, tree);
  if (known.length >= segmentsMax) throw new Refusal("segment.too_many", { max: segmentsMax });
  await mustKnowParts(deps, known, tree);
  const nowMs = deps.clock.nowMs();
  const by = `${actor.kind}:${actor.id}`;
  await write(deps, row(deps, actor, "segments.make", segmentId, name), [
    store.insertSegment.with({ segmentId, name, folded: foldedTag(name), nowMs, by }),
    store.insertVersion.with({ segmentId, version: 1, name, tree: JSON.stringify(tree), nowMs, by }),
  ]);
  const uncounted = { watched: false, members: null, countedAtMs: null };
  return { segmentId, name, version: 1, tree, madeAtMs: nowMs, changedAtMs: nowMs, ...uncounted };
}

/** Said again, it is answered as the first time; another under its id is refused. */
function madeBefore(made: SegmentView, name: string, tree: Segment): SegmentView {
  if (made.name === name && JSON.stringify(made.tree) === JSON.stringify(tree)) return made;
  throw new Refusal("segment.changed_meanwhile");
}

interface NewSegment {
  readonly name: string;
  readonly tree: Segment;
  readonly segmentId?: string | undefined;
}

/**
 * A segment says something else from now on, also where others name it. What it said stays as a version.
 * @throws Refusal segment.not_found, segment.changed_meanwhile, segment.name_taken, segment.part_unknown or
 * segment.in_circle.
 */
export async function changeSegment(
  deps: Deps,
  actor: Actor,
  segmentId: string,
  { name, tree, version: from }: SegmentChange,
): Promise<SegmentView> {
  const known = await listSegments(deps);
  const before = known.find((one) => one.segmentId === segmentId);
  if (before === undefined) throw new Refusal("segment.not_found");
  if (before.version !== from) throw new Refusal("segment.changed_meanwhile");
  await mustKnowParts(deps, known, tree);
  if (reaches(known, tree, segmentId)) throw new Refusal("segment.in_circle");
  const version = from + 1;
  const nowMs = deps.clock.nowMs();
  const by = `${actor.kind}:${actor.id}`;
  await write(deps, row(deps, actor, "segments.change", segmentId, name), [
    store.insertVersion.with({ segmentId, version, name, tree: JSON.stringify(tree), nowMs, by }),
    store.moveSegment.with({ segmentId, version, name, folded: foldedTag(name) }),
  ]);
  return { ...before, name, tree, version, changedAtMs: nowMs, members: null, countedAtMs: null };
}

/** @throws Refusal segment.not_found, or segment.in_use where another segment, a campaign or an automation names it. */
export async function removeSegment(deps: Deps, actor: Actor, segmentId: string): Promise<void> {
  const known = await listSegments(deps);
  const found = known.find((one) => one.segmentId === segmentId);
  if (found === undefined) throw new Refusal("segment.not_found");
  await mustBeUnused(deps, segmentId);
  await deps.database.commit(
    audited(row(deps, actor, "segments.remove", segmentId, found.name), [
      store.dropVersions.with({ segmentId }),
      store.dropSegment.with({ segmentId }),
    ]),
  );
}

/** Whether a tree comes to a segment, by whatever it names. */
function reaches(known: readonly SegmentView[], tree: Segment, segmentId: string): boolean {
  const seen = new Set<string>();
  const waiting = [...namedIn([tree])];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next === segmentId) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    waiting.push(...namedIn(known.filter((one) => one.segmentId === next).map((one) => one.tree)));
  }
  return false;
}

async function mustKnowParts(deps: Deps, known: readonly SegmentView[], tree: Segment): Promise<void> {
  const lists = leavesOf(tree).flatMap((leaf) => (leaf.kind === "list" ? [leaf.listId] : []));
  const kept = lists.length === 0 ? [] : await deps.database.all(store.everyList, {});
  const isKnown =
    namedIn([tree]).every((id) => known.some(({ segmentId }) => segmentId === id)) &&
    lists.every((id) => kept.some(({ list_id }) => list_id === id));
  if (!isKnown) throw new Refusal("segment.part_unknown");
}

function row(deps: Deps, actor: Actor, action: string, id: string, name: string): AuditRow {
  const about = { auditId: deps.ids.ulid(), atMs: deps.clock.nowMs(), actor, action };
  return { ...about, subject: `segment:${id}`, nodeId: null, details: { name } };
}

async function write(deps: Deps, audit: AuditRow, statements: readonly Bound[]): Promise<void> {
  try {
    await deps.database.commit(audited(audit, statements));
  } catch (failure) {
    if (!(failure instanceof Conflict)) throw failure;
    const isName = failure.constraint === "segment_name";
    throw new Refusal(isName ? "segment.name_taken" : "segment.changed_meanwhile");
  }
}
