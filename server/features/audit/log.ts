import type { AuditAsked, AuditView } from "../../../shared/audit.ts";
import { addDays, dateAt, startOfDay } from "../../../shared/dates.ts";
import { type Listed, listedMax } from "../../../shared/listing.ts";
import type { Deps } from "../../deps.ts";
import { ulidFloor } from "../../platform/ids.ts";
import { couponNames } from "../coupons/index.ts";
import { membersByPublicIds } from "../members/index.ts";
import { stampCardNames } from "../stamps/index.ts";
import { everyPlace, staffNames } from "../stores/index.ts";
import * as store from "./store.ts";

const usualDays = 30;

/** One page of who did what, newest first, with the names behind the ids as they are today. */
export async function auditPage(deps: Deps, asked: AuditAsked): Promise<Listed<AuditView>> {
  const stretch = stretchOf(deps, asked);
  const { report } = deps.database;
  const [rows, count] = await Promise.all([
    store.auditPage(report, asked, stretch),
    store.auditCount(report, asked, stretch),
  ]);
  return { rows: await named(deps, rows), total: Math.min(count, listedMax), more: count > listedMax };
}

export async function auditAll(deps: Deps, asked: AuditAsked): Promise<readonly AuditView[]> {
  return named(deps, await store.auditRows(deps.database.report, asked, stretchOf(deps, asked)));
}

function stretchOf({ settings, clock }: Deps, { from, to }: AuditAsked) {
  const today = dateAt(clock.nowMs(), settings.timeZone);
  const since = from ?? addDays(to ?? today, -usualDays);
  return {
    fromId: ulidFloor(startOfDay(since, settings.timeZone)),
    toId: ulidFloor(startOfDay(addDays(to ?? today, 1), settings.timeZone)),
  };
}

type Row = Awaited<ReturnType<typeof store.auditPage>>[number];

async function named(deps: Deps, rows: readonly Row[]): Promise<AuditView[]> {
  const pairs = rows.map(({ subject }) => {
    const at = subject.indexOf(":");
    return at < 0 ? { kind: subject, id: "" } : { kind: subject.slice(0, at), id: subject.slice(at + 1) };
  });
  const ids = [
    ...rows.filter((row) => row.actor_kind === "member").map((row) => row.actor_id),
    ...pairs.filter(({ kind }) => kind === "member").map(({ id }) => id),
  ];
  const idsOf = (wanted: string): readonly string[] => [
    ...new Set(pairs.filter(({ kind }) => kind === wanted).map(({ id }) => id)),
  ];
  const [staff, places, members, coupons, stampCards] = await Promise.all([
    staffNames(deps),
    everyPlace(deps),
    membersByPublicIds(deps, [...new Set(ids)]),
    couponNames(deps, idsOf("coupon")),
    idsOf("stamp_card").length === 0 ? new Map<string, string>() : stampCardNames(deps),
  ]);
  const names = new Map<string, string | null>([
    ...[...staff].map(([id, name]) => [`staff:${id}`, name] as const),
    ...places.map(({ publicId, name }) => [`store:${publicId}`, name] as const),
    ...[...coupons].map(([id, name]) => [`coupon:${id}`, name] as const),
    ...[...stampCards].map(([id, name]) => [`stamp_card:${id}`, name] as const),
    ...members.map(({ publicId, name }) => [`member:${publicId}`, name] as const),
  ]);
  return rows.map((row, index) => {
    const subject = pairs[index] ?? { kind: "", id: "" };
    return {
      auditId: row.audit_id,
      atMs: Number(row.at_ms),
      actor: {
        kind: row.actor_kind,
        id: row.actor_id,
        name: names.get(`${row.actor_kind}:${row.actor_id}`) ?? null,
      },
      action: row.action,
      subject: { ...subject, name: names.get(row.subject) ?? null },
      place: row.place,
      details: detailsIn(row.details),
    };
  });
}

/** What `audited` wrote, read back. */
function detailsIn(text: string | null): AuditView["details"] {
  return text === null ? {} : (JSON.parse(text) as AuditView["details"]);
}
