import pg from "pg";
import { openWriter } from "../../server/platform/database/sqlite-connection.ts";

/**
 * The least that a night could cost: hand-written SQL finds the accounts that are due, a page at a time, and writes the
 * rows that the product writes, in transactions of the same size. Nothing is decided and nothing hashed.
 */
export interface ExpiryFloor {
  /** Works a date off and answers how many lots lapsed. */
  night(date: string, startOfDayMs: number): Promise<number>;
  close(): Promise<void>;
}

const sizes = { sqlite: 100, postgres: 200 } as const;
const hash = "f".repeat(64);
const due = `SELECT account.account_id, account.seq, account.head_hash, account.balance, lot.lot_id, lot.remaining
  FROM account JOIN lot ON lot.account_id = account.account_id
  WHERE account.due_on = $1 AND account.account_id > $2 AND lot.remaining > 0 AND lot.expires_on < $1
  ORDER BY account.account_id LIMIT $3`;
const audit =
  "INSERT INTO audit VALUES ($1, $2, 'system', 'nightly', 'nightly.run', 'programme:1', NULL, $3)";
const count = `UPDATE nightly_chunk SET accounts = accounts + $1, points_lapsed = points_lapsed + $2,
  leased_until_ms = $3 WHERE programme_id = 1 AND business_date = $4 AND from_account_id = 1`;
const chunk = `INSERT INTO nightly_chunk (programme_id, business_date, from_account_id, to_account_id, ranks_seen_to_id)
  VALUES (1, $1, 1, 9007199254740991, 0)`;
const restOfEntry = "NULL, NULL, 'system:nightly', NULL, NULL, NULL, NULL, NULL";

interface Due {
  readonly account_id: number;
  readonly seq: number;
  readonly head_hash: string;
  readonly balance: number;
  readonly lot_id: string;
  readonly remaining: number;
}

let ids = 0;
const newId = (): string => `01JF${String(++ids).padStart(22, "0")}`;
const effectsOf = ({ lot_id: lot, remaining }: Due): string =>
  `{"draws":[["${lot}",${remaining}]],"lapses":[["${lot}",${remaining}]]}`;
const nextOn = "2027-12-31";
const nextDue = "2028-01-01";

export function sqliteExpiryFloor(path: string): ExpiryFloor {
  const db = openWriter(path);
  const prepared = (text: string) => db.prepare(text.replaceAll(/\$\d+/g, "?"));
  const find = prepared(due.replace("lot.expires_on < $1", "lot.expires_on < $4"));
  const insertEntry = prepared(`INSERT INTO entry VALUES
    ($1, $2, $3, 'expire', $4, $5, 0, $6, $7, $8, ${restOfEntry}, $9, $10, $11, '${hash}')`);
  const setLot = prepared("UPDATE lot SET remaining = 0, lapsed = $1 WHERE account_id = $2 AND lot_id = $3");
  const insertAllocation = prepared("INSERT INTO allocation VALUES ($1, $2, $3, $4)");
  const setAccount =
    prepared(`UPDATE account SET seq = $1, head_hash = '${hash}', balance = $2, lot_balance = $3,
    debt = 0, pending = 0, held = 0, purchases = 0, visits = 0, spend_yen = 0, last_visit_on = NULL,
    next_expires_on = '${nextOn}', due_on = '${nextDue}' WHERE account_id = $4`);
  const [insertAudit, countPage, insertChunk] = [prepared(audit), prepared(count), prepared(chunk)];
  const page = db.transaction((rows: readonly Due[], date: string, atMs: number) => {
    for (const row of rows) {
      const { account_id: account, seq, balance, lot_id: lot, remaining } = row;
      const [id, left] = [newId(), balance - remaining];
      const effects = effectsOf(row);
      insertEntry.run(
        account,
        seq + 1,
        id,
        -remaining,
        left,
        atMs,
        atMs,
        date,
        effects,
        `nightly:${date}`,
        row.head_hash,
      );
      setLot.run(remaining, account, lot);
      insertAllocation.run(account, id, lot, remaining);
      setAccount.run(seq + 1, left, left, account);
    }
    const points = rows.reduce((sum, { remaining }) => sum + remaining, 0);
    insertAudit.run(newId(), atMs, JSON.stringify({ date, accounts: rows.length, points }));
    countPage.run(rows.length, points, atMs, date);
  });
  return {
    async night(date, atMs) {
      insertChunk.run(date);
      let [lots, after] = [0, 0];
      for (;;) {
        const rows = rowsOf(find.all(date, after, date, sizes.sqlite));
        if (rows.length === 0) return lots;
        page.immediate(rows, date, atMs);
        lots += rows.length;
        after = rows.at(-1)?.account_id ?? after;
        // As any server would, it lets others in between.
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
    close: async () => void db.close(),
  };
}

const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => (oid === 20 ? Number : pg.types.getTypeParser(oid, format)),
};

/** A statement a table, its rows as arrays: on a server that is what one writes by hand for hundreds of rows. */
export function postgresExpiryFloor(connectionString: string): ExpiryFloor {
  const pool = new pg.Pool({ connectionString, max: 1, pipeline: true, types });
  const insertEntries = `INSERT INTO entry SELECT account, seq, id, 'expire', -taken, remains, 0, $7::bigint, $7::bigint,
    $8, ${restOfEntry}, effects, 'nightly:' || $8, before, '${hash}' FROM unnest($1::bigint[], $2::bigint[], $3::text[],
    $4::bigint[], $5::bigint[], $6::text[], $9::text[]) AS row (account, seq, id, taken, remains, effects, before)`;
  const setLots = `UPDATE lot SET remaining = 0, lapsed = taken FROM unnest($1::bigint[], $2::text[], $3::bigint[])
    AS row (account, id, taken) WHERE lot.account_id = row.account AND lot.lot_id = row.id`;
  const insertAllocations = `INSERT INTO allocation SELECT * FROM
    unnest($1::bigint[], $2::text[], $3::text[], $4::bigint[])`;
  const setAccounts = `UPDATE account SET seq = row.seq, head_hash = '${hash}', balance = remains, lot_balance = remains,
    debt = 0, pending = 0, held = 0, purchases = 0, visits = 0, spend_yen = 0, last_visit_on = NULL,
    next_expires_on = '${nextOn}', due_on = '${nextDue}'
    FROM unnest($1::bigint[], $2::bigint[], $3::bigint[]) AS row (account, seq, remains)
    WHERE account.account_id = row.account`;
  const page = async (rows: readonly Due[], date: string, atMs: number): Promise<void> => {
    const accounts = rows.map((row) => row.account_id);
    const seqs = rows.map((row) => row.seq + 1);
    const entryIds = rows.map(newId);
    const lots = rows.map((row) => row.lot_id);
    const taken = rows.map((row) => row.remaining);
    const remains = rows.map((row) => row.balance - row.remaining);
    const points = taken.reduce((sum, one) => sum + one, 0);
    const before = rows.map((row) => row.head_hash);
    const details = JSON.stringify({ date, accounts: rows.length, points });
    const client = await pool.connect();
    const write = (name: string, text: string, values: unknown[]) => client.query({ name, text, values });
    await Promise.all([
      client.query("BEGIN"),
      write("entry", insertEntries, [
        accounts,
        seqs,
        entryIds,
        taken,
        remains,
        rows.map(effectsOf),
        atMs,
        date,
        before,
      ]),
      write("lot", setLots, [accounts, lots, taken]),
      write("allocation", insertAllocations, [accounts, entryIds, lots, taken]),
      write("account", setAccounts, [accounts, seqs, remains]),
      write("audit", audit, [newId(), atMs, details]),
      write("count", count, [rows.length, points, atMs, date]),
    ]);
    await client.query("COMMIT");
    client.release();
  };
  return {
    async night(date, atMs) {
      await pool.query(chunk, [date]);
      let [lots, after] = [0, 0];
      for (;;) {
        const { rows } = await pool.query({ name: "due", text: due, values: [date, after, sizes.postgres] });
        if (rows.length === 0) return lots;
        await page(rowsOf(rows), date, atMs);
        lots += rows.length;
        after = rowsOf(rows).at(-1)?.account_id ?? after;
      }
    },
    close: () => pool.end(),
  };
}

/** The drivers cannot know the columns of `due`. */
function rowsOf(rows: unknown[]): Due[] {
  return rows as Due[];
}
