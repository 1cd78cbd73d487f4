import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Deps } from "../../server/deps.ts";
import { recordPurchase, type SaleAsked, type Seller } from "../../server/features/purchases/index.ts";
import { writeOf } from "../../server/platform/http/once.ts";
import { type CouponFloor, postgresCouponFloor, sqliteCouponFloor } from "./coupons-floor.ts";
import { giveToAll, hotCoupon, rowIdOf } from "./coupons-shop.ts";
import { benchClock, benchDeps, openPair, openPlace, storeNode } from "./ledger-shop.ts";
import { median, quantile } from "./load.ts";

const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const perRound = Number(process.env.BENCH_OPERATIONS ?? 3_000);
const callers = Number(process.env.BENCH_CALLERS ?? 64);
const engines = (process.env.BENCH_ENGINES ?? "sqlite,postgres").split(",");
/** 2026-11-21 12:00 in Tokyo. */
const startMs = Date.UTC(2026, 10, 21, 3);

/**
 * One hot coupon with a stock that many members use at once, each in a whole visit as a POS sends it but without HTTP: points,
 * stamps, rank, the coupon's rules, purchase, message, audit row and answer in the commit that counts its stock. Beside it
 * the floor: a bare guarded UPDATE of the stock with its ledger row, in one transaction, by as many callers. On SQLite the
 * product's commits share transactions, so a second floor does so too.
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
  /** Each use in its own transaction, and those that wait together in one: the same on PostgreSQL. */
  readonly floorPerSecond: number;
  readonly togetherPerSecond: number;
  readonly latenciesMs: readonly number[];
}

async function measure(engine: "sqlite" | "postgres", folder: string) {
  const members = (rounds + 1) * perRound;
  console.log(`${engine}: ${members} members have it, ${rounds} rounds of ${perRound}, ${callers} callers`);
  const pair = await openPair(engine, folder, { members: 2 * members, expiresOn: ["2027-01-28"] });
  await giveToAll(pair.product, members);
  // Both floors of SQLite use coupons of their own, in the same file.
  await giveToAll(pair.floor, 2 * members);
  const database = openPlace(pair.product);
  const floors = floorsOf(engine, pair.floor);
  const deps = benchDeps(database, benchClock(startMs));
  const turns: Turn[] = [];
  try {
    // The first round warms both up and is not counted.
    for (let round = 0; round <= rounds; round++) {
      const first = round * perRound;
      const used = await timed((index) => redeem(deps, first + index));
      const perSecond = [];
      for (const [nth, floor] of floors.entries()) {
        perSecond.push((await timed((index) => floor.use(nth * members + first + index))).perSecond);
      }
      const [alone = 0, together = alone] = perSecond;
      if (round > 0) turns.push({ ...used, floorPerSecond: alone, togetherPerSecond: together });
    }
    const stock = await database.point
      .selectFrom("coupon")
      .select("used")
      .where("coupon_id", "=", hotCoupon)
      .executeTakeFirstOrThrow();
    if (stock.used !== members) throw new Error(`${stock.used} of ${members} were used`);
  } finally {
    for (const floor of floors) await floor.close();
    await database.close();
    await pair.close();
  }
  return report(engine, turns);
}

function floorsOf(engine: "sqlite" | "postgres", place: string): readonly CouponFloor[] {
  if (engine === "postgres") return [postgresCouponFloor(place, rowIdOf)];
  return [false, true].map((together) => sqliteCouponFloor(place, rowIdOf, together));
}

async function redeem(deps: Deps, index: number): Promise<void> {
  const seller: Seller = {
    ...{ actor: { kind: "key", id: "bench" }, storeNode, tillId: "pos-1", staffId: null, staffName: null },
    ...{ source: "api", maySpend: true, memberId: index + 1, scanId: null },
  };
  const asked: SaleAsked = {
    ...{ basket: { amountYen: 1_000 + (index % 4_000) }, channel: "store", pointsToUse: 0 },
    ...{ coupons: [rowIdOf(index)], receiptNumber: `R${index}`, occurredAtMs: null, holdId: null },
  };
  await recordPurchase(deps, async () => seller, asked, writeOf("api:bench", `R${index}`, [index]));
}

/** A round by all callers at once. */
async function timed(operation: (index: number) => Promise<void>) {
  const latenciesMs: number[] = [];
  let next = 0;
  const call = async (): Promise<void> => {
    for (let index = next++; index < perRound; index = next++) {
      const sentMs = performance.now();
      await operation(index);
      latenciesMs.push(performance.now() - sentMs);
    }
  };
  const startedMs = performance.now();
  await Promise.all(Array.from({ length: callers }, call));
  return { perSecond: perRound / ((performance.now() - startedMs) / 1000), latenciesMs };
}

function report(engine: string, turns: readonly Turn[]) {
  const ratioOf = (turn: Turn): number => turn.perSecond / turn.floorPerSecond;
  console.table(
    turns.map((turn) => ({
      [`${engine} uses/s`]: Math.round(turn.perSecond),
      "floor/s": Math.round(turn.floorPerSecond),
      "uses ÷ floor": ratioOf(turn).toFixed(2),
      "floor in shared transactions/s": Math.round(turn.togetherPerSecond),
      "p50 ms": quantile(turn.latenciesMs, 0.5).toFixed(1),
      "p99 ms": quantile(turn.latenciesMs, 0.99).toFixed(1),
    })),
  );
  const ratios = turns.map(ratioOf);
  const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));
  const latencies = turns.flatMap(({ latenciesMs }) => latenciesMs);
  return {
    ratio_to_floor: rounded(median(ratios), 3),
    ratio_min: rounded(Math.min(...ratios), 3),
    ratio_max: rounded(Math.max(...ratios), 3),
    ratio_to_shared_floor: rounded(
      median(turns.map(({ perSecond, togetherPerSecond }) => perSecond / togetherPerSecond)),
      3,
    ),
    per_s: Math.round(median(turns.map(({ perSecond }) => perSecond))),
    floor_per_s: Math.round(median(turns.map(({ floorPerSecond }) => floorPerSecond))),
    p99_ms: rounded(quantile(latencies, 0.99), 2),
  };
}
