import { sql } from "kysely";
import type { SegmentCount, SegmentSample, SegmentView } from "../../../shared/segments/console.ts";
import type { Segment } from "../../../shared/segments/schema.ts";
import type { Deps } from "../../deps.ts";
import { housekeeping } from "../../platform/database/plan.ts";
import { dialectOf } from "../../platform/database/prepared.ts";
import { compile, everybody } from "./compile.ts";
import { momentOf } from "./moment.ts";
import { text } from "./sql.ts";
import * as store from "./store.ts";

/** Who is in a segment now. All of it reads where reports are read, so that no sale waits. */

/** How many, and of how many. */
export async function countOf(deps: Deps, tree: Segment): Promise<SegmentCount> {
  const [members, of] = await Promise.all([counted(deps, tree), counted(deps, everybody)]);
  return { members, of };
}

/** The same of a saved one, of which the number is kept for lists. */
export async function countSaved(
  deps: Deps,
  { segmentId, version, tree }: SegmentView,
): Promise<SegmentCount> {
  const count = await countOf(deps, tree);
  const kept = { segmentId, version, members: count.members, nowMs: deps.clock.nowMs() };
  await deps.database.commit(
    housekeeping("a number that is counted again any time", [store.keepCount.with(kept)]),
  );
  return count;
}

async function counted(deps: Deps, tree: Segment): Promise<number> {
  const at = await momentOf(deps, tree);
  const row = await deps.database.report
    .selectFrom("account")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where(compile(tree, at, dialectOf(deps.database.engine)))
    .executeTakeFirst();
  return Number(row?.count ?? 0);
}

/** Some of them by chance, and others the next time the salt is another. */
export async function sampleOf(deps: Deps, tree: Segment, count: number): Promise<SegmentSample> {
  const at = await momentOf(deps, tree);
  const rows = await deps.database.report
    .selectFrom("account")
    .innerJoin("member", "member.member_id", "account.member_id")
    .select(["member.public_id", "member.name", "account.rank", "account.last_visit_on"])
    .select((eb) => eb("account.balance", "-", eb.ref("account.pending")).as("points"))
    .where(compile(tree, at, dialectOf(deps.database.engine)))
    .orderBy("account.bucket_seed")
    .limit(count)
    .execute();
  return {
    members: rows.map((row) => ({
      ...{ publicId: row.public_id, name: row.name, rank: row.rank },
      ...{ lastVisitOn: row.last_visit_on, points: Number(row.points) },
    })),
  };
}

/** Members' numbers, ascending, a page after another. */
export async function idsAfter(
  deps: Deps,
  tree: Segment,
  afterId: number,
  limit: number,
): Promise<readonly number[]> {
  const at = await momentOf(deps, tree);
  const rows = await deps.database.report
    .selectFrom("account")
    .select("account.member_id")
    .where(compile(tree, at, dialectOf(deps.database.engine)))
    .where("account.member_id", ">", afterId)
    .orderBy("account.member_id")
    .limit(limit)
    .execute();
  return rows.map(({ member_id }) => member_id);
}

/** Of some members those who are in a segment: a question by key, so it is answered here. */
export async function matchesAmong(
  deps: Deps,
  tree: Segment,
  memberIds: readonly number[],
): Promise<ReadonlySet<number>> {
  if (memberIds.length === 0) return new Set();
  const at = await momentOf(deps, tree);
  const dialect = dialectOf(deps.database.engine);
  const ids = text(JSON.stringify(memberIds));
  const among =
    dialect === "postgres"
      ? `account.member_id in (select value::bigint from jsonb_array_elements_text(${ids}::jsonb))`
      : `account.member_id in (select value from json_each(${ids}))`;
  const rows = await deps.database.point
    .selectFrom("account")
    .select("account.member_id")
    .where(sql.raw<boolean>(among))
    .where(compile(tree, at, dialect))
    .execute();
  return new Set(rows.map(({ member_id }) => member_id));
}

/** Rows for a file: who is in a segment, by number. */
export async function membersIn(deps: Deps, tree: Segment, limit: number) {
  const at = await momentOf(deps, tree);
  return deps.database.report
    .selectFrom("account")
    .innerJoin("member", "member.member_id", "account.member_id")
    .select(["member.public_id", "member.name", "account.rank", "account.joined_on"])
    .select(["account.last_visit_on", "account.visits", "account.net_yen"])
    .select((eb) => eb("account.balance", "-", eb.ref("account.pending")).as("points"))
    .where(compile(tree, at, dialectOf(deps.database.engine)))
    .orderBy("account.member_id")
    .limit(limit)
    .execute();
}
