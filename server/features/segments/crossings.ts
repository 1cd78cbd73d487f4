import { addDays, dateAt } from "../../../shared/dates.ts";
import { type Listed, listedMax, pageRows } from "../../../shared/listing.ts";
import type {
  CrossedAsked,
  CrossedMember,
  CrossingDay,
  Crossings,
} from "../../../shared/segments/console.ts";
import type { Deps } from "../../deps.ts";
import { segmentOf } from "./saved.ts";
import * as store from "./store-watch.ts";

/** Who entered a watched segment and who left it, read where reports are read. */

/** By day, of so many days. @throws Refusal segment.not_found. */
export async function crossingsOf(deps: Deps, segmentId: string, days: number): Promise<Crossings> {
  await segmentOf(deps, segmentId);
  const from = addDays(dateAt(deps.clock.nowMs(), deps.settings.timeZone), 1 - days);
  const [rows, watched] = await Promise.all([
    deps.database.report
      .selectFrom("segment_event")
      .select((eb) => ["business_date", "kind", eb.fn.countAll<number>().as("members")])
      .where("segment_id", "=", segmentId)
      .where("business_date", ">=", from)
      .groupBy(["business_date", "kind"])
      .orderBy("business_date")
      .execute(),
    deps.database.first(store.watchedAt, { segmentId }),
  ]);
  const found = new Map<string, CrossingDay>();
  for (const { business_date: on, kind, members } of rows) {
    const day = found.get(on) ?? { on, entered: 0, left: 0 };
    found.set(on, { ...day, [kind]: Number(members) });
  }
  return { days: [...found.values()], watchedAtMs: watched?.watched_at_ms ?? null };
}

/** A page of them, newest first. @throws Refusal segment.not_found. */
export async function crossedMembers(
  deps: Deps,
  segmentId: string,
  { page, kind, on }: CrossedAsked,
): Promise<Listed<CrossedMember>> {
  await segmentOf(deps, segmentId);
  const { report } = deps.database;
  let events = report.selectFrom("segment_event").where("segment_event.segment_id", "=", segmentId);
  if (kind !== undefined) events = events.where("segment_event.kind", "=", kind);
  if (on !== undefined) events = events.where("segment_event.business_date", "=", on);
  const [rows, counted] = await Promise.all([
    events
      .innerJoin("member", "member.member_id", "segment_event.member_id")
      .select(["member.public_id", "member.name", "segment_event.kind", "segment_event.at_ms"])
      .orderBy("segment_event.pass", "desc")
      .orderBy("segment_event.member_id", "desc")
      .limit(pageRows)
      .offset((page - 1) * pageRows)
      .execute(),
    report
      .selectFrom(
        events
          .select("segment_event.member_id")
          .limit(listedMax + 1)
          .as("some"),
      )
      .select((eb) => eb.fn.countAll<number>().as("count"))
      .executeTakeFirst(),
  ]);
  const count = Number(counted?.count ?? 0);
  return {
    rows: rows.map((row) => ({
      ...{ publicId: row.public_id, name: row.name, kind: row.kind, atMs: Number(row.at_ms) },
    })),
    total: Math.min(count, listedMax),
    more: count > listedMax,
  };
}
