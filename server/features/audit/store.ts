import type { AuditAsked } from "../../../shared/audit.ts";
import { listedMax, pageRows } from "../../../shared/listing.ts";
import type { Database } from "../../platform/database/database.ts";

/**
 * Reads of audit. A row comes with every sale, so the log has no index but its ids, which are in the order of time: a page is
 * read inside a stretch of time, as a report, and is at most `listedMax` rows deep.
 */
type Report = Database["report"];

interface Stretch {
  readonly fromId: string;
  readonly toId: string;
}

function within(report: Report, asked: AuditAsked, { fromId, toId }: Stretch) {
  const { actor, action, subject } = asked;
  let query = report.selectFrom("audit").where("audit_id", ">=", fromId).where("audit_id", "<", toId);
  if (actor !== undefined) query = query.where("actor_id", "=", actor);
  if (action?.includes(".")) query = query.where("action", "=", action);
  else if (action !== undefined) query = query.where("action", "like", `${action.replace(/[\\%_]/g, "")}.%`);
  if (subject?.includes(":")) query = query.where("subject", "=", subject);
  else if (subject !== undefined)
    query = query.where("subject", "like", `%:${subject.replace(/[\\%_]/g, "")}`);
  return query;
}

export function auditPage(report: Report, asked: AuditAsked, stretch: Stretch) {
  return within(report, asked, stretch)
    .leftJoin("node", "node.node_id", "audit.node_id")
    .select([
      "audit_id",
      "at_ms",
      "actor_kind",
      "actor_id",
      "action",
      "subject",
      "details",
      "node.name as place",
    ])
    .orderBy("audit_id", "desc")
    .offset((asked.page - 1) * pageRows)
    .limit(pageRows)
    .execute();
}

export function auditRows(report: Report, asked: AuditAsked, stretch: Stretch) {
  return within(report, asked, stretch)
    .leftJoin("node", "node.node_id", "audit.node_id")
    .select([
      "audit_id",
      "at_ms",
      "actor_kind",
      "actor_id",
      "action",
      "subject",
      "details",
      "node.name as place",
    ])
    .orderBy("audit_id", "desc")
    .limit(listedMax)
    .execute();
}

/** Counted to one more than is listed. */
export async function auditCount(report: Report, asked: AuditAsked, stretch: Stretch): Promise<number> {
  const row = await report
    .selectFrom(
      within(report, asked, stretch)
        .select("audit_id")
        .limit(listedMax + 1)
        .as("some"),
    )
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}
