import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import type { Deps } from "../../server/deps.ts";
import {
  recordPurchase,
  refundPurchase,
  type SaleAsked,
  type Seller,
} from "../../server/features/purchases/index.ts";
import type { Database } from "../../server/platform/database/database.ts";
import type { AuditedPlan } from "../../server/platform/database/plan.ts";
import { writeOf } from "../../server/platform/http/once.ts";
import { doingOf, type Floor, postgresFloor, sqliteFloor } from "./ledger-floor.ts";
import { benchClock, benchDeps, openPair, openPlace, storeNode } from "./ledger-shop.ts";
import { median, quantile } from "./load.ts";

const members = Number(process.env.BENCH_MEMBERS ?? 1_000_000);
const lotsEach = Number(process.env.BENCH_LOTS_EACH ?? 5);
const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const perRound = Number(process.env.BENCH_OPERATIONS ?? 3_000);
const callers = Number(process.env.BENCH_CALLERS ?? 64);
const engines = (process.env.BENCH_ENGINES ?? "sqlite,postgres").split(",");
const verbs = ["earn", "spend", "refund"] as const;
type Verb = (typeof verbs)[number];
/** 2026-11-21 12:00 in Tokyo. */
const startMs = Date.UTC(2026, 10, 21, 3);

/**
 * Sales that earn, sales that use 250 points out of three lots, and returns of a part of those, each a whole visit as a
 * POS sends it but without HTTP, beside hand-written SQL that writes the same rows in the same transactions. Product and
 * floor take turns on databases of their own that are the same.
 */
export async function bench(): Promise<void> {
  const summary: Record<string, unknown> = {};
  for (const engine of engines) {
    const folder = mkdtempSync(join(tmpdir(), "goen-bench-"));
    try {
      summary[engine] = await measure(engine === "postgres" ? "postgres" : "sqlite", folder);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  console.log(JSON.stringify(summary));
}

interface Turn {
  readonly perSecond: number;
  readonly floorPerSecond: number;
  readonly latenciesMs: readonly number[];
}

async function measure(engine: "sqlite" | "postgres", folder: string) {
  console.log(
    `${engine}: ${members} members with ${lotsEach} lots each, ${rounds} rounds of ${perRound}, ${callers} callers`,
  );
  const expiresOn = Array.from(
    { length: lotsEach },
    (_, lot) => `2027-${String(lot + 1).padStart(2, "0")}-28`,
  );
  const pair = await openPair(engine, folder, { members, expiresOn });
  const { database, taken } = recorded(openPlace(pair.product));
  const floor = engine === "sqlite" ? sqliteFloor(pair.floor) : postgresFloor(pair.floor);
  const shop = shopOf(benchDeps(database, benchClock(startMs)));
  const turns: Record<Verb, Turn[]> = { earn: [], spend: [], refund: [] };
  try {
    // The first round warms both up and is not counted.
    for (let round = 0; round <= rounds; round++) {
      for (const verb of verbs) {
        const sold = await timed(perRound, shop[verb]);
        const doings = taken().map(doingOf);
        const least = await timed(doings.length, (index) => floor.commit(doings[index] ?? []));
        if (round > 0) turns[verb].push({ ...sold, floorPerSecond: least.perSecond });
      }
    }
    await compare(database, pair.floor, floor);
  } finally {
    await database.close();
    await pair.close();
  }
  return report(engine, turns);
}

/** Keeps what is committed, so that the floor can write the same. */
function recorded(opened: Database): { readonly database: Database; taken(): readonly AuditedPlan[] } {
  let plans: AuditedPlan[] = [];
  const database: Database = {
    ...opened,
    commit(plan) {
      plans.push(plan);
      return opened.commit(plan);
    },
  };
  return {
    database,
    taken() {
      const since = plans;
      plans = [];
      return since;
    },
  };
}

/** Operations by their number; each is of a member of its own, spread over all of them. */
function shopOf(deps: Deps): Record<Verb, () => Promise<void>> {
  let operations = 0;
  const used: string[] = [];
  const seller = (memberId: number): Seller => ({
    ...{ actor: { kind: "key", id: "bench" }, storeNode, tillId: "pos-1", staffId: null, staffName: null },
    ...{ source: "api", maySpend: true, memberId, scanId: null },
  });
  const sell = async (pointsToUse: number): Promise<string> => {
    operations += 1;
    const number = `R${operations}`;
    const asked: SaleAsked = {
      basket: { amountYen: 1_000 + (operations % 4_000) },
      ...{
        channel: "store",
        pointsToUse,
        coupons: [],
        receiptNumber: number,
        occurredAtMs: null,
        holdId: null,
      },
    };
    const memberId = ((operations * 7_919) % members) + 1;
    const write = writeOf("api:bench", number, [number]);
    return (await recordPurchase(deps, async () => seller(memberId), asked, write)).purchaseId;
  };
  const handler = {
    ...{ actor: { kind: "key", id: "bench" } as const, staffId: null, storeNode: null, tillId: null },
    refuses: () => null,
  };
  return {
    earn: async () => void (await sell(0)),
    spend: async () => void used.push(await sell(250)),
    async refund() {
      const purchaseId = used.pop() ?? "";
      const write = writeOf("api:bench", `refund ${purchaseId}`, [purchaseId]);
      await refundPurchase(deps, handler, purchaseId, { amountYen: 400 }, write);
    },
  };
}

/** So many operations by all callers at once. */
async function timed(count: number, operation: (index: number) => Promise<void>) {
  const latenciesMs: number[] = [];
  let next = 0;
  const call = async (): Promise<void> => {
    for (let index = next++; index < count; index = next++) {
      const sentMs = performance.now();
      await operation(index);
      latenciesMs.push(performance.now() - sentMs);
    }
  };
  const startedMs = performance.now();
  await Promise.all(Array.from({ length: callers }, call));
  return { perSecond: count / ((performance.now() - startedMs) / 1000), latenciesMs };
}

const compared = {
  entry: "seq",
  lot: "remaining",
  allocation: "points",
  account: "balance",
  account_day: "net_yen",
  purchase: "points_used",
  refund: "points_taken_back",
  answer: "answered_at_ms",
  outbox: "member_id",
  audit: "at_ms",
};

/** @throws Error where the floor has not written what the product wrote. */
async function compare(product: Database, place: string, floor: Floor): Promise<void> {
  await floor.close();
  const other = openPlace(place);
  for (const [table, column] of Object.entries(compared)) {
    const text = `SELECT count(*) AS n, sum(${column}) AS total FROM ${table}`;
    const [ours, theirs] = await Promise.all(
      [product, other].map(async ({ point }) => JSON.stringify((await sql.raw(text).execute(point)).rows)),
    );
    if (ours !== theirs) throw new Error(`${table}: the product wrote ${ours}, the floor ${theirs}`);
  }
  await other.close();
}

function report(engine: string, turns: Record<Verb, Turn[]>) {
  const ratioOf = (turn: Turn): number => turn.perSecond / turn.floorPerSecond;
  console.table(
    Array.from({ length: rounds }, (_, round) =>
      Object.fromEntries(
        verbs.flatMap((verb) => {
          const turn = turns[verb][round];
          if (turn === undefined) return [];
          const { perSecond, floorPerSecond } = turn;
          return [
            [`${engine} ${verb}/s`, Math.round(perSecond)],
            [`${verb} floor/s`, Math.round(floorPerSecond)],
            [`${verb} ÷ floor`, ratioOf(turn).toFixed(2)],
          ];
        }),
      ),
    ),
  );
  const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));
  return Object.fromEntries(
    verbs.map((verb) => {
      const ratios = turns[verb].map(ratioOf);
      const latencies = turns[verb].flatMap(({ latenciesMs }) => latenciesMs);
      return [
        verb,
        {
          ratio_to_floor: rounded(median(ratios), 3),
          ratio_min: rounded(Math.min(...ratios), 3),
          ratio_max: rounded(Math.max(...ratios), 3),
          per_s: Math.round(median(turns[verb].map(({ perSecond }) => perSecond))),
          floor_per_s: Math.round(median(turns[verb].map(({ floorPerSecond }) => floorPerSecond))),
          p99_ms: rounded(quantile(latencies, 0.99), 1),
        },
      ];
    }),
  );
}
