import { createRequire } from "node:module";
import type SqliteConnection from "better-sqlite3";
import { openSqlite } from "../../server/platform/database/sqlite.ts";
import { addDays } from "../../shared/dates.ts";

/** It is always noon of this day, late in a month, so that a filled file can be used again. */
export const benchToday = "2026-11-28";

const Sqlite: typeof SqliteConnection = createRequire(import.meta.url)("better-sqlite3");

/**
 * Members with accounts as sales and nights leave them: business days of two years (one for each sale but a few), the sums
 * of windows exact for all but the 0.3 % that a night has not moved on yet, two lots each of which some lapse soon, three
 * tags. Entries themselves are not written: no segment reads them, and `account_day` has what they came to.
 */
export async function makeMembers(path: string, members: number, today: string): Promise<number> {
  const database = openSqlite(path);
  await database.migrate();
  await database.close();
  const db = new Sqlite(path);
  db.pragma("journal_mode = WAL");
  db.pragma("synchronous = OFF");
  db.pragma("cache_size = -262144");
  db.function("chance", { deterministic: true }, (seed: unknown, below: unknown) =>
    chance(Number(seed), Number(below)),
  );
  db.function("ago", { deterministic: true }, (days: unknown) => agoOf(today, Number(days)));
  db.exec("BEGIN");
  db.exec(`INSERT INTO node (node_id, public_id, parent_id, kind, name, code, path, amount_yen_max)
      VALUES (1, 'hq', NULL, 'head_office', 'Bench', 'HQ', '/1/', 1000000);
    WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 21)
      INSERT INTO node (node_id, public_id, parent_id, kind, name, code, path, amount_yen_max)
      SELECT i, 's' || i, 1, 'store', '店 ' || i, 'S' || i, '/1/' || i || '/', 1000000 FROM n;
    INSERT INTO programme VALUES (1, 'Bench');
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10)
      INSERT INTO tag SELECT i, 'tag' || i, 'tag' || i, 'tag' || i, 'red', 1 FROM n;`);
  const numbers = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${members})`;
  db.exec(`${numbers} INSERT INTO member (member_id, public_id, line_user_id, name, language, status, joined_at_ms)
    SELECT i, printf('m%019d', i), printf('U%032x', i), '会員', 'ja', 'active', 1 FROM n`);
  // How many days a member has behind them: a few come weekly, most seldom.
  db.exec(`${numbers} INSERT INTO account (account_id, member_id, programme_id, seq, head_hash, balance, lot_balance,
      next_expires_on, last_store_id, joined_on, birthday, birth_year, sex, rank, bucket_seed)
    SELECT i, i, 1, 20, printf('%064x', i), chance(i, 3000), chance(i, 3000), ago(-chance(i * 3, 365)),
      2 + chance(i * 5, 20), ago(chance(i * 7, 1500)),
      printf('%02d-%02d', 1 + chance(i * 11, 12), 1 + chance(i * 13, 28)), 1940 + chance(i * 17, 70),
      CASE chance(i * 19, 3) WHEN 0 THEN 'female' WHEN 1 THEN 'male' END,
      CASE WHEN chance(i * 23, 10) < 1 THEN 'gold' WHEN chance(i * 23, 10) < 4 THEN 'silver' END,
      chance(i * 29, 2147483647) FROM n`);
  insertDays(db, members, today);
  fillSums(db, today);
  db.exec(`${numbers} INSERT INTO lot (account_id, lot_id, points, remaining, activates_on, expires_on, origin, funded_by)
    SELECT i, 'a', 3000, CAST(chance(i, 3000) / 2 AS INTEGER), '2026-01-01', ago(-chance(i * 3, 365)), 'purchase', 'head_office' FROM n`);
  db.exec(`${numbers} INSERT INTO lot (account_id, lot_id, points, remaining, activates_on, expires_on, origin, funded_by)
    SELECT i, 'b', 3000, CAST(chance(i, 3000) AS INTEGER) - CAST(chance(i, 3000) / 2 AS INTEGER), '2026-01-01', ago(-chance(i * 3, 365) - 90), 'purchase',
      'head_office' FROM n`);
  db.exec(`INSERT INTO member_tag WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${members}),
    t(t) AS (VALUES (1), (4), (7)) SELECT t + chance(i * 41 + t, 3), i, 1, 'b' FROM n, t`);
  db.exec("COMMIT");
  db.exec("ANALYZE");
  db.pragma("wal_checkpoint(TRUNCATE)");
  const days = Number(db.prepare("SELECT count(*) FROM account_day").pluck().get());
  db.close();
  return days;
}

/** Numbers that look random and are the same every time. */
function chance(seed: number, below: number): number {
  let mixed = Math.imul(seed ^ (seed >>> 16), 0x45d9f3b);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x45d9f3b);
  return ((mixed ^ (mixed >>> 16)) >>> 0) % below;
}

const dates = new Map<number, string>();
function agoOf(today: string, days: number): string {
  const known = dates.get(days) ?? addDays(today, -days);
  dates.set(days, known);
  return known;
}

function insertDays(db: SqliteConnection.Database, members: number, today: string): void {
  const insert = db.prepare("INSERT OR IGNORE INTO account_day VALUES (?, ?, 1, ?, 10, 0)");
  for (let id = 1; id <= members; id++) {
    const kind = chance(id * 43, 10);
    const count = kind < 1 ? 100 : kind < 4 ? 26 : chance(id * 47, 5);
    for (let nth = 0; nth < count; nth++) {
      insert.run(id, agoOf(today, chance(id * 53 + nth * 101, 730)), 200 + chance(id * 59 + nth, 6_000));
    }
  }
}

function fillSums(db: SqliteConnection.Database, today: string): void {
  const sums = [30, 90, 365].flatMap((days) => {
    const from = addDays(today, 1 - days);
    return [
      `visits_${days} = s.v${days}, net_yen_${days} = s.y${days}`,
      `sum(business_date >= '${from}') AS v${days}, sum(iif(business_date >= '${from}', net_yen, 0)) AS y${days}`,
    ];
  });
  const set = sums.filter((_, index) => index % 2 === 0).join(", ");
  const select = sums.filter((_, index) => index % 2 === 1).join(", ");
  db.exec(`UPDATE account SET ${set}, visits = s.n, purchases = s.n, net_yen = s.y, last_visit_on = s.last,
      windows_until_on = iif(account.account_id % 331 = 0, '${today}', '${addDays(today, 1)}')
    FROM (SELECT account_id, count(*) AS n, sum(net_yen) AS y, max(business_date) AS last, ${select}
      FROM account_day GROUP BY account_id) AS s WHERE s.account_id = account.account_id`);
}
