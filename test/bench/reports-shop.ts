import { createRequire } from "node:module";
import type SqliteConnection from "better-sqlite3";
import { ulidFloor } from "../../server/platform/ids.ts";
import { startOfDay } from "../../shared/dates.ts";
import { makeMembers } from "./segments-shop.ts";

const Sqlite: typeof SqliteConnection = createRequire(import.meta.url)("better-sqlite3");

/**
 * The members of `makeMembers` with what reports read of them: who came to which of a hundred stores, sums of days, three more
 * lots each, two of which have ended. Entries and sales are not written: reports read of them only what came since their marks,
 * which stand at the end of yesterday. The days before yesterday are counted.
 */
export async function makeReported(path: string, members: number, today: string): Promise<number> {
  const days = await makeMembers(path, members, today);
  const db = new Sqlite(path);
  db.pragma("synchronous = OFF");
  db.pragma("cache_size = -262144");
  db.pragma("foreign_keys = OFF");
  db.function("joined_ms", { deterministic: true }, (on: unknown) => startOfDay(String(on), "Asia/Tokyo"));
  db.function("lot_key", { deterministic: true }, (on: unknown, id: unknown) =>
    keyOf(String(on), Number(id)),
  );
  const store = "2 + (account_id * 7919 + CAST(substr(business_date, 9, 2) AS INTEGER) * 31) % 100";
  const lot = `INSERT INTO lot (account_id, lot_id, points, remaining, lapsed, activates_on, expires_on, origin, funded_by)
    SELECT account_id, lot_key(date('${today}', '-' || (account_id % 700) || ' days'), account_id * 4 +`;
  db.exec(`BEGIN;
    WITH RECURSIVE n(i) AS (SELECT 22 UNION ALL SELECT i + 1 FROM n WHERE i < 101)
      INSERT INTO node (node_id, public_id, parent_id, kind, name, code, path, amount_yen_max)
      SELECT i, 's' || i, 1, 'store', '店 ' || i, 'S' || i, '/1/' || i || '/', 1000000 FROM n;
    UPDATE member SET joined_at_ms = (SELECT joined_ms(joined_on) FROM account WHERE account.member_id = member.member_id);
    INSERT INTO report_visit SELECT business_date, ${store}, account_id, 1 FROM account_day ORDER BY 1, 2, 3;
    INSERT INTO report_day SELECT business_date, ${store}, count(*), sum(net_yen), 0, 0, 10 * count(*), 0, 0, 0
      FROM account_day GROUP BY 1, 2;
    ${lot} 1), 100, 0, 40, '2025-01-01', date('${today}', '-' || (1 + account_id % 500) || ' days'), 'purchase', 'head_office'
      FROM account;
    ${lot} 2), 100, 0, 0, '2025-01-01', date('${today}', '-' || (1 + account_id % 300) || ' days'), 'promotion', 'head_office'
      FROM account;
    ${lot} 3), 100, 50, 0, '2026-01-01', date('${today}', '+' || (account_id % 365) || ' days'), 'promotion', 'head_office'
      FROM account;
    CREATE TEMP TABLE came AS SELECT business_date AS day, substr(joined_on, 1, 7) AS joined,
      coalesce(lag(business_date, 1) OVER days, '') AS one, coalesce(lag(business_date, 2) OVER days, '') AS two
      FROM account_day JOIN account USING (account_id)
      WINDOW days AS (PARTITION BY account_day.account_id ORDER BY business_date);
    INSERT INTO report_again SELECT day, 1, one, count(*) FROM came WHERE day < date('${today}', '-1 day') GROUP BY day, one;
    INSERT INTO report_again SELECT day, 2, two, count(*) FROM came WHERE day < date('${today}', '-1 day') GROUP BY day, two;
    INSERT INTO report_cohort SELECT day, joined, sum(one < substr(day, 1, 8) || '01'), count(*) FROM came
      WHERE day < date('${today}', '-1 day') GROUP BY day, joined;
    INSERT INTO report_came_day SELECT DISTINCT business_date, 0 FROM report_again;
    DROP TABLE came;
    COMMIT;
    ANALYZE;`);
  const mark = ulidFloor(startOfDay(today, "Asia/Tokyo"));
  const insertMark = db.prepare("INSERT INTO report_mark VALUES (?, 1, ?)");
  for (const source of ["entry", "purchase", "refund", "message"]) insertMark.run(source, mark);
  insertMark.run("void", `${startOfDay(today, "Asia/Tokyo")}/`);
  db.pragma("wal_checkpoint(TRUNCATE)");
  db.close();
  return days;
}

function keyOf(on: string, nth: number): string {
  return `${ulidFloor(startOfDay(on, "Asia/Tokyo")).slice(0, 10)}${String(nth).padStart(16, "0")}`;
}
