import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Deps } from "../../server/deps.ts";
import { compile, momentOf } from "../../server/features/segments/index.ts";
import { openSqlite } from "../../server/platform/database/sqlite.ts";
import { openReader } from "../../server/platform/database/sqlite-connection.ts";
import { addDays } from "../../shared/dates.ts";
import type { Leaf, Segment } from "../../shared/segments/schema.ts";
import { ledgerDeps } from "../support/accounts.ts";
import { silentLog } from "../support/world.ts";
import { benchClock } from "./ledger-shop.ts";
import { benchToday, makeMembers } from "./segments-shop.ts";

/**
 * Counts of segments as the product compiles them, each beside the shortest SQL that somebody would write by hand for the
 * same question on the same table, in turn on one connection that only reads. `MEMBERS` is how many there are (1,000,000); `BENCH_FILE` a database that is filled
 * once and used again.
 */
const members = Number(process.env.MEMBERS ?? 1_000_000);
const rounds = 5;

interface Counted {
  readonly name: string;
  readonly tree: Segment;
  readonly byHand: string;
}

function questions(today: string): readonly Counted[] {
  const ago = (days: number): string => addDays(today, -days);
  const year = Number(today.slice(0, 4));
  const age = `${year} - birth_year - (birthday > '${today.slice(5)}')`;
  const windows = (days: number) => ({ over: "days", days }) as const;
  const rank: Leaf = { kind: "rank", is: ["gold"] };
  const visited: Leaf = { kind: "last_visit", min: null, max: 90 };
  const spent: Leaf = { kind: "spend", in: windows(365), min: 50_000, max: null };
  const old: Leaf = { kind: "age", min: 30, max: 39 };
  const rich: Leaf = { kind: "balance", min: 1_500, max: null };
  return [
    { name: "rank", tree: rank, byHand: "rank = 'gold'" },
    { name: "age 30–39", tree: old, byHand: `${age} BETWEEN 30 AND 39` },
    {
      name: "birthday month",
      tree: { kind: "birthday_month", months: [3] },
      byHand: "birthday BETWEEN '03-01' AND '03-31'",
    },
    { name: "visited in 90 days", tree: visited, byHand: `last_visit_on >= '${ago(90)}'` },
    {
      name: "last visit 180–365 days ago",
      tree: { kind: "last_visit", min: 180, max: 365 },
      byHand: `last_visit_on BETWEEN '${ago(365)}' AND '${ago(180)}'`,
    },
    { name: "spend in 365 days", tree: spent, byHand: "net_yen_365 >= 50000" },
    {
      name: "spend in 90 days",
      tree: { kind: "spend", in: windows(90), min: 10_000, max: null },
      byHand: "net_yen_90 >= 10000",
    },
    {
      name: "last store in 3",
      tree: { kind: "store", nodes: ["s3", "s9", "s14"], did: "last", days: null },
      byHand: "last_visit_on IS NOT NULL AND last_store_id IN (3, 9, 14)",
    },
    {
      name: "tag",
      tree: { kind: "tag", tag: "tag4" },
      byHand: "member_id IN (SELECT member_id FROM member_tag WHERE tag_id = 4)",
    },
    { name: "balance", tree: rich, byHand: "balance - pending >= 1500" },
    {
      name: "five together",
      tree: { all: [rank, old, visited, spent, rich] },
      byHand: `rank = 'gold' AND ${age} BETWEEN 30 AND 39 AND last_visit_on >= '${ago(90)}'
        AND net_yen_365 >= 50000 AND balance - pending >= 1500`,
    },
    {
      name: "100 points expire in 30 days",
      tree: { kind: "expiring", days: 30, points: 100 },
      byHand: `next_expires_on <= '${addDays(today, 30)}' AND (SELECT sum(remaining) FROM lot
        WHERE lot.account_id = account.account_id AND expires_on BETWEEN '${today}' AND '${addDays(today, 30)}') >= 100`,
    },
  ];
}

export async function bench(): Promise<void> {
  const kept = process.env.BENCH_FILE;
  const path = kept ?? join(mkdtempSync(join(process.env.BENCH_DIR ?? tmpdir(), "goen-bench-")), "goen.db");
  try {
    if (!existsSync(path)) await makeMembers(path, members, benchToday);
    const database = openSqlite(path);
    const clock = benchClock(Date.parse(`${benchToday}T03:00:00Z`));
    const deps: Deps = ledgerDeps(database, clock, silentLog);
    const all = questions(benchToday);
    const compiled = await Promise.all(all.map(({ tree }) => sqlOf(deps, tree)));
    await database.close();
    const db = openReader(path);
    const table = all.map((question, index) => {
      const byHand = db.prepare(
        `SELECT count(*) FROM account WHERE programme_id = 1 AND member_status <> 'left' AND ${question.byHand}`,
      );
      const product = db.prepare(compiled[index] ?? "");
      return {
        name: question.name,
        ...inTurn(
          () => product.pluck().get(),
          () => byHand.pluck().get(),
        ),
      };
    });
    db.close();
    for (const { name, ms, sqlMs, count } of table) {
      const ratio = (ms / sqlMs).toFixed(2);
      console.log(
        `${name.padEnd(30)} ${count.padStart(9)} ${ms.toFixed(0).padStart(6)} ms ${sqlMs.toFixed(0).padStart(6)} ms by hand  ${ratio}`,
      );
    }
    const worst = Math.max(...table.map(({ ms, sqlMs }) => ms / sqlMs));
    const slowest = Math.max(...table.map(({ ms }) => ms));
    const each = Object.fromEntries(table.map(({ name, ms }) => [name, Math.round(ms)]));
    console.log(
      JSON.stringify({
        worst_ratio_to_sql: round(worst),
        slowest_ms: Math.round(slowest),
        members,
        ms: each,
      }),
    );
  } finally {
    if (kept === undefined) rmSync(dirname(path), { recursive: true });
  }
}

/** Both in turn, so that whatever else the machine does falls on both; the best of each counts. */
function inTurn(product: () => unknown, byHand: () => unknown) {
  let [ms, sqlMs] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  let counts: readonly unknown[] = [];
  for (let round = 0; round < rounds; round++) {
    let began = performance.now();
    const ours = product();
    ms = Math.min(ms, performance.now() - began);
    began = performance.now();
    counts = [ours, byHand()];
    sqlMs = Math.min(sqlMs, performance.now() - began);
  }
  const [ours, theirs] = counts;
  if (ours !== theirs) throw new Error(`the product counts ${ours}, by hand there are ${theirs}`);
  return { ms, sqlMs, count: String(ours) };
}

/** The count that the product asks, as text: its values stand in it. */
async function sqlOf(deps: Deps, tree: Segment): Promise<string> {
  const at = { ...(await momentOf(deps, tree)), firstRank: "regular" };
  return deps.database.point
    .selectFrom("account")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where(compile(tree, at, "sqlite"))
    .compile().sql;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
