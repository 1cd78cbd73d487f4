import { readFile } from "node:fs/promises";
import { resolve, sep } from "node:path";
import { serve } from "@hono/node-server";
import { pino } from "pino";
import { buildApp } from "../app.ts";
import type { Deps } from "../deps.ts";
import { jobNames, runJob, sweep } from "../jobs.ts";
import { type Assets, contentTypeOf } from "../platform/assets.ts";
import { openCardKeyring } from "../platform/auth/card-keyring.ts";
import { type Clock, systemClock } from "../platform/clock.ts";
import type { Database } from "../platform/database/database.ts";
import { committingInTime } from "../platform/database/in-time.ts";
import { systemIds } from "../platform/ids.ts";
import { openLineGateway } from "../platform/line/gateway.ts";
import { openLineLogin } from "../platform/line/login.ts";
import { openRichMenus } from "../platform/line/rich-menus.ts";
import type { Log } from "../platform/log.ts";
import type { Settings } from "../platform/settings.ts";

export interface ServeOptions {
  readonly settings: Settings;
  readonly database: Database;
  readonly port: number;
  readonly hostname: string;
  /** Folder of the built pages. */
  readonly assetsDir: string;
  readonly log: Log;
  readonly clock?: Clock;
  /** Answers some requests before the app does: the demo's opening page. */
  readonly front?: (request: Request) => Response | Promise<Response> | null;
  /** What must be done before the first request is taken, e.g. setting the shop up. */
  readonly prepare?: (deps: Deps) => Promise<void>;
  /** False leaves the scheduled work to other processes. */
  readonly ticks?: boolean;
}

export interface Serving {
  readonly deps: Deps;
  /** The port that was really taken. */
  readonly port: number;
  /** Stops taking requests, finishes those under way, and closes the database. */
  close(): Promise<void>;
}

const tickMs = 200;
const sweepMs = 3_600_000;

/** The app on Node: listens, and works through what is due between requests. */
export async function serveNode(options: ServeOptions): Promise<Serving> {
  const { settings, database, log } = options;
  const clock = options.clock ?? systemClock;
  const line = openLineGateway(settings.line, clock);
  const deps: Deps = {
    database: committingInTime(database, clock),
    clock,
    ids: systemIds(clock),
    log,
    settings,
    line,
    lineLogin: openLineLogin(settings.line, clock),
    richMenus: openRichMenus(line, settings.line, clock),
    cardKeyring: await openCardKeyring(settings.cardKeys),
    assets: folderAssets(options.assetsDir),
  };
  await options.prepare?.(deps);
  const app = buildApp(deps);
  const fetch = (request: Request): Response | Promise<Response> =>
    options.front?.(request) ?? app.fetch(request);
  const { server, port } = await listen(fetch, options);
  const worker = options.ticks === false ? null : startTicking(deps);
  return {
    deps,
    port,
    async close() {
      await worker?.stop();
      await new Promise<void>((done) => server.close(() => done()));
      await database.close();
    },
  };
}

type Server = ReturnType<typeof serve>;

function listen(
  fetch: (request: Request) => Response | Promise<Response>,
  { port, hostname }: ServeOptions,
): Promise<{ server: Server; port: number }> {
  return new Promise((ready, failed) => {
    const server = serve({ fetch, port, hostname }, (address) => ready({ server, port: address.port }));
    server.once("error", failed);
  });
}

/**
 * A loop for each job, so that a LINE that answers slowly holds up nothing but messages. Each goes on at once while there is
 * work, and looks a few times a second otherwise: a receipt is on its way in a moment.
 */
function startTicking(deps: Deps): { stop(): Promise<void> } {
  let sweptAtMs = 0;
  const sweeping = async (): Promise<number> => {
    const nowMs = deps.clock.nowMs();
    if (nowMs - sweptAtMs <= sweepMs) return 0;
    sweptAtMs = nowMs;
    await sweep(deps);
    return 0;
  };
  const loops = [
    ...jobNames.map((job) => looping(() => runJob(deps, job, { forMs: 1_000 }))),
    looping(sweeping),
  ];
  return {
    async stop() {
      await Promise.all(loops.map((loop) => loop.stop()));
    },
  };
}

function looping(work: () => Promise<number>): { stop(): Promise<void> } {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();

  const run = async (): Promise<void> => {
    const done = await work();
    if (!stopped) schedule(done > 0 ? 0 : tickMs);
  };
  const schedule = (afterMs: number): void => {
    timer = setTimeout(() => {
      running = run();
    }, afterMs);
  };
  schedule(0);
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}

/** Built pages from a folder, read once each. */
export function folderAssets(dir: string): Assets {
  const root = resolve(dir);
  const known = new Map<string, ReturnType<Assets["file"]>>();
  const read = async (path: string) => {
    const file = resolve(root, path);
    if (!file.startsWith(root + sep)) return null;
    const body = await readFile(file).catch(() => null);
    return body === null ? null : { body: new Uint8Array(body), contentType: contentTypeOf(path) };
  };
  return {
    file(path) {
      const cached = known.get(path);
      if (cached !== undefined) return cached;
      const reading = read(path);
      // Names that do not exist are not kept: anybody can think of more of them.
      void reading.then((file) => (file === null ? known.delete(path) : null));
      known.set(path, reading);
      return reading;
    },
  };
}

export function pinoLog(level = "info"): Log {
  const log = pino({ level });
  return {
    info: (event, fields) => log.info({ event, ...fields }),
    warn: (event, fields) => log.warn({ event, ...fields }),
    error: (event, fields) => log.error({ event, ...fields }),
  };
}
