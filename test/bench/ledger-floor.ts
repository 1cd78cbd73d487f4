import pg from "pg";
import type { AuditedPlan } from "../../server/platform/database/plan.ts";
import type { SqlValue } from "../../server/platform/database/prepared.ts";
import { openWriter } from "../../server/platform/database/sqlite-connection.ts";

/**
 * The least that the same sale could cost: the rows that the product wrote, known beforehand, by hand-written SQL in the
 * same transactions, prepared once, by as many callers at once. Nothing is read, decided or hashed.
 */

/** One row to be written: a statement of `byHand` and its values. */
interface Change {
  readonly name: string;
  readonly values: readonly SqlValue[];
}
/** What one commit of the product wrote. */
export type Doing = readonly Change[];

export interface Floor {
  commit(doing: Doing): Promise<void>;
  close(): Promise<void>;
}

const entry =
  "accountId seq entryId kind points balanceAfter debtAfter occurredAtMs recordedAtMs businessDate storeId tillId actor " +
  "purchaseId receiptNumber amountYen ruleVersions reversesEntryId effects clientId previousHash hash";
const purchase =
  "purchaseId accountId memberId storeId tillId staffId actor scanId channel source receiptNumber amountYen couponYen netYen " +
  "pointsUsed discountYen pointsEarned programmeVersion facts award occurredAtMs recordedAtMs businessDate";
const refund =
  "purchaseId nth refundId memberId storeId actor reason amountYen netYen lines pointsGivenBack pointsTakenBack " +
  "pointsOwed pointsWaived givenBackByLot draws occurredAtMs recordedAtMs businessDate";

const figures = `seq = ?, head_hash = ?, balance = ?, lot_balance = ?, debt = ?, pending = ?, held = ?, purchases = ?,
  visits = ?, spend_yen = ?, last_visit_on = ?, last_store_id = ?, net_yen = ?, visits_30 = ?, visits_90 = ?, visits_365 = ?,
  net_yen_30 = ?, net_yen_90 = ?, net_yen_365 = ?, windows_until_on = ?, next_expires_on = ?`;
const figureNames =
  "seq headHash balance lotBalance debt pending held purchases visits spendYen lastVisitOn lastStoreId " +
  "netYen visits30 visits90 visits365 netYen30 netYen90 netYen365 windowsUntilOn nextExpiresOn";

/** Each kind of row change, as one would write it, with the names of the product's values in the order of its markers. */
const byHand: Readonly<Record<string, { readonly sql: string; readonly names: string }>> = {
  "insert entry": { sql: `INSERT INTO entry VALUES (${marks(22)})`, names: entry },
  "insert lot": {
    sql: `INSERT INTO lot VALUES (${marks(12)})`,
    names:
      "accountId lotId points remaining lapsed activatesOn expiresOn origin fundedBy renews pending waits",
  },
  "update lot left": {
    sql: "UPDATE lot SET remaining = ?, lapsed = ? WHERE account_id = ? AND lot_id = ?",
    names: "remaining lapsed accountId lotId",
  },
  "insert allocation": {
    sql: `INSERT INTO allocation VALUES (${marks(4)})`,
    names: "accountId entryId lotId points",
  },
  "update account": {
    sql: `UPDATE account SET ${figures} WHERE account_id = ?`,
    names: `${figureNames} accountId`,
  },
  "update account due": {
    sql: `UPDATE account SET ${figures}, due_on = ? WHERE account_id = ?`,
    names: `${figureNames} dueOn accountId`,
  },
  "insert account_day": {
    sql: `INSERT INTO account_day VALUES (${marks(6)}) ON CONFLICT (account_id, business_date) DO UPDATE SET
      purchases = account_day.purchases + excluded.purchases, net_yen = account_day.net_yen + excluded.net_yen,
      points_earned = account_day.points_earned + excluded.points_earned,
      points_used = account_day.points_used + excluded.points_used`,
    names: "accountId businessDate purchases netYen pointsEarned pointsUsed",
  },
  "insert purchase": { sql: `INSERT INTO purchase VALUES (${marks(23)})`, names: purchase },
  "insert refund": { sql: `INSERT INTO refund VALUES (${marks(19)})`, names: refund },
  "insert answer": { sql: `INSERT INTO answer VALUES (${marks(5)})`, names: "scope key hash body nowMs" },
  "insert outbox": {
    sql: `INSERT INTO outbox (message_id, dedupe_key, line_user_id, member_id, reason, lane, messages, retry_key,
      status, queued_at_ms, due_at_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'waiting', ?, ?)`,
    names: "id dedupeKey lineUserId memberId reason lane messages retryKey nowMs nowMs",
  },
  "insert audit": {
    sql: `INSERT INTO audit VALUES (${marks(8)})`,
    names: "auditId atMs actorKind actorId action subject nodeId details",
  },
};

function marks(count: number): string {
  return Array(count).fill("?").join(", ");
}

/** The rows of a plan that the product has committed. @throws Error for a change that is not written by hand yet. */
export function doingOf(plan: AuditedPlan): Doing {
  return plan.statements.map(({ prepared, params }) => {
    const name = nameOf(prepared.text("sqlite").sql);
    const known = byHand[name];
    if (known === undefined) throw new Error(`the floor does not know "${name}"`);
    const values = known.names.split(" ").map((value) => params[value] ?? null);
    return { name, values };
  });
}

function nameOf(sql: string): string {
  const [, verb = "", table = ""] = /^(insert|update) (?:into )?"(\w+)"/.exec(sql) ?? [];
  if (table === "lot" && verb === "update")
    return `update lot ${sql.includes("expires_on") ? "dates" : "left"}`;
  if (table === "account" && sql.includes("due_on")) return "update account due";
  return `${verb} ${table}`;
}

const groupMax = 64;

/** As the product does on SQLite: those who wait together share one transaction, in the product's own settings. */
export function sqliteFloor(path: string): Floor {
  const db = openWriter(path);
  const statements = new Map(Object.entries(byHand).map(([name, { sql }]) => [name, db.prepare(sql)]));
  const waiting: { readonly doing: Doing; readonly done: () => void }[] = [];
  const begin = db.prepare("BEGIN IMMEDIATE");
  const commit = db.prepare("COMMIT");
  const drain = (before: number): void => {
    setImmediate(() => {
      if (waiting.length > before && waiting.length < groupMax) return drain(waiting.length);
      const group = waiting.splice(0, groupMax);
      begin.run();
      for (const { doing } of group)
        for (const { name, values } of doing) statements.get(name)?.run(...values);
      commit.run();
      for (const { done } of group) done();
      if (waiting.length > 0) drain(waiting.length);
    });
  };
  return {
    commit: (doing) =>
      new Promise((done) => {
        waiting.push({ doing, done });
        if (waiting.length === 1) drain(1);
      }),
    close: async () => void db.close(),
  };
}

/** As the product does on PostgreSQL: BEGIN and all rows in one message, COMMIT in the next, on as many connections. */
export function postgresFloor(connectionString: string): Floor {
  const pool = new pg.Pool({ connectionString, max: 20, pipeline: true });
  const texts = new Map(
    Object.entries(byHand).map(([name, { sql }]) => {
      let count = 0;
      return [name, sql.replaceAll("?", () => `$${++count}`)];
    }),
  );
  return {
    async commit(doing) {
      const client = await pool.connect();
      const rows = doing.map(({ name, values }) =>
        client.query({ name, text: texts.get(name) ?? "", values: [...values] }),
      );
      await Promise.all([client.query("BEGIN"), ...rows]);
      await client.query("COMMIT");
      client.release();
    },
    close: () => pool.end(),
  };
}
