import { type ChildProcess, fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type SqliteConnection from "better-sqlite3";
import { freePort } from "../support/world.ts";
import { type LoadResult, load, median, postRequest, quantile, type Request } from "./load.ts";
import { connections, makeShop, scanIdOf, tokenOf } from "./till-shop.ts";

const Sqlite: typeof SqliteConnection = createRequire(import.meta.url)("better-sqlite3");

const members = Number(process.env.BENCH_MEMBERS ?? 100_000);
const rounds = Number(process.env.BENCH_ROUNDS ?? 7);
const perRound = Number(process.env.BENCH_SALES ?? 4_000);
const warmUp = 2_000;

/**
 * Sales per second through HTTP, beside the same server doing one INSERT a request and beside the bare INSERT; the three
 * take turns, so that whatever else the machine does hits all of them.
 */
export async function bench(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "goen-bench-"));
  const children: ChildProcess[] = [];
  try {
    const sales = rounds * perRound + warmUp;
    console.log(`${members} members, ${rounds} rounds of ${perRound} sales, ${connections} connections`);
    await makeShop(join(folder, "sale.db"), members, sales);
    const [salePort, floorPort] = [await freePort(), await freePort()];
    children.push(await start("sale", join(folder, "sale.db"), salePort));
    children.push(await start("floor", join(folder, "floor.db"), floorPort));
    let next = 0;
    const sell = (count: number): Promise<LoadResult> => {
      next += count;
      return load(salePort, saleQueues(salePort, next - count, count));
    };
    const floor = (count: number): Promise<LoadResult> => load(floorPort, floorQueues(floorPort, count));
    await sell(warmUp);
    await floor(warmUp);
    const results = [];
    for (let round = 1; round <= rounds; round++) {
      const [sold, least] = [await sell(perRound), await floor(perRound)];
      const bare = bareInserts(join(folder, "bare.db"), perRound);
      if (sold.failures > 0) throw new Error(`${sold.failures} sales failed, e.g. ${sold.firstFailure}`);
      results.push({ sold, least, bare });
    }
    report(results);
  } finally {
    for (const child of children) child.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  }
}

function start(mode: string, path: string, port: number): Promise<ChildProcess> {
  const child = fork(new URL("./till-server.ts", import.meta.url), [mode, path, String(port)]);
  return new Promise((ready, failed) => {
    child.once("message", () => ready(child));
    child.once("exit", (code) => failed(new Error(`the ${mode} server ended with ${code}`)));
  });
}

/** Every sale is a scan of its own till; every third uses points as well. */
function saleQueues(port: number, first: number, count: number): Request[][] {
  const queues: Request[][] = Array.from({ length: connections }, () => []);
  for (let sale = first; sale < first + count; sale++) {
    const till = sale % connections;
    const body = JSON.stringify({
      scanId: scanIdOf(sale),
      amountYen: 500 + (sale % 4000),
      pointsToUse: sale % 3 === 0 ? 10 : 0,
    });
    const headers = {
      origin: `http://127.0.0.1:${port}`,
      cookie: `goen-till=${tokenOf(till)}`,
      "idempotency-key": `bench-${sale}-${process.pid}`,
    };
    queues[till]?.push(postRequest(port, "/api/till/purchases", headers, body));
  }
  return queues;
}

function floorQueues(port: number, count: number): Request[][] {
  const body = JSON.stringify({ scanId: scanIdOf(0), amountYen: 1280, pointsToUse: 0 });
  const request = postRequest(port, "/sale", { origin: `http://127.0.0.1:${port}` }, body);
  return Array.from({ length: connections }, () => Array(Math.floor(count / connections)).fill(request));
}

/** The same INSERT with no server around it, one transaction each. */
function bareInserts(path: string, count: number): number {
  const db = new Sqlite(path);
  db.pragma("journal_mode = WAL");
  db.pragma("synchronous = FULL");
  db.exec("CREATE TABLE IF NOT EXISTS sale (id INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT");
  const insert = db.prepare("INSERT INTO sale (body) VALUES (?)");
  const startedMs = performance.now();
  for (let i = 0; i < count; i++) insert.run('{"scanId":"scan0000000000","amountYen":1280,"pointsToUse":0}');
  const perSecond = count / ((performance.now() - startedMs) / 1000);
  db.close();
  return perSecond;
}

interface Round {
  readonly sold: LoadResult;
  readonly least: LoadResult;
  readonly bare: number;
}

function report(results: readonly Round[]): void {
  console.table(
    results.map(({ sold, least, bare }) => ({
      "sales/s": Math.round(sold.perSecond),
      "floor/s": Math.round(least.perSecond),
      "bare inserts/s": Math.round(bare),
      "sales ÷ floor": (sold.perSecond / least.perSecond).toFixed(2),
      "p50 ms": quantile(sold.latenciesMs, 0.5).toFixed(1),
      "p99 ms": quantile(sold.latenciesMs, 0.99).toFixed(1),
      "floor p99 ms": quantile(least.latenciesMs, 0.99).toFixed(1),
    })),
  );
  const latencies = results.flatMap(({ sold }) => sold.latenciesMs);
  const ratios = results.map(({ sold, least }) => sold.perSecond / least.perSecond);
  const summary = {
    ratio_to_floor: Number(median(ratios).toFixed(3)),
    ratio_min: Number(Math.min(...ratios).toFixed(3)),
    ratio_max: Number(Math.max(...ratios).toFixed(3)),
    ratio_to_bare: Number(median(results.map(({ sold, bare }) => sold.perSecond / bare)).toFixed(3)),
    sales_per_s: Math.round(median(results.map(({ sold }) => sold.perSecond))),
    floor_per_s: Math.round(median(results.map(({ least }) => least.perSecond))),
    p50_ms: Number(quantile(latencies, 0.5).toFixed(2)),
    p99_ms: Number(quantile(latencies, 0.99).toFixed(2)),
  };
  console.log(JSON.stringify(summary));
}
