import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Database } from "../../server/platform/database/database.ts";
import { prepare } from "../../server/platform/database/prepared.ts";
import { engines, migratedEngine, type OpenedEngine } from "./engines.ts";
import * as row from "./rows.ts";

const names = prepare<{ prefix: string }>()((db, p) =>
  db.selectFrom("member").select(["public_id", "name"]).where("public_id", "like", p.prefix).orderBy("name"),
);
const byName = prepare<{ name: string }>()((db, p) =>
  db.selectFrom("member").select("public_id").where("name", "=", p.name),
);
const sums = prepare<{ account: number }>()((db, p) =>
  db
    .selectFrom("entry")
    .select(({ fn }) => [fn.sum<number>("points").as("sum"), fn.countAll<number>().as("count")])
    .select(({ fn }) => [fn.max("points").as("max")])
    .where("account_id", "=", p.account),
);

/** What goes in comes out, of the same type and in the same order, on every engine. */
describe.each(engines)("values on %s", (name) => {
  let engine: OpenedEngine;
  let database: Database;
  beforeAll(async () => {
    engine = await migratedEngine(name);
    database = engine.database;
    await row.commit(database, ...row.shop());
  });
  afterAll(() => engine?.close());

  test.each([
    0, 1, -1, 2_147_483_648, 9_007_199_254_740_991, -9_007_199_254_740_991,
  ])("%i comes back as a number", async (points) => {
    const id = await row.memberWith(database, 0);
    await row.commit(database, row.entry(id, 2, { points }));
    const stored = await row.value(database, `SELECT points FROM entry WHERE account_id = ${id} AND seq = 2`);
    expect(stored).toBe(points);
  });

  test("SUM, COUNT and MAX come back as numbers, and SUM over nothing as null", async () => {
    const id = await row.memberWith(database, 0);
    const big = 4_000_000_000_000_000;
    await row.commit(database, row.entry(id, 2, { points: big }), row.entry(id, 3, { points: big }));
    expect(await database.first(sums, { account: id })).toEqual({ sum: 2 * big, count: 3, max: big });
    expect(await database.first(sums, { account: 999_999 })).toEqual({ sum: null, count: 0, max: null });
    const reported = await database.report
      .selectFrom("entry")
      .select(({ fn }) => fn.sum("points").as("sum"))
      .where("account_id", "=", id)
      .execute();
    expect(reported).toEqual([{ sum: 2 * big }]);
  });

  test.each([
    1.5,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    2 ** 53,
  ])("%d for an integer is refused before it is sent", async (points) => {
    const id = await row.memberWith(database, 0);
    const plan = row.commit(database, row.entry(id, 2, { points }));
    await expect(plan).rejects.toThrow("not an integer below 2^53");
    expect(await row.value(database, `SELECT count(*) FROM entry WHERE account_id = ${id}`)).toBe(1);
  });

  test.each(["1.5", "many"])("'%s' for an integer is refused by the schema", async (text) => {
    const id = await row.memberWith(database, 0);
    const given = { sql: placeholder(name, id), slots: [text] };
    const plan = row.commit(database, { prepared: { text: () => given }, params: {} });
    await expect(plan).rejects.toMatchObject({ name: "ConstraintFailure", constraint: "datatype" });
  });

  test.each([
    "ご縁ポイント、ありがとうございます。",
    "👨‍👩‍👧‍👦🎁 家族で500ポイント",
    "か\u3099ぎ and が stay different",
    "𠮷野家 髙島屋 ㈱ ①",
    "a'b\"c\\d\n\t%_;--",
    "",
  ])("%j comes back as it was", async (text) => {
    const public_id = row.newId();
    await row.commit(database, row.member({ public_id, name: text }));
    expect(await database.all(names, { prefix: public_id })).toEqual([{ public_id, name: text }]);
    expect(await database.all(byName, { name: text })).toContainEqual({ public_id });
  });

  test("half of an emoji becomes U+FFFD, and a NUL is refused before it is sent", async () => {
    const public_id = row.newId();
    await row.commit(database, row.member({ public_id, name: "x\ud83cy" }));
    expect(await database.first(names, { prefix: public_id })).toEqual({ public_id, name: "x\ufffdy" });
    await expect(row.commit(database, row.member({ name: "x\0y" }))).rejects.toThrow("NUL");
  });

  test("two names that only look the same are two: は with a combining mark, and ば", async () => {
    const [composed, combined] = [row.newId(), row.newId()];
    await row.commit(database, row.member({ public_id: composed, name: "\u3070" }));
    await row.commit(database, row.member({ public_id: combined, name: "\u306f\u3099" }));
    expect(await database.all(byName, { name: "\u3070" })).toEqual([{ public_id: composed }]);
  });

  test("JSON comes back as the text that was written, key order and all", async () => {
    const details = '{"z":1,"a":[1.50,"縁"],"z2":null,  "e":"\\u00e9"}';
    const id = row.newNumber();
    await row.commit(
      database,
      row.insert("programme_version", {
        programme_id: 1,
        version: id,
        rules: details,
        made_at_ms: 1,
        made_by: "a",
      }),
    );
    const stored = await row.value(database, `SELECT rules FROM programme_version WHERE version = ${id}`);
    expect(stored).toBe(details);
  });

  test("text is ordered by its bytes: 10 before 9, A before _ before a, い before ア", async () => {
    const words = ["a", "A", "_", "0", "Z", "b", "ア", "い", "あ", "10", "9", "~", "が", "か\u3099", "亜"];
    await row.commit(
      database,
      ...words.map((word, n) => row.member({ public_id: `order.${n}`, name: word })),
    );
    const sorted = await database.all(names, { prefix: "order.%" });
    expect(sorted.map(({ name: word }) => word)).toEqual([...words].sort(byBytes));
    expect(await row.value(database, "SELECT min(name) FROM member WHERE public_id LIKE 'order.%'")).toBe(
      "0",
    );
  });

  test("ULIDs and dates sort and compare as they were made", async () => {
    const id = await row.memberWith(database, 0);
    const lots = ["2026-12-31", "2027-01-01", "2026-02-28", "2026-10-01", "9999-12-31"];
    await row.commit(
      database,
      ...lots.map((expires_on, n) => row.lot(id, `01K${9 - n}ABCZ${n}`, { expires_on })),
    );
    const from = (text: string) =>
      database.point
        .selectFrom("lot")
        .select("expires_on")
        .where("account_id", "=", id)
        .where("expires_on", ">=", text)
        .orderBy("expires_on")
        .execute();
    expect((await from("2026-12-31")).map(({ expires_on }) => expires_on)).toEqual([
      "2026-12-31",
      "2027-01-01",
      "9999-12-31",
    ]);
    const byId = await row.rows(
      database,
      `SELECT lot_id FROM lot WHERE account_id = ${id} ORDER BY lot_id DESC`,
    );
    expect(byId.map(({ lot_id }) => lot_id)).toEqual(lots.map((_, n) => `01K${9 - n}ABCZ${n}`));
  });

  test("LIKE tells A from a on PostgreSQL alone, so nothing may depend on it", async () => {
    const found = await sql<{
      n: number;
    }>`SELECT count(*) AS n FROM member WHERE public_id LIKE 'ORDER.%'`.execute(database.point);
    expect(Number(found.rows[0]?.n)).toBe(name === "postgres" ? 0 : 15);
  });
});

/** An update whose value is a parameter, in the words of the engine. */
function placeholder(engine: string, id: number): string {
  return `UPDATE account SET visits = ${engine === "postgres" ? "$1" : "?"} WHERE account_id = ${id}`;
}

function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
