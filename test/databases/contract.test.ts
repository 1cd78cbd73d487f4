import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Database } from "../../server/platform/database/database.ts";
import { Conflict, ConstraintFailure, Duplicate } from "../../server/platform/database/failures.ts";
import { audited } from "../../server/platform/database/plan.ts";
import { type Bound, prepare } from "../../server/platform/database/prepared.ts";
import { engines, migratedEngine, type OpenedEngine } from "./engines.ts";
import { commit, entry, insert, memberWith, newId, outboxRow, raw, rows, shop, value } from "./rows.ts";

/** What every slice may rely on, whichever engine is below it. */
describe.each(engines)("a plan on %s", (name) => {
  let engine: OpenedEngine;
  let database: Database;
  beforeAll(async () => {
    engine = await migratedEngine(name);
    database = engine.database;
    await commit(database, ...shop());
  });
  afterAll(() => engine?.close());

  test("is kept whole: 3 statements and the audit row that says who", async () => {
    const id = await memberWith(database, 500);
    const auditId = newId();
    const row = {
      auditId,
      atMs: 1_795_000_000_000,
      actor: { kind: "staff", id: "staff", role: "manager" },
      action: "points.adjust",
      subject: `account:${id}`,
      nodeId: 1,
      details: { points: 20, reason: "おわび" },
    } as const;
    await database.commit(
      audited(row, [entry(id, 2, { kind: "adjust", points: 20, balance_after: 520 }), ...moved(id, 520)]),
    );
    expect(await value(database, `SELECT balance FROM account WHERE account_id = ${id}`)).toBe(520);
    expect(
      await rows(database, `SELECT actor_kind, details FROM audit WHERE audit_id = '${auditId}'`),
    ).toEqual([{ actor_kind: "staff", details: '{"points":20,"reason":"おわび"}' }]);
  });

  test("is dropped whole when its 4th of 5 statements is refused", async () => {
    const id = await memberWith(database, 500);
    const key = newId();
    const plan = [outboxRow(key), entry(id, 2), ...moved(id, 400), raw("SELECT no_such_column FROM account")];
    await expect(commit(database, ...plan, outboxRow(newId()))).rejects.toThrow();
    expect(await value(database, `SELECT count(*) FROM outbox WHERE dedupe_key = '${key}'`)).toBe(0);
    expect(await state(database, id)).toEqual({ balance: 500, entries: 1 });
  });

  test("without a statement is committed all the same", async () => {
    await expect(commit(database)).resolves.toBeUndefined();
  });

  test("is refused as a Conflict when seq 2 was written by another since it was decided", async () => {
    const id = await memberWith(database, 500);
    await commit(database, entry(id, 2), ...moved(id, 400));
    const late = commit(database, entry(id, 2), ...moved(id, 300));
    await expect(late).rejects.toEqual(new Conflict("entry_stream"));
    expect(await state(database, id)).toEqual({ balance: 400, entries: 2 });
  });

  test("is refused as a Duplicate when its answer is kept already, and leaves nothing", async () => {
    const id = await memberWith(database, 500);
    const answer = () =>
      insert("answer", {
        scope: "till",
        idempotency_key: `key${id}`,
        request_hash: "h",
        body: "{}",
        answered_at_ms: 1,
      });
    await commit(database, entry(id, 2), ...moved(id, 400), answer());
    const again = commit(database, entry(id, 3), ...moved(id, 300), answer());
    await expect(again).rejects.toEqual(new Duplicate("answer_once"));
    expect(await state(database, id)).toEqual({ balance: 400, entries: 2 });
  });

  test("of 50 that spend the same 100 points at once from 5 connections, exactly 1 wins", async () => {
    const id = await memberWith(database, 100);
    const connections = await Promise.all(Array.from({ length: 5 }, () => engine.another()));
    const spends = Array.from({ length: 50 }, (_, n) => {
      const spent = entry(id, 2, { kind: "spend", points: -100, balance_after: 0, client_id: `spend${n}` });
      return commit(connections[n % 5] ?? database, spent, ...moved(id, 0));
    });
    const outcomes = await Promise.allSettled(spends);
    const lost = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
    expect(lost).toEqual(Array.from({ length: 49 }, () => new Conflict("entry_stream")));
    expect(await state(database, id)).toEqual({ balance: 0, entries: 2 });
  });

  test("of 50 with one idempotency key at once, exactly 1 is applied and 49 are Duplicates", async () => {
    const connections = await Promise.all(Array.from({ length: 5 }, () => engine.another()));
    const key = newId();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 50 }, (_, n) => commit(connections[n % 5] ?? database, outboxRow(key))),
    );
    const lost = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
    expect(lost).toEqual(Array.from({ length: 49 }, () => new Duplicate("outbox_once")));
    expect(await value(database, `SELECT count(*) FROM outbox WHERE dedupe_key = '${key}'`)).toBe(1);
  });

  test("that reads again after each Conflict: 20 spends of 10 at once leave 0 of 200", async () => {
    const id = await memberWith(database, 200);
    const spend = async (): Promise<void> => {
      for (;;) {
        const now = await state(database, id);
        const left = now.balance - 10;
        const spent = entry(id, now.entries + 1, { kind: "spend", points: -10, balance_after: left });
        try {
          return await commit(database, spent, ...moved(id, left));
        } catch (failure) {
          if (!(failure instanceof Conflict)) throw failure;
        }
      }
    };
    await Promise.all(Array.from({ length: 20 }, spend));
    expect(await state(database, id)).toEqual({ balance: 0, entries: 21 });
  });

  test("among 64 good ones is refused alone: 64 of 65 are there", async () => {
    const id = await memberWith(database, 0);
    const key = (n: number): string => `group${id}.${n}`;
    const outcomes = await Promise.allSettled(
      Array.from({ length: 65 }, (_, n) =>
        n === 30
          ? commit(
              database,
              outboxRow(key(n)),
              raw(`UPDATE account SET balance = -1 WHERE account_id = ${id}`),
            )
          : commit(database, outboxRow(key(n))),
      ),
    );
    expect(outcomes.filter(({ status }) => status === "rejected")).toHaveLength(1);
    expect(outcomes[30]).toMatchObject({ reason: { name: "ConstraintFailure" } });
    const there = `SELECT count(*) FROM outbox WHERE dedupe_key LIKE 'group${id}.%'`;
    expect(await value(database, there)).toBe(64);
  });

  test("comes after the plan that was awaited before it: 30 in a row chain from 2 to 31", async () => {
    const id = await memberWith(database, 0);
    for (let seq = 2; seq <= 31; seq++) await commit(database, entry(id, seq, { hash: `h${seq}` }));
    const chain = await rows(database, `SELECT seq FROM entry WHERE account_id = ${id} ORDER BY seq`);
    expect(chain.map(({ seq }) => seq)).toEqual(Array.from({ length: 31 }, (_, n) => n + 1));
  });

  test("with a value missing is refused before anything is sent", async () => {
    const lacking = prepare<{ name: string }>()((db, p) =>
      db.insertInto("programme").values({ programme_id: 9, name: p.name }),
    );
    const empty: Bound = { prepared: lacking, params: {} };
    await expect(commit(database, empty)).rejects.toThrow("the statement's parameter name is missing");
    expect(await value(database, "SELECT count(*) FROM programme WHERE programme_id = 9")).toBe(0);
  });

  test("that failed leaves the connection usable: 40 refusals and then 1 success", async () => {
    const id = await memberWith(database, 10);
    for (let n = 0; n < 40; n++) {
      const refused = commit(database, ...moved(id, -1));
      await expect(refused).rejects.toBeInstanceOf(ConstraintFailure);
    }
    await commit(database, ...moved(id, 9));
    expect(await value(database, `SELECT balance FROM account WHERE account_id = ${id}`)).toBe(9);
  });

  test("cannot be got round by a write through the readers", async () => {
    const insertion = database.point
      .insertInto("programme")
      .values({ programme_id: 99, name: "x" })
      .execute();
    await expect(insertion).rejects.toThrow("a write is one plan");
    const deletion = database.report.deleteFrom("programme").execute();
    await expect(deletion).rejects.toThrow("a write is one plan");
    const inside = database.point.transaction().execute(async () => {});
    await expect(inside).rejects.toThrow("a write is one plan");
  });
});

/** Both sides of the account's row. */
function moved(accountId: number, balance: number): Bound[] {
  return [
    raw(`UPDATE account SET balance = ${balance}, lot_balance = ${balance} WHERE account_id = ${accountId}`),
  ];
}

async function state(database: Database, id: number): Promise<{ balance: number; entries: number }> {
  const [account] = await rows(
    database,
    `SELECT balance, (SELECT max(seq) FROM entry WHERE account_id = ${id}) AS entries
     FROM account WHERE account_id = ${id}`,
  );
  return { balance: Number(account?.balance), entries: Number(account?.entries) };
}
