import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Database } from "../../server/platform/database/database.ts";
import { Conflict, ConstraintFailure, Duplicate } from "../../server/platform/database/failures.ts";
import type { Bound } from "../../server/platform/database/prepared.ts";
import { engines, migratedEngine, type OpenedEngine } from "./engines.ts";
import { evidence } from "./evidence-rows.ts";
import * as row from "./rows.ts";

/** What the schema itself refuses, so that a bug in a rule costs an error and not points. */
describe.each(engines)("the schema on %s refuses", (name) => {
  let engine: OpenedEngine;
  let database: Database;
  beforeAll(async () => {
    engine = await migratedEngine(name);
    database = engine.database;
    await row.commit(database, ...row.shop());
  });
  afterAll(() => engine?.close());

  /** Commits the statement behind a harmless one, and looks that neither is left. */
  async function refusal(statement: Bound): Promise<unknown> {
    const witness = row.newId();
    const failure = await row.commit(database, row.outboxRow(witness), statement).catch((thrown) => thrown);
    expect(await row.value(database, `SELECT count(*) FROM outbox WHERE dedupe_key = '${witness}'`)).toBe(0);
    return failure;
  }
  const expectConstraint = async (statement: Bound, constraint: string): Promise<void> => {
    const failure = await refusal(statement);
    expect(failure).toBeInstanceOf(ConstraintFailure);
    expect(failure).toMatchObject({ constraint });
  };
  const update = (id: number, change: string): Bound =>
    row.raw(`UPDATE account SET ${change} WHERE account_id = ${id}`);

  test("a balance of -1", async () => {
    const id = await row.memberWith(database, 10);
    await expectConstraint(update(id, "balance = -1, lot_balance = -1"), "balance_not_negative");
  });

  test("a balance of 11 over lots of 10", async () => {
    const id = await row.memberWith(database, 10);
    await expectConstraint(update(id, "balance = 11"), "balance_matches_lots");
  });

  test("a debt of -1", async () => {
    const id = await row.memberWith(database, 10);
    await expectConstraint(update(id, "debt = -1"), "debt_not_negative");
  });

  test.each([-1, 11])("%i of a balance of 10 that cannot be used yet", async (pending) => {
    const id = await row.memberWith(database, 10);
    await expectConstraint(update(id, `pending = ${pending}`), "pending_in_balance");
    await row.commit(database, update(id, "pending = 10"));
  });

  test("-1 points put aside", async () => {
    const id = await row.memberWith(database, 10);
    await expectConstraint(update(id, "held = -1"), "held_not_negative");
  });

  test.each([
    ["-1 remaining", "remaining = -1"],
    ["101 remaining", "remaining = 101"],
    ["-1 lapsed", "remaining = 0, lapsed = -1"],
    ["60 remaining and 41 lapsed", "remaining = 60, lapsed = 41"],
  ])("a lot of 100 with %s", async (_, change) => {
    const id = await row.memberWith(database, 100);
    await expectConstraint(row.raw(`UPDATE lot SET ${change} WHERE account_id = ${id}`), "lot_remaining");
    await row.commit(
      database,
      row.raw(`UPDATE lot SET remaining = 60, lapsed = 40 WHERE account_id = ${id}`),
    );
  });

  test("a lot of 0 points, and one that renews or waits by 2", async () => {
    const id = await row.memberWith(database, 10);
    await expectConstraint(row.lot(id, row.newId(), { points: 0, remaining: 0 }), "lot_points");
    await expectConstraint(row.lot(id, row.newId(), { renews: 2 }), "lot_renews");
    await expectConstraint(row.lot(id, row.newId(), { pending: 2 }), "lot_pending");
  });

  test("an allocation of 0 points", async () => {
    const id = await row.memberWith(database, 10);
    const none = { account_id: id, entry_id: row.newId(), lot_id: `lot${id}`, points: 0 };
    await expectConstraint(row.insert("allocation", none), "allocation_points");
  });

  test("a 101st point from a pool of 100, as a Conflict, and to give back more than was drawn", async () => {
    const name = row.newId();
    await row.commit(database, row.pool(name, 60, 100));
    const draw = (points: number) =>
      row.raw(`UPDATE rule_pool SET used = used + ${points} WHERE pool = '${name}'`);
    expect(await refusal(draw(41))).toEqual(new Conflict("rule_pool_within"));
    expect(await refusal(draw(-61))).toEqual(new Conflict("rule_pool_within"));
    await row.commit(database, draw(40));
    expect(await row.value(database, `SELECT used FROM rule_pool WHERE pool = '${name}'`)).toBe(100);
  });

  test("a hold of 0 points, and the same hold twice", async () => {
    const id = await row.memberWith(database, 100);
    const hold_id = row.newId();
    await row.commit(database, row.hold(id, { hold_id }));
    await expectConstraint(row.hold(id, { points: 0 }), "hold_points");
    expect(await refusal(row.hold(id, { hold_id }))).toEqual(new Duplicate("hold_once"));
  });

  test("a 2nd return decided beside another 2nd one, as a Conflict, and one of 0 yen", async () => {
    const id = await row.memberWith(database, 10);
    const purchase_id = row.newId();
    const first = [row.purchase(id, { purchase_id }), row.refund(id, purchase_id, 1)];
    await row.commit(database, ...first, row.refund(id, purchase_id, 2));
    expect(await refusal(row.refund(id, purchase_id, 2))).toEqual(new Conflict("refund_once"));
    await expectConstraint(row.refund(id, purchase_id, 3, { amount_yen: -1 }), "refund_amount");
  });

  test("to void an entry twice, while parts of it may be returned in 2 entries", async () => {
    const id = await row.memberWith(database, 10);
    const reverses_entry_id = row.newId();
    const part = (seq: number) => row.entry(id, seq, { kind: "refund", reverses_entry_id });
    const whole = (seq: number) => row.entry(id, seq, { kind: "void", reverses_entry_id });
    await row.commit(database, part(2), part(3), whole(4));
    expect(await refusal(whole(5))).toEqual(new Conflict("entry_voided_once"));
  });

  test("the same row of a file of adjustments twice, while rows of no file are many", async () => {
    const id = await row.memberWith(database, 10);
    const given = { file_id: row.newId(), row_key: "7" };
    await row.commit(database, row.adjustment(id, given), row.adjustment(id), row.adjustment(id));
    expect(await refusal(row.adjustment(id, given))).toEqual(new Duplicate("adjustment_row_once"));
  });

  test("an entry with a balance of -1 after it", async () => {
    const id = await row.memberWith(database, 10);
    await expectConstraint(row.entry(id, 2, { balance_after: -1 }), "entry_balance");
  });

  test("a second entry with seq 1", async () => {
    const id = await row.memberWith(database, 10);
    expect(await refusal(row.entry(id, 1))).toEqual(new Conflict("entry_stream"));
  });

  test("a second entry with the same id, on another account too", async () => {
    const [one, other] = [await row.memberWith(database, 10), await row.memberWith(database, 10)];
    const entry_id = row.newId();
    await row.commit(database, row.entry(one, 2, { entry_id }));
    expect(await refusal(row.entry(other, 2, { entry_id }))).toEqual(new Duplicate("entry_id_once"));
  });

  test("a second account of one member in one programme", async () => {
    const id = await row.memberWith(database, 10);
    const second = row.account(id, { account_id: row.newNumber() });
    expect(await refusal(second)).toEqual(new Conflict("account_of_member"));
  });

  test("a second purchase from one scan, and a second one with the same id", async () => {
    const id = await row.memberWith(database, 10);
    const [scan_id, purchase_id] = [row.newId(), row.newId()];
    await row.commit(database, row.purchase(id, { scan_id, purchase_id }));
    expect(await refusal(row.purchase(id, { scan_id }))).toEqual(new Conflict("purchase_once_per_scan"));
    expect(await refusal(row.purchase(id, { purchase_id }))).toEqual(new Duplicate("purchase_once"));
  });

  test("a receipt number that the same till has used that day, while sales without one are many", async () => {
    const id = await row.memberWith(database, 10);
    const receipt_number = row.newId();
    await row.commit(database, row.purchase(id, { receipt_number }), row.purchase(id), row.purchase(id));
    await row.commit(database, row.purchase(id, { receipt_number, business_date: "2026-11-22" }));
    expect(await refusal(row.purchase(id, { receipt_number }))).toEqual(
      new Conflict("purchase_receipt_once"),
    );
  });

  test("a purchase of 0 yen, and a discount above the price", async () => {
    const id = await row.memberWith(database, 10);
    await expectConstraint(row.purchase(id, { amount_yen: 0 }), "purchase_amount");
    await expectConstraint(row.purchase(id, { discount_yen: 1_001 }), "purchase_discount_yen");
  });

  test("a purchase voided twice", async () => {
    const id = await row.memberWith(database, 10);
    const purchase_id = row.newId();
    const voided = () =>
      row.insert("purchase_void", {
        purchase_id,
        member_id: id,
        staff_id: 1,
        actor: "staff:staff",
        store_id: 1,
        voided_at_ms: 1,
        points_given_back: 0,
        points_taken_back: 10,
      });
    await row.commit(database, row.purchase(id, { purchase_id }), voided());
    expect(await refusal(voided())).toEqual(new Conflict("purchase_void_once"));
  });

  test("a code used twice, and two codes that were both decided as the 2nd of a card", async () => {
    const handle = row.newId();
    await row.commit(database, row.codeUse(handle, 7, 1), row.codeUse(handle, 8, 2));
    expect(await refusal(row.codeUse(handle, 7, 3))).toEqual(new Conflict("code_use_once"));
    expect(await refusal(row.codeUse(handle, 9, 2))).toEqual(new Conflict("code_use_in_order"));
    await row.commit(database, row.codeUse(handle, 10, null), row.codeUse(handle, 11, null));
  });

  test("the same answer, outbox message and webhook event a second time", async () => {
    const key = row.newId();
    const answer = () =>
      row.insert("answer", {
        scope: "s",
        idempotency_key: key,
        request_hash: "h",
        body: "{}",
        answered_at_ms: 1,
      });
    await row.commit(database, answer(), row.outboxRow(key), row.lineEvent(key));
    expect(await refusal(answer())).toEqual(new Duplicate("answer_once"));
    expect(await refusal(row.outboxRow(key))).toEqual(new Duplicate("outbox_once"));
    expect(await refusal(row.lineEvent(key))).toEqual(new Duplicate("line_event_once"));
  });

  test("a member who has left and is still linked to LINE", async () => {
    const left = row.member({ status: "left", line_user_id: row.newId() });
    await expectConstraint(left, "member_left_is_unlinked");
  });

  test("two members with one LINE user, while any number may have none", async () => {
    const line_user_id = row.newId();
    await row.commit(database, row.member({ line_user_id }), row.member(), row.member());
    expect(await refusal(row.member({ line_user_id }))).toEqual(new Conflict("member_line_user"));
  });

  test.each([
    ["an entry of no account", row.entry(999_999, 1)],
    ["a lot of no account", row.lot(999_999, "lot")],
    ["an account of no member", row.account(999_999)],
    ["a purchase of nobody", row.purchase(999_999)],
    [
      "an allocation to no lot",
      row.insert("allocation", { account_id: 999_999, entry_id: "e", lot_id: "l", points: 1 }),
    ],
  ])("%s", async (_, statement) => {
    await expectConstraint(statement, "foreign_key");
  });

  test("to forget a member who has an account", async () => {
    const id = await row.memberWith(database, 10);
    await expectConstraint(row.raw(`DELETE FROM member WHERE member_id = ${id}`), "foreign_key");
  });

  test.each([
    ["member", "status", "'gone'"],
    ["member", "language", "'fr'"],
    ["node", "kind", "'planet'"],
    ["lot", "origin", "'luck'"],
    ["lot", "funded_by", "'nobody'"],
    ["hold", "status", "'lost'"],
    ["outbox", "status", "'lost'"],
    ["line_event", "status", "'lost'"],
  ])("a %s.%s of %s", async (table, column, given) => {
    const key = row.newId();
    const id = await row.memberWith(database, 10);
    await row.commit(database, row.outboxRow(key), row.lineEvent(key), row.hold(id));
    await expectConstraint(row.raw(`UPDATE ${table} SET ${column} = ${given}`), `${table}_${column}`);
  });

  test("an entry of a kind that the ledger does not know", async () => {
    const id = await row.memberWith(database, 10);
    const gift = row.raw(
      `INSERT INTO entry (account_id, seq, entry_id, kind, points, balance_after, debt_after, occurred_at_ms,
       recorded_at_ms, business_date, actor, effects, client_id, previous_hash, hash)
       VALUES (${id}, 2, '${row.newId()}', 'gift', 1, 1, 0, 1, 1, '2026-11-21', 'a', '{}', 'c', '', '')`,
    );
    await expectConstraint(gift, "entry_kind");
  });

  test("a member without a language", async () => {
    const id = await row.memberWith(database, 0);
    const change = row.raw(`UPDATE member SET language = NULL WHERE member_id = ${id}`);
    await expectConstraint(change, "not_null member.language");
  });

  test.each([
    "entry",
    "allocation",
    "audit",
    "consent",
    "purchase",
    "purchase_line",
    "purchase_void",
    "refund",
    "ladder_version",
    "rank_change",
    "programme_version",
    "coupon_change",
    "stamp_entry",
  ])("to change or delete a row of %s", async (table) => {
    await evidence(database);
    const column = String(Object.keys((await row.rows(database, `SELECT * FROM ${table}`))[0] ?? {})[0]);
    await expectConstraint(row.raw(`UPDATE ${table} SET ${column} = ${column}`), "append_only");
    await expectConstraint(row.raw(`DELETE FROM ${table}`), "append_only");
  });

  test.each([
    "coupon_change",
    "stamp_entry",
  ])("to change the reason in %s, or any of its other columns; the reason may be emptied", async (table) => {
    await evidence(database);
    await row.commit(database, row.raw(`UPDATE ${table} SET reason = NULL`));
    await expectConstraint(row.raw(`UPDATE ${table} SET reason = 'another'`), "append_only");
    const columns = Object.keys((await row.rows(database, `SELECT * FROM ${table}`))[0] ?? {});
    expect(columns).toContain("reason");
    for (const column of columns.filter((one) => one !== "reason")) {
      await expectConstraint(row.raw(`UPDATE ${table} SET ${column} = ${column}`), "append_only");
    }
  });

  test.runIf(name === "sqlite")("to replace a row of entry behind its trigger's back", async () => {
    const id = await row.memberWith(database, 10);
    const replace = row.raw(`INSERT OR REPLACE INTO entry SELECT * FROM entry WHERE account_id = ${id}`);
    await expectConstraint(replace, "append_only");
  });

  test.runIf(name === "postgres")("to truncate entry", async () => {
    await expectConstraint(row.raw("TRUNCATE entry"), "append_only");
  });
});
