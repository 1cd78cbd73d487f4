import { randomUUID } from "node:crypto";
import { type Insertable, sql } from "kysely";
import type { Database } from "../../server/platform/database/database.ts";
import { housekeeping } from "../../server/platform/database/plan.ts";
import { type Bound, prepare, type SqlValue } from "../../server/platform/database/prepared.ts";
import type { Tables } from "../../server/platform/database/tables.ts";

/**
 * Rows that the schema accepts, with what a test wants otherwise; and plans made of them without any slice's
 * rules.
 */

export function commit(database: Database, ...statements: Bound[]): Promise<void> {
  return database.commit(housekeeping("a test", statements));
}

/** A statement as it stands, for what the query builder would not let through. */
export function raw(text: string): Bound {
  return { prepared: { text: () => ({ sql: text, slots: [] }) }, params: {} };
}

export async function rows(database: Database, text: string): Promise<readonly Record<string, unknown>[]> {
  return (await sql.raw<Record<string, unknown>>(text).execute(database.point)).rows;
}

/** The only value of the only row. */
export async function value(database: Database, text: string): Promise<unknown> {
  return Object.values((await rows(database, text))[0] ?? {})[0];
}

export function insert<T extends keyof Tables>(table: T, row: Insertable<Tables[T]>): Bound {
  return prepare<Record<string, SqlValue>>()((db) => db.insertInto(table).values(row)).with({});
}

export const newId = (): string => randomUUID();

let serial = 0;
/**
 * Integer keys that no other test of this file uses, far from those that an engine gives out after one of
 * them.
 */
export const newNumber = (): number => {
  serial += 1_000;
  return serial;
};

export const member = (given: Partial<Insertable<Tables["member"]>> = {}) =>
  insert("member", {
    public_id: newId(),
    language: "ja",
    status: "active",
    joined_at_ms: 1,
    ...given,
  });

export const account = (memberId: number, given: Partial<Insertable<Tables["account"]>> = {}) =>
  insert("account", { account_id: memberId, member_id: memberId, programme_id: 1, ...given });

export const entry = (accountId: number, seq: number, given: Partial<Insertable<Tables["entry"]>> = {}) =>
  insert("entry", {
    account_id: accountId,
    seq,
    entry_id: newId(),
    kind: "earn",
    points: 100,
    balance_after: 100,
    debt_after: 0,
    occurred_at_ms: 1,
    recorded_at_ms: 1,
    business_date: "2026-11-21",
    actor: "system:test",
    effects: "{}",
    client_id: newId(),
    previous_hash: "",
    hash: "",
    ...given,
  });

export const lot = (accountId: number, lotId: string, given: Partial<Insertable<Tables["lot"]>> = {}) =>
  insert("lot", {
    account_id: accountId,
    lot_id: lotId,
    points: 100,
    remaining: 100,
    activates_on: "2026-11-21",
    expires_on: "2027-11-20",
    origin: "purchase",
    funded_by: "head_office",
    ...given,
  });

export const purchase = (memberId: number, given: Partial<Insertable<Tables["purchase"]>> = {}) =>
  insert("purchase", {
    purchase_id: newId(),
    account_id: memberId,
    member_id: memberId,
    store_id: 1,
    till_id: "till",
    staff_id: 1,
    actor: "staff:staff",
    scan_id: newId(),
    channel: "store",
    source: "till",
    amount_yen: 1_000,
    coupon_yen: 0,
    net_yen: 1_000,
    points_used: 0,
    discount_yen: 0,
    points_earned: 10,
    programme_version: 1,
    facts: "{}",
    award: "{}",
    occurred_at_ms: 1,
    recorded_at_ms: 1,
    business_date: "2026-11-21",
    ...given,
  });

export const refund = (
  memberId: number,
  purchaseId: string,
  nth: number,
  given: Partial<Insertable<Tables["refund"]>> = {},
) =>
  insert("refund", {
    purchase_id: purchaseId,
    nth,
    refund_id: newId(),
    member_id: memberId,
    store_id: 1,
    actor: "staff:staff",
    amount_yen: 500,
    net_yen: 500,
    lines: "[]",
    points_given_back: 0,
    points_taken_back: 5,
    points_owed: 0,
    points_waived: 0,
    given_back_by_lot: "[]",
    draws: "[]",
    occurred_at_ms: 1,
    recorded_at_ms: 1,
    business_date: "2026-11-21",
    ...given,
  });

export const hold = (memberId: number, given: Partial<Insertable<Tables["hold"]>> = {}) =>
  insert("hold", {
    hold_id: newId(),
    account_id: memberId,
    member_id: memberId,
    store_id: 1,
    till_id: "till",
    actor: "staff:staff",
    entry_id: newId(),
    points: 50,
    status: "open",
    made_at_ms: 1,
    expires_at_ms: 2,
    ...given,
  });

export const adjustment = (accountId: number, given: Partial<Insertable<Tables["adjustment"]>> = {}) =>
  insert("adjustment", {
    adjustment_id: newId(),
    account_id: accountId,
    entry_id: newId(),
    points: 10,
    reason_code: "apology",
    actor: "staff:staff",
    made_at_ms: 1,
    ...given,
  });

export const pool = (name: string, used: number, pointsMax: number) =>
  insert("rule_pool", { pool: name, used, points_max: pointsMax });

export const codeUse = (handle: string, step: number, nth: number | null) =>
  insert("code_use", { handle, purpose: 1, step, nth, till_id: "till", used_at_ms: 1 });

export const outboxRow = (dedupeKey: string, given: Partial<Insertable<Tables["outbox"]>> = {}) =>
  insert("outbox", {
    message_id: newId(),
    dedupe_key: dedupeKey,
    line_user_id: "U1",
    reason: "test",
    lane: 10,
    messages: "[]",
    retry_key: newId(),
    status: "waiting",
    queued_at_ms: 1,
    due_at_ms: 1,
    ...given,
  });

export const lineEvent = (eventId: string, given: Partial<Insertable<Tables["line_event"]>> = {}) =>
  insert("line_event", {
    webhook_event_id: eventId,
    type: "message",
    occurred_at_ms: 1,
    received_at_ms: 1,
    body: "{}",
    status: "waiting",
    due_at_ms: 1,
    ...given,
  });

/** One shop with one store, one staff member and one point programme: what every other row refers to. */
export function shop(): Bound[] {
  return [
    insert("node", {
      node_id: 1,
      public_id: "head",
      kind: "head_office",
      name: "本部",
      code: "0",
      path: "/1/",
      amount_yen_max: 1_000_000,
    }),
    insert("staff", { staff_id: 1, public_id: "staff", line_user_id: "Ustaff", joined_at_ms: 1 }),
    insert("programme", { programme_id: 1, name: "points" }),
  ];
}

/** A member with an account of `balance` points in one lot, and its key. */
export async function memberWith(database: Database, balance: number): Promise<number> {
  const id = newNumber();
  const opened = [member({ member_id: id }), account(id, { balance, lot_balance: balance, seq: 1 })];
  const first = entry(id, 1, { points: balance, balance_after: balance });
  const lots = balance > 0 ? [lot(id, `lot${id}`, { points: balance, remaining: balance })] : [];
  await commit(database, ...opened, first, ...lots);
  return id;
}
