import { type RawBuilder, type SqlBool, sql } from "kysely";
import { nestedMax } from "../../../shared/segments/evaluate.ts";
import type { SegmentMoment } from "../../../shared/segments/moment.ts";
import type { Segment } from "../../../shared/segments/schema.ts";
import type { Dialect } from "../../platform/database/prepared.ts";
import { all, any, no, not, numberOf, text } from "./sql.ts";
import { leafSql } from "./sql-leaf.ts";

/**
 * A segment as a condition on rows of `account`, to be put into any query that has that table under its name:
 * `db.selectFrom("account").where(compile(tree, at, dialect))`. It is what `evaluate` says, for all members at once: only of
 * the programme's accounts, and none of whom has left. Values stand in its text, since D1 binds a hundred at most; they are
 * what the schema let through.
 *
 * A leaf is true or false and never NULL, so that `not` means what it says.
 */
export function compile(tree: Segment, at: SegmentMoment, dialect: Dialect): RawBuilder<SqlBool> {
  // SQLite asks in this order, and nearly everybody is of the programme and has not left.
  const condition = all([
    conditionOf(tree, at, dialect, 0),
    `account.programme_id = ${numberOf(at.programmeId)}`,
    `account.member_status <> ${text("left")}`,
  ]);
  return sql.raw<SqlBool>(condition);
}

function conditionOf(tree: Segment, at: SegmentMoment, dialect: Dialect, depth: number): string {
  if ("all" in tree) return all(tree.all.map((part) => conditionOf(part, at, dialect, depth)));
  if ("any" in tree) return any(tree.any.map((part) => conditionOf(part, at, dialect, depth)));
  if ("not" in tree) return not(conditionOf(tree.not, at, dialect, depth));
  if (tree.kind !== "segment") return leafSql(tree, at, dialect);
  const nested = at.segments.get(tree.segmentId);
  return nested === undefined || depth >= nestedMax ? no : conditionOf(nested, at, dialect, depth + 1);
}

/** Everybody who has not left. */
export const everybody: Segment = { all: [] };
