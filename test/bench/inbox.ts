import { type ChildProcess, fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type SqliteConnection from "better-sqlite3";
import { ulid } from "ulid";
import { signatureOf, webhookBody } from "../support/line-events.ts";
import { freePort } from "../support/world.ts";
import { openPair } from "./ledger-shop.ts";
import { type LoadResult, load, median, postRequest, quantile, type Request } from "./load.ts";

const Sqlite: typeof SqliteConnection = createRequire(import.meta.url)("better-sqlite3");

const members = Number(process.env.BENCH_MEMBERS ?? 100_000);
const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const perRound = Number(process.env.BENCH_EVENTS ?? 6_000);
const connections = 16;
/** LINE puts one event into most bodies, and many into those of a busy moment. */
const bodies = [1, 10] as const;

/**
 * Events per second from the first webhook until the last event is stored and worked on, its answer in the outbox, beside a
 * server that only verifies the signature and inserts. The two take turns, so that whatever else the machine does hits
 * both. Half of the events are words for the humans who chat, a fifth are questions of members about their points.
 */
export async function bench(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "goen-bench-"));
  const children: ChildProcess[] = [];
  try {
    console.log(`${members} members, ${rounds} rounds of ${perRound} events, ${connections} connections`);
    const expiresOn = ["2099-01-31", "2099-02-28", "2099-03-31"];
    const { product } = await openPair("sqlite", folder, { members, expiresOn });
    const [inboxPort, floorPort] = [await freePort(), await freePort()];
    children.push(await start("inbox", product, inboxPort));
    children.push(await start("floor", join(folder, "least.db"), floorPort));
    const waiting = waitingIn(product);
    const turns: Turn[] = [];
    // The first round warms both up and is not counted.
    for (let round = 0; round <= rounds; round++) {
      for (const perBody of bodies) {
        const worked = await timed(() => load(inboxPort, queues(inboxPort, perBody)), waiting);
        const least = await timed(
          () => load(floorPort, queues(floorPort, perBody)),
          () => 0,
        );
        if (round > 0) turns.push({ perBody, worked, least });
      }
    }
    report(turns);
  } finally {
    for (const child of children) child.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Timed {
  readonly perSecond: number;
  readonly latenciesMs: readonly number[];
}

interface Turn {
  readonly perBody: number;
  readonly worked: Timed;
  readonly least: Timed;
}

async function timed(send: () => Promise<LoadResult>, waiting: () => number): Promise<Timed> {
  const startedMs = performance.now();
  const { failures, firstFailure, latenciesMs } = await send();
  if (failures > 0) throw new Error(`${failures} webhooks were refused, e.g. ${firstFailure}`);
  while (waiting() > 0) await pause(5);
  return { perSecond: perRound / ((performance.now() - startedMs) / 1000), latenciesMs };
}

/** How many events still wait, read beside the server. */
function waitingIn(path: string): () => number {
  const db = new Sqlite(path, { readonly: true });
  const any = db.prepare("SELECT count(*) FROM line_event WHERE status = 'waiting'").pluck();
  return () => Number(any.get());
}

function start(mode: string, path: string, port: number): Promise<ChildProcess> {
  const child = fork(new URL("./inbox-server.ts", import.meta.url), [mode, path, String(port)]);
  return new Promise((ready, failed) => {
    child.once("message", () => ready(child));
    child.once("exit", (code) => failed(new Error(`the ${mode} server ended with ${code}`)));
  });
}

/** Signed beforehand: who signs is LINE. */
function queues(port: number, perBody: number): Request[][] {
  const all: Request[][] = Array.from({ length: connections }, () => []);
  const sent = Math.floor(perRound / perBody);
  for (let nth = 0; nth < sent; nth++) {
    const body = webhookBody(...Array.from({ length: perBody }, (_, at) => event(nth * perBody + at)));
    const headers = { "x-line-signature": signatureOf(body) };
    all[nth % connections]?.push(postRequest(port, "/line/webhook", headers, body));
  }
  return all;
}

/** Of every ten: five texts for the humans, two questions about points, a touched button, a follow and an unfollow. */
function event(nth: number): object {
  const atMs = Date.now();
  const person = ((nth * 7_919) % members) + 1;
  const common = {
    ...{ mode: "active", timestamp: atMs, webhookEventId: ulid(atMs) },
    source: { type: "user", userId: `U${String(person).padStart(32, "0")}` },
    deliveryContext: { isRedelivery: false },
    replyToken: "0f3779fba3b349968c5d07db31eabf65",
  };
  const text = (said: string) => ({
    ...{ type: "message", ...common },
    message: {
      type: "text",
      id: String(468_789_577_898_262_500 + nth),
      quoteToken: "q3Plxr4AgKd",
      text: said,
    },
  });
  const kind = nth % 10;
  if (kind < 5) return text("こんにちは。明日は何時まで開いていますか🤨");
  if (kind < 7) return text("ポイント");
  if (kind === 7) return { type: "postback", ...common, postback: { data: "ask:expiry" } };
  if (kind === 8) return { type: "follow", ...common, follow: { isUnblocked: false } };
  const { replyToken: _, ...unanswerable } = common;
  return { type: "unfollow", ...unanswerable };
}

function report(turns: readonly Turn[]): void {
  const ratioOf = ({ worked, least }: Turn): number => worked.perSecond / least.perSecond;
  console.table(
    turns.map((turn) => ({
      "events a body": turn.perBody,
      "stored and worked/s": Math.round(turn.worked.perSecond),
      "floor/s": Math.round(turn.least.perSecond),
      "÷ floor": ratioOf(turn).toFixed(2),
      "p99 of the answer, ms": quantile(turn.worked.latenciesMs, 0.99).toFixed(1),
      "floor p99, ms": quantile(turn.least.latenciesMs, 0.99).toFixed(1),
    })),
  );
  const summaryOf = (perBody: number) => {
    const those = turns.filter((turn) => turn.perBody === perBody);
    const ratios = those.map(ratioOf);
    const latencies = those.flatMap(({ worked }) => worked.latenciesMs);
    return {
      ratio_to_floor: Number(median(ratios).toFixed(3)),
      ratio_min: Number(Math.min(...ratios).toFixed(3)),
      ratio_max: Number(Math.max(...ratios).toFixed(3)),
      events_per_s: Math.round(median(those.map(({ worked }) => worked.perSecond))),
      floor_per_s: Math.round(median(those.map(({ least }) => least.perSecond))),
      p99_ms: Number(quantile(latencies, 0.99).toFixed(1)),
    };
  };
  console.log(JSON.stringify({ ...summaryOf(1), ten_a_body: summaryOf(10) }));
}
