import { copyFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import type { Deps } from "../../server/deps.ts";
import { mainProgramme, planProgramme } from "../../server/features/points/index.ts";
import type { Clock } from "../../server/platform/clock.ts";
import type { Database, Engine } from "../../server/platform/database/database.ts";
import { housekeeping } from "../../server/platform/database/plan.ts";
import { openPostgres } from "../../server/platform/database/postgres.ts";
import { openSqlite } from "../../server/platform/database/sqlite.ts";
import { openWriter } from "../../server/platform/database/sqlite-connection.ts";
import { systemIds } from "../../server/platform/ids.ts";
import { defaultProgramme } from "../../shared/points/programme/defaults.ts";
import { demoSettings } from "../demo/settings.ts";
import { type PostgresServer, startPostgres } from "../support/postgres-server.ts";
import { silentLog, testCardKeys } from "../support/world.ts";

export const storeNode = {
  ...{ nodeId: 2, publicId: "s1", name: "本店", path: "/S1/", amountYenMax: 1_000_000, timeZone: null },
};
export const pointsPerLot = 100;

/** How many members, and the last days of the lots that each has, 100 points in each. */
export interface ShopSize {
  readonly members: number;
  readonly expiresOn: readonly string[];
  /** Instead of the first of these, so many last days by turns: member 1 has the first of them, member 2 the next. */
  readonly firstByTurns?: readonly string[];
}

/** The product's database and a copy of it for the floor. */
export interface Pair {
  readonly product: string;
  readonly floor: string;
  close(): Promise<void>;
}

/** A file or a server of the engine, filled and copied. */
export async function openPair(engine: Engine, folder: string, size: ShopSize): Promise<Pair> {
  return engine === "sqlite"
    ? sqlitePair(folder, size)
    : postgresPair(await startPostgres({ durable: true }), size);
}

export function openPlace(place: string): Database {
  return place.startsWith("postgres") ? openPostgres({ connectionString: place }) : openSqlite(place);
}

async function sqlitePair(folder: string, size: ShopSize): Promise<Pair> {
  const [product, floor] = [join(folder, "product.db"), join(folder, "floor.db")];
  const database = openSqlite(product);
  await database.migrate();
  await openShop(database);
  await database.close();
  const db = openWriter(product);
  db.pragma("synchronous = OFF");
  db.pragma("foreign_keys = OFF");
  const words: Words = {
    numbers: (count) => `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})`,
    from: () => "n",
    padded: (number, width) => `printf('%0${width}d', ${number})`,
  };
  db.exec("BEGIN");
  for (const statement of filling(words, size)) db.exec(statement);
  db.exec("COMMIT");
  db.pragma("optimize = 0x10002");
  db.pragma("wal_checkpoint(TRUNCATE)");
  db.close();
  copyFileSync(product, floor);
  return { product, floor, close: async () => {} };
}

async function postgresPair(server: PostgresServer, size: ShopSize): Promise<Pair> {
  const addressOf = (name: string): string => {
    const address = new URL(server.connectionString);
    address.pathname = name;
    return address.href;
  };
  const [product, floor] = [addressOf("product"), addressOf("floor")];
  await asked(server.connectionString, ["CREATE DATABASE product"]);
  const database = openPostgres({ connectionString: product });
  await database.migrate();
  await openShop(database);
  await database.close();
  const words: Words = {
    numbers: () => "",
    from: (count) => `generate_series(1, ${count}) AS n (i)`,
    padded: (number, width) => `lpad((${number})::text, ${width}, '0')`,
  };
  await asked(product, [
    "SET synchronous_commit = off",
    "SET session_replication_role = replica",
    ...filling(words, size),
    "RESET ALL",
    "VACUUM ANALYZE",
    "CHECKPOINT",
  ]);
  await asked(server.connectionString, ["CREATE DATABASE floor TEMPLATE product"]);
  return { product, floor, close: () => server.stop() };
}

async function asked(connectionString: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

async function openShop(database: Database): Promise<void> {
  const plan = planProgramme(mainProgramme, "Bench", { ...defaultProgramme, version: 1 }, 0);
  await database.commit(housekeeping("the bench's shop", plan));
}

/** The few words in which the two engines differ. */
interface Words {
  numbers(count: number): string;
  from(count: number): string;
  padded(number: string, width: number): string;
}

/** A shop with a past: each member has one entry that opened the lots. */
function filling({ numbers, from, padded }: Words, size: ShopSize): readonly string[] {
  const { members, expiresOn, firstByTurns = [] } = size;
  const lots = expiresOn.length;
  const balance = lots * pointsPerLot;
  const lotId = `'01JB' || ${padded("i", 22)}`;
  const pick = (number: string, dates: readonly string[]): string =>
    `CASE ${number} ${dates.map((date, index) => `WHEN ${index} THEN '${date}'`).join(" ")} END`;
  const member = `((i - 1) / ${lots} + 1)`;
  const ofLot = pick(`(i - 1) % ${lots}`, expiresOn);
  const lastDay =
    firstByTurns.length === 0
      ? ofLot
      : `CASE WHEN (i - 1) % ${lots} = 0 THEN ${pick(`${member} % ${firstByTurns.length}`, firstByTurns)} ELSE ${ofLot} END`;
  const first =
    firstByTurns.length === 0 ? `'${expiresOn[0]}'` : pick(`i % ${firstByTurns.length}`, firstByTurns);
  const dayAfter =
    firstByTurns.length === 0
      ? `'${nextDay(expiresOn[0] ?? "")}'`
      : pick(`i % ${firstByTurns.length}`, firstByTurns.map(nextDay));
  return [
    `INSERT INTO node (node_id, public_id, parent_id, kind, name, code, path, amount_yen_max)
      VALUES (1, 'hq', NULL, 'head_office', 'Bench', 'HQ', '/', 1000000),
        (2, 's1', 1, 'store', '本店', 'S1', '/S1/', 1000000)`,
    `${numbers(members)} INSERT INTO member (member_id, public_id, line_user_id, name, language, status, joined_at_ms)
      SELECT i, 'm' || ${padded("i", 10)}, 'U' || ${padded("i", 32)}, 'member', 'ja', 'active', 1760000000000
      FROM ${from(members)}`,
    `${numbers(members)} INSERT INTO account (account_id, member_id, programme_id, seq, head_hash, balance,
        lot_balance, next_expires_on, due_on)
      SELECT i, i, 1, 1, '${"0".repeat(64)}', ${balance}, ${balance}, ${first}, ${dayAfter} FROM ${from(members)}`,
    `${numbers(members)} INSERT INTO entry
      SELECT i, 1, '01JA' || ${padded("i", 22)}, 'earn', ${balance}, ${balance}, 0, 1760000000000, 1760000000000,
        '2025-10-09', 2, 'pos', 'key:bench', NULL, NULL, NULL, NULL, NULL, '{}', 'c', '', '${"0".repeat(64)}'
      FROM ${from(members)}`,
    `${numbers(members * lots)} INSERT INTO lot (account_id, lot_id, points, remaining, activates_on, expires_on,
        origin, funded_by)
      SELECT ${member}, ${lotId}, ${pointsPerLot}, ${pointsPerLot}, '2025-10-09', ${lastDay}, 'purchase', 'head_office'
      FROM ${from(members * lots)}`,
  ];
}

function nextDay(date: string): string {
  return new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10);
}

/** Time goes on from a date of the bench's own, so that its lots live whenever it is run. */
export function benchClock(startMs: number): Clock {
  const startedMs = performance.now();
  return { nowMs: () => startMs + Math.floor(performance.now() - startedMs) };
}

export function benchDeps(database: Database, clock: Clock): Deps {
  const settings = demoSettings("http://127.0.0.1", "http://127.0.0.1", testCardKeys);
  // No verb that is measured asks LINE, the keyring or the pages for anything.
  return { database, clock, ids: systemIds(clock), log: silentLog, settings } as Deps;
}
