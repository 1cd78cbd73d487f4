import pg from "pg";
import { openWriter } from "../../server/platform/database/sqlite-connection.ts";
import { plainCoupon } from "../../shared/coupons/samples.ts";
import type { Coupon } from "../../shared/coupons/schema.ts";

export const hotCoupon = "01KAHOTCOUPON0000000000000";

/** The id of the coupon that a member has, by the member's place from 0. */
export function rowIdOf(index: number): string {
  return `01KB${String(index + 1).padStart(22, "0")}`;
}

/** One coupon with a stock, given to every member of a shop that is there; both databases of a pair the same. */
export async function giveToAll(place: string, members: number): Promise<void> {
  const statements = filling(place.startsWith("postgres"), members);
  if (!place.startsWith("postgres")) {
    const db = openWriter(place);
    db.exec("BEGIN");
    for (const statement of statements) db.exec(statement);
    db.exec("COMMIT");
    db.pragma("optimize = 0x10002");
    db.pragma("wal_checkpoint(TRUNCATE)");
    db.close();
    return;
  }
  const client = new pg.Client({ connectionString: place });
  await client.connect();
  for (const statement of [...statements, "VACUUM ANALYZE", "CHECKPOINT"]) await client.query(statement);
  await client.end();
}

function filling(isPostgres: boolean, members: number): readonly string[] {
  const coupon: Coupon = {
    ...plainCoupon,
    issue: { to: "given" },
    stock: { givenMax: members, usedMax: members },
  };
  const numbers = isPostgres
    ? ""
    : `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${members})`;
  const from = isPostgres ? `generate_series(1, ${members}) AS n (i)` : "n";
  const id = isPostgres ? "'01KB' || lpad(i::text, 22, '0')" : "printf('01KB%022d', i)";
  return [
    `INSERT INTO coupon (coupon_id, status, version, audience, given, used, given_max, used_max, made_at_ms, made_by)
      VALUES ('${hotCoupon}', 'issued', 1, 'given', ${members}, 0, ${members}, ${members}, 1, 'staff:bench')`,
    `INSERT INTO coupon_version (coupon_id, version, coupon, made_at_ms, made_by)
      VALUES ('${hotCoupon}', 1, '${JSON.stringify(coupon)}', 1, 'staff:bench')`,
    `${numbers} INSERT INTO member_coupon (member_coupon_id, coupon_id, member_id, occasion, version, via, status, nth,
        issued_at_ms)
      SELECT ${id}, '${hotCoupon}', i, 'list:bench', 1, 'list', 'held', 1, 1 FROM ${from}`,
    `${numbers} INSERT INTO coupon_change (member_coupon_id, nth, kind, coupon_id, member_id, actor, yen, points,
        business_date, at_ms)
      SELECT ${id}, 1, 'issued', '${hotCoupon}', i, 'staff:bench', 0, 0, '2026-11-01', 1 FROM ${from}`,
  ];
}
