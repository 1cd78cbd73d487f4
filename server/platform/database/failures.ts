/** The snapshot a plan was decided on is stale: somebody else wrote first. Read again and decide again. */
export class Conflict extends Error {
  readonly constraint: string;
  constructor(constraint: string) {
    super(`conflict on ${constraint}`);
    this.name = "Conflict";
    this.constraint = constraint;
  }
}

/** This very write was done before: find its answer and give it again. */
export class Duplicate extends Error {
  readonly constraint: string;
  constructor(constraint: string) {
    super(`duplicate on ${constraint}`);
    this.name = "Duplicate";
    this.constraint = constraint;
  }
}

/**
 * A rule of the schema refused what the core had allowed: the pair of them disagrees, which is a bug of ours.
 */
export class ConstraintFailure extends Error {
  readonly constraint: string;
  constructor(constraint: string, cause: unknown) {
    super(`the schema refused: ${constraint}`, { cause });
    this.name = "ConstraintFailure";
    this.constraint = constraint;
  }
}

/** The connection was lost between sending and hearing: the write may or may not be there. */
export class OutcomeUnknown extends Error {
  constructor(cause: unknown) {
    super("the connection was lost before the outcome was known", { cause });
    this.name = "OutcomeUnknown";
  }
}

/** The database cannot do this now, and nothing was written: answer 503 and let the client come back. */
export class Overloaded extends Error {
  constructor(cause: unknown) {
    super("the database is overloaded or away", { cause });
    this.name = "Overloaded";
  }
}

/** A report ran into its deadline and was stopped. */
export class TooSlow extends Error {
  constructor(cause?: unknown) {
    super("the report took too long and was stopped", { cause });
    this.name = "TooSlow";
  }
}

/** A plan that was decided too long ago to be written now. */
export function tooLate(): Conflict {
  return new Conflict("commit_in_time");
}

type Meaning = "conflict" | "duplicate";

/**
 * What a refused constraint means, by its name, for every engine. SQLite and D1 name a UNIQUE constraint by
 * its columns (SQLite, "Result and Error Codes": the message is all there is), so those stand here too.
 */
const known: Readonly<Record<string, { meaning: Meaning; columns: string }>> = {
  entry_stream: { meaning: "conflict", columns: "entry.account_id, entry.seq" },
  account_of_member: { meaning: "conflict", columns: "account.member_id, account.programme_id" },
  code_use_once: { meaning: "conflict", columns: "code_use.handle, code_use.purpose, code_use.step" },
  code_use_in_order: { meaning: "conflict", columns: "code_use.handle, code_use.purpose, code_use.nth" },
  automation_version_once: {
    meaning: "conflict",
    columns: "automation_version.automation_id, automation_version.version",
  },
  automation_pass_stands: { meaning: "conflict", columns: "" },
  automation_send_once: {
    meaning: "conflict",
    columns: "automation_send.member_id, automation_send.automation_id, automation_send.occasion",
  },
  device_key_handle: { meaning: "conflict", columns: "device_key.handle" },
  member_line_user: { meaning: "conflict", columns: "member.line_user_id" },
  member_public_id: { meaning: "conflict", columns: "member.public_id" },
  segment_name: { meaning: "conflict", columns: "segment.folded" },
  segment_version_once: {
    meaning: "conflict",
    columns: "segment_version.segment_id, segment_version.version",
  },
  segment_watch_stands: { meaning: "conflict", columns: "" },
  segment_member_once: {
    meaning: "conflict",
    columns: "segment_member.segment_id, segment_member.member_id",
  },
  segment_event_once: {
    meaning: "conflict",
    columns: "segment_event.segment_id, segment_event.pass, segment_event.member_id",
  },
  member_list_name: { meaning: "conflict", columns: "member_list.folded" },
  rfm_thresholds_once: {
    meaning: "duplicate",
    columns: "rfm_thresholds.programme_id, rfm_thresholds.version",
  },
  tag_name: { meaning: "conflict", columns: "tag.folded" },
  staff_line_user: { meaning: "conflict", columns: "staff.line_user_id" },
  staff_role_once: {
    meaning: "conflict",
    columns: "staff_role.staff_id, staff_role.node_id, staff_role.role",
  },
  purchase_once_per_scan: { meaning: "conflict", columns: "purchase.scan_id" },
  purchase_void_once: { meaning: "conflict", columns: "purchase_void.purchase_id" },
  invitation_use_once: { meaning: "conflict", columns: "invitation_use.token_hash" },
  programme_version_once: {
    meaning: "conflict",
    columns: "programme_version.programme_id, programme_version.version",
  },
  answer_once: { meaning: "duplicate", columns: "answer.scope, answer.idempotency_key" },
  node_path: { meaning: "conflict", columns: "node.path" },
  entry_voided_once: { meaning: "conflict", columns: "entry.account_id, entry.reverses_entry_id" },
  // A limit's pool was emptied by somebody else meanwhile: decide again on what is left.
  rule_pool_within: { meaning: "conflict", columns: "" },
  refund_once: { meaning: "conflict", columns: "refund.purchase_id, refund.nth" },
  rank_change_once: { meaning: "conflict", columns: "rank_change.account_id, rank_change.nth" },
  rank_event_once: {
    meaning: "conflict",
    columns: "rank_event.account_id, rank_event.kind, rank_event.occasion",
  },
  ladder_version_once: {
    meaning: "conflict",
    columns: "ladder_version.programme_id, ladder_version.version",
  },
  purchase_receipt_once: {
    meaning: "conflict",
    columns: "purchase.store_id, purchase.till_id, purchase.receipt_number, purchase.business_date",
  },
  nightly_chunk_once: {
    meaning: "conflict",
    columns: "nightly_chunk.programme_id, nightly_chunk.business_date, nightly_chunk.from_account_id",
  },
  // A key has asked as often as it may in this minute.
  rate_window_within: { meaning: "conflict", columns: "" },
  // Another process has counted the same rows.
  report_lots_once: { meaning: "conflict", columns: "report_lots.counted_on, report_lots.nth" },
  report_mark_in_turn: { meaning: "conflict", columns: "" },
  report_mark_once: { meaning: "conflict", columns: "report_mark.source, report_mark.nth" },
  nightly_run_once: { meaning: "duplicate", columns: "nightly_run.programme_id, nightly_run.business_date" },
  adjustment_file_once: { meaning: "conflict", columns: "adjustment_file.file_hash" },
  adjustment_file_part_once: {
    meaning: "conflict",
    columns: "adjustment_file_part.file_id, adjustment_file_part.nth",
  },
  adjustment_row_once: { meaning: "duplicate", columns: "adjustment.file_id, adjustment.row_key" },
  adjustment_once: { meaning: "duplicate", columns: "adjustment.adjustment_id" },
  hold_once: { meaning: "duplicate", columns: "hold.hold_id" },
  entry_id_once: { meaning: "duplicate", columns: "entry.entry_id" },
  purchase_once: { meaning: "duplicate", columns: "purchase.purchase_id" },
  // The lease of an event ran out, and somebody else has it.
  line_event_lease: { meaning: "conflict", columns: "" },
  topic_choice_once: { meaning: "duplicate", columns: "topic_choice.choice_id, topic_choice.topic" },
  chat_version_once: { meaning: "conflict", columns: "chat_version.version" },
  reach_version_once: { meaning: "conflict", columns: "reach_version.version" },
  line_event_once: { meaning: "duplicate", columns: "line_event.webhook_event_id" },
  // Another process has taken what was left for campaigns.
  sending_campaign_left: { meaning: "conflict", columns: "" },
  // The last one was taken meanwhile: decide again, on what is left.
  coupon_given_stock: { meaning: "conflict", columns: "" },
  coupon_used_stock: { meaning: "conflict", columns: "" },
  coupon_code_once: { meaning: "conflict", columns: "coupon.folded_code" },
  coupon_version_once: { meaning: "conflict", columns: "coupon_version.coupon_id, coupon_version.version" },
  coupon_draw_once: {
    meaning: "conflict",
    columns: "coupon_draw.coupon_id, coupon_draw.member_id, coupon_draw.occasion",
  },
  coupon_code_use_once: { meaning: "conflict", columns: "coupon_code_use.folded_code" },
  member_coupon_occasion_once: {
    meaning: "conflict",
    columns: "member_coupon.coupon_id, member_coupon.member_id, member_coupon.occasion",
  },
  coupon_change_once: {
    meaning: "conflict",
    columns: "coupon_change.member_coupon_id, coupon_change.nth",
  },
  stamp_card_version_once: {
    meaning: "conflict",
    columns: "stamp_card_version.card_id, stamp_card_version.version",
  },
  member_stamp_once: { meaning: "conflict", columns: "member_stamp.member_id, member_stamp.card_id" },
  stamp_entry_once: {
    meaning: "conflict",
    columns: "stamp_entry.member_id, stamp_entry.card_id, stamp_entry.seq",
  },
  stamp_reward_once: {
    meaning: "conflict",
    columns: "stamp_reward.member_id, stamp_reward.card_id, stamp_reward.seq, stamp_reward.at",
  },
  stamp_reward_change_once: {
    meaning: "conflict",
    columns: "stamp_reward_change.reward_id, stamp_reward_change.nth",
  },
  campaign_version_once: {
    meaning: "conflict",
    columns: "campaign_version.campaign_id, campaign_version.version",
  },
  // Another process has begun this run, or frozen these members: read again.
  campaign_run_once: { meaning: "conflict", columns: "campaign_run.campaign_id, campaign_run.nth" },
  campaign_recipient_once: {
    meaning: "conflict",
    columns: "campaign_recipient.run_id, campaign_recipient.member_id",
  },
  outbox_once: { meaning: "duplicate", columns: "outbox.dedupe_key" },
};

const byColumns = new Map(Object.entries(known).map(([name, { columns }]) => [columns, name]));

/** The failure that a constraint's name stands for. */
export function constraintFailure(name: string, cause: unknown): Error {
  const meaning = known[name]?.meaning;
  if (meaning === "conflict") return new Conflict(name);
  if (meaning === "duplicate") return new Duplicate(name);
  return new ConstraintFailure(name, cause);
}

/**
 * Reads the name out of SQLite's message, as better-sqlite3 and D1 pass it on; null where it is no
 * constraint.
 */
export function constraintInMessage(message: string): string | null {
  const unique = /UNIQUE constraint failed: ([a-z0-9_., ]+?)(?::|$)/.exec(message)?.[1]?.trim();
  if (unique !== undefined) return byColumns.get(unique) ?? unique;
  const check = /CHECK constraint failed: ([a-z0-9_]+)/.exec(message)?.[1];
  if (check !== undefined) return check;
  if (message.includes("FOREIGN KEY constraint failed")) return "foreign_key";
  if (/\bappend_only\b/.test(message)) return "append_only";
  const notNull = /NOT NULL constraint failed: ([a-z0-9_.]+)/.exec(message)?.[1];
  if (notNull !== undefined) return `not_null ${notNull}`;
  return /cannot store \w+ value in \w+ column/.test(message) ? "datatype" : null;
}

/** The table of names, for the test that compares it with the schema. */
export const knownConstraints: Readonly<Record<string, { meaning: Meaning; columns: string }>> = known;
