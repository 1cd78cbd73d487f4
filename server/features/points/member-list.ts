import { addDays, dateAt, startOfDay } from "../../../shared/dates.ts";
import { type Listed, listedMax, pageRows } from "../../../shared/listing.ts";
import type { MemberListAsked, MemberRow } from "../../../shared/members/list.ts";
import type { Deps } from "../../deps.ts";
import type { Actor } from "../../platform/auth/actor.ts";
import { audited } from "../../platform/database/plan.ts";
import { memberNumberOf } from "../members/index.ts";
import { mainProgramme } from "./programme.ts";
import * as store from "./store-member-list.ts";

export async function memberList(deps: Deps, asked: MemberListAsked): Promise<Listed<MemberRow>> {
  const wanted = wantedBy(deps, asked);
  const { report } = deps.database;
  const page = { offset: (asked.page - 1) * pageRows, limit: pageRows };
  const [rows, count] = await Promise.all([
    store.memberRows(report, mainProgramme, wanted, page),
    store.memberCount(report, mainProgramme, wanted, listedMax + 1),
  ]);
  const view = viewIn(deps.settings.timeZone);
  return { rows: rows.map(view), total: Math.min(count, listedMax), more: count > listedMax };
}

/** The first `listedMax` of the list, for a file; that people's names left the house is in the audit log. */
export async function exportMembers(
  deps: Deps,
  actor: Actor,
  asked: MemberListAsked,
): Promise<readonly MemberRow[]> {
  const all = { offset: 0, limit: listedMax };
  const rows = await store.memberRows(deps.database.report, mainProgramme, wantedBy(deps, asked), all);
  const row = {
    auditId: deps.ids.ulid(),
    atMs: deps.clock.nowMs(),
    actor,
    action: "members.export_list",
    subject: "members:list",
    nodeId: null,
    details: { rows: rows.length },
  };
  await deps.database.commit(audited(row, []));
  return rows.map(viewIn(deps.settings.timeZone));
}

function wantedBy({ settings }: Deps, { from, to, ...asked }: MemberListAsked): store.MembersWanted {
  const q = asked.q?.normalize("NFKC").trim();
  return {
    ...asked,
    q,
    number: q === undefined ? null : memberNumberOf(q),
    fromMs: from === undefined ? null : startOfDay(from, settings.timeZone),
    toMs: to === undefined ? null : startOfDay(addDays(to, 1), settings.timeZone),
  };
}

type Row = Awaited<ReturnType<typeof store.memberRows>>[number];

const viewIn =
  (timeZone: string) =>
  (row: Row): MemberRow => ({
    publicId: row.public_id,
    name: row.name,
    status: row.status,
    joinedOn: dateAt(Number(row.joined_at_ms), timeZone),
    points: Number(row.balance),
    visits: Number(row.visits),
    lastVisitOn: row.last_visit_on,
  });
