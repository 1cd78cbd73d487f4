import { createRequire } from "node:module";
import type SqliteConnection from "better-sqlite3";
import { openSqlite } from "../../server/platform/database/sqlite.ts";
import { sha256 } from "../../server/platform/hash.ts";
import { addDays, dateAt } from "../../shared/dates.ts";
import { defaultProgramme } from "../../shared/points/programme/defaults.ts";

const Sqlite: typeof SqliteConnection = createRequire(import.meta.url)("better-sqlite3");

export const connections = 16;
/** One staff session for each connection: a till of its own. */
export const tokenOf = (till: number): string => `bench-token-${till}`;
export const scanIdOf = (sale: number): string => `scan${String(sale).padStart(10, "0")}`;
export const pointsEach = 300;

/**
 * A shop with a year behind it, written straight into the tables: members with two lots each, tills with a session, and
 * for each sale to come a scan of a member of its own choosing, spread over all of them.
 */
export async function makeShop(path: string, members: number, sales: number): Promise<void> {
  const database = openSqlite(path);
  await database.migrate();
  await database.close();
  const db = new Sqlite(path);
  db.pragma("journal_mode = WAL");
  db.pragma("synchronous = OFF");
  db.exec("BEGIN");
  const nowMs = Date.now();
  const until = nowMs + 86_400_000;
  db.exec(`
    INSERT INTO node (node_id, public_id, parent_id, kind, name, code, path, amount_yen_max)
      VALUES (1, 'hq', NULL, 'head_office', 'Bench', 'HQ', '/', 1000000), (2, 's1', 1, 'store', '本店', 'S1', '/S1/', 1000000);
    INSERT INTO programme VALUES (1, 'Bench');
    INSERT INTO staff (staff_id, public_id, line_user_id, name, joined_at_ms) VALUES (1, 'staff1', 'U1', '糸井', ${nowMs});
    INSERT INTO staff_role VALUES (1, 2, 'staff', ${nowMs});
  `);
  db.prepare("INSERT INTO programme_version VALUES (1, 1, ?, ?, 'system:bench')").run(
    JSON.stringify(defaultProgramme),
    nowMs,
  );
  const session = db.prepare("INSERT INTO session VALUES (?, ?, 'till', 'U1', '糸井', NULL, 2, ?, ?)");
  for (let till = 0; till < connections; till++) {
    session.run(sha256(tokenOf(till)), `till${till}`, nowMs, nowMs + 12 * 3_600_000);
  }
  insertMembers(db, members, nowMs);
  db.prepare(`
    WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?)
    INSERT INTO scan SELECT printf('scan%010d', i), (i * 7919) % ? + 1, 2, 'till' || (i % ${connections}), 1, 1,
      printf('%010d', i), 8, i, ${nowMs}, ${until}, NULL FROM n`).run(sales, members);
  db.exec("COMMIT");
  db.pragma("optimize = 0x10002");
  db.pragma("wal_checkpoint(TRUNCATE)");
  db.close();
}

/** As in a shop that runs: what a sale earns lapses after what the member has, so the account's next date stays. */
function insertMembers(db: SqliteConnection.Database, members: number, nowMs: number): void {
  const today = dateAt(nowMs, "Asia/Tokyo");
  const lastDay = (lot: number): string => addDays(today, 90 * lot);
  const numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)";
  db.prepare(`${numbers} INSERT INTO member (member_id, public_id, line_user_id, name, language, status, joined_at_ms)
    SELECT i, 'm' || i, printf('U%032x', i), '会員' || i, 'ja', 'active', ${nowMs} FROM n`).run(members);
  db.prepare(`${numbers} INSERT INTO account (account_id, member_id, programme_id, seq, head_hash, balance, lot_balance,
    purchases, visits, spend_yen, last_visit_on, next_expires_on, due_on) SELECT i, i, 1, 2, 'h', ${pointsEach},
    ${pointsEach}, 2, 2, 30000, '2026-01-02', '${lastDay(1)}', '${addDays(lastDay(1), 1)}' FROM n`).run(
    members,
  );
  db.prepare(
    `${numbers} INSERT INTO account_day SELECT i, '2026-01-02', 2, 30000, ${pointsEach}, 0 FROM n`,
  ).run(members);
  for (const [seq, points] of [
    [1, 100],
    [2, 200],
  ] as const) {
    db.prepare(`${numbers} INSERT INTO entry SELECT i, ${seq}, printf('E${seq}-%010d', i), 'earn', ${points}, ${points},
      0, ${nowMs}, ${nowMs}, '2026-01-0${seq}', 2, 'till0', 'staff:staff1', NULL, NULL, 10000, NULL, NULL, '{}', 'c', 'h',
      'h' FROM n`).run(members);
    db.prepare(`${numbers} INSERT INTO lot (account_id, lot_id, points, remaining, activates_on, expires_on, origin,
      funded_by) SELECT i, printf('E${seq}-%010d', i), ${points}, ${points}, '2026-01-01', '${lastDay(seq)}', 'purchase',
      'head_office' FROM n`).run(members);
  }
}
