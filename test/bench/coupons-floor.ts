import pg from "pg";
import { openWriter } from "../../server/platform/database/sqlite-connection.ts";
import { hotCoupon } from "./coupons-shop.ts";
import type { Floor as Closing } from "./ledger-floor.ts";

/** The least that a use of a hot coupon can be: its guarded counter and one row that says who used it. */
export interface CouponFloor extends Pick<Closing, "close"> {
  use(index: number): Promise<void>;
}

const guarded = `UPDATE coupon SET used = used + 1 WHERE coupon_id = '${hotCoupon}' AND (used_max IS NULL OR used < used_max)`;
const change = (
  marks: readonly string[],
): string => `INSERT INTO coupon_change (member_coupon_id, nth, kind, coupon_id,
  member_id, actor, yen, points, business_date, at_ms)
  VALUES (${marks[0]}, 2, 'redeemed', '${hotCoupon}', ${marks[1]}, 'member:bench', 0, 0, '2026-11-21', ${marks[2]})`;

/**
 * Each use in a transaction of its own, or, `together`, those who wait at once in one, as the product's own commits are:
 * the second is what the disk allows, and shows what all the rest of a use costs.
 */
export function sqliteCouponFloor(
  path: string,
  idOf: (index: number) => string,
  together: boolean,
): CouponFloor {
  const groupMax = together ? 64 : 1;
  const db = openWriter(path);
  const [count, insert] = [db.prepare(guarded), db.prepare(change(["?", "?", "?"]))];
  const [begin, commit] = [db.prepare("BEGIN IMMEDIATE"), db.prepare("COMMIT")];
  const waiting: { readonly index: number; readonly done: () => void }[] = [];
  const drain = (before: number): void => {
    setImmediate(() => {
      if (waiting.length > before && waiting.length < groupMax) return drain(waiting.length);
      const group = waiting.splice(0, groupMax);
      begin.run();
      for (const { index } of group) {
        insert.run(idOf(index), index + 1, index);
        if (count.run().changes !== 1) throw new Error("none are left");
      }
      commit.run();
      for (const { done } of group) done();
      if (waiting.length > 0) drain(waiting.length);
    });
  };
  return {
    use: (index) =>
      new Promise((done) => {
        waiting.push({ index, done });
        if (waiting.length === 1) drain(1);
      }),
    close: async () => void db.close(),
  };
}

/** BEGIN and both rows in one message, the hot one last, and COMMIT in the next: as the product does. */
export function postgresCouponFloor(connectionString: string, idOf: (index: number) => string): CouponFloor {
  const pool = new pg.Pool({ connectionString, max: 20, pipeline: true });
  const text = change(["$1", "$2", "$3"]);
  return {
    async use(index) {
      const client = await pool.connect();
      const [, , counted] = await Promise.all([
        client.query("BEGIN"),
        client.query({ name: "change", text, values: [idOf(index), index + 1, index] }),
        client.query({ name: "count", text: guarded }),
      ]);
      await client.query("COMMIT");
      client.release();
      if (counted.rowCount !== 1) throw new Error("none are left");
    },
    close: () => pool.end(),
  };
}
