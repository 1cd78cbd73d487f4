import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Miniflare } from "miniflare";
import { unstable_getMiniflareWorkerOptions } from "wrangler";
import { type D1Binding, openD1 } from "../../server/platform/database/d1.ts";
import { writePages } from "./pages.ts";

/** What `wrangler deploy` would send to Cloudflare, made by wrangler itself from our wrangler.toml. */
export interface DeployedWorker {
  readonly script: string;
  /** Paths of every source in it, from the repository's root. */
  readonly sources: readonly string[];
  /** What it expects the runtime to bring. */
  readonly imports: readonly string[];
  /** The upload, compressed, in kilobytes as wrangler counts them. */
  readonly gzipKiB: number;
}

interface Metafile {
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, { imports: readonly { path: string; external?: boolean }[] }>>;
}

export async function dryRunDeploy(): Promise<DeployedWorker> {
  const folder = mkdtempSync(join(tmpdir(), "goen-worker-"));
  try {
    const pages = join(folder, "pages");
    writePages(pages);
    const out = join(folder, "out");
    const wrangler = "node_modules/wrangler/bin/wrangler.js";
    const told = ["deploy", "--dry-run", "--metafile", "--outdir", out, "--assets", pages];
    const { stdout } = await promisify(execFile)(process.execPath, [wrangler, ...told], {
      env: { ...process.env, WRANGLER_SEND_METRICS: "false", WRANGLER_LOG_PATH: join(folder, "logs") },
    });
    const meta = metafile(readFileSync(join(out, "bundle-meta.json"), "utf8"));
    return {
      script: readFileSync(join(out, "workers.js"), "utf8"),
      sources: Object.keys(meta.inputs),
      imports: Object.values(meta.outputs)
        .flatMap(({ imports }) => imports)
        .map(({ path }) => path),
      gzipKiB: Number(/gzip: ([\d.]+) KiB/.exec(stdout)?.[1]),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** esbuild's own format. */
function metafile(text: string): Metafile {
  return JSON.parse(text) as Metafile;
}

export interface Workerd {
  readonly database: D1Binding;
  /** Lines the Worker wrote to its log. */
  readonly log: readonly string[];
  /** Calls the cron trigger's handler and waits for it. */
  schedule(atMs: number): Promise<void>;
  stop(): Promise<void>;
}

export interface WorkerdOptions {
  readonly script: string;
  readonly port: number;
  readonly pages: string;
  readonly texts: Readonly<Record<string, string>>;
  /** False leaves the database as it was created. */
  readonly migrated?: boolean;
}

/** The Worker in a real workerd on this machine, bound as wrangler.toml says. */
export async function startWorkerd(options: WorkerdOptions): Promise<Workerd> {
  const { workerOptions } = unstable_getMiniflareWorkerOptions("wrangler.toml", undefined, {
    overrides: { assets: { directory: options.pages } },
  });
  const log: string[] = [];
  const miniflare = new Miniflare({
    ...workerOptions,
    modules: true,
    script: options.script,
    bindings: { ...workerOptions.bindings, ...options.texts },
    host: "127.0.0.1",
    port: options.port,
    // Neither looks anything up on the network.
    cf: false,
    telemetry: { enabled: false },
    structuredWorkerdLogs: true,
    handleStructuredLogs: ({ message }: { message: string }) => void log.push(message),
  });
  await miniflare.ready;
  const database: D1Binding = await miniflare.getD1Database("DB");
  if (options.migrated ?? true) await openD1(database).migrate();
  const cron = cronOf(await miniflare.getWorker());
  return {
    database,
    log,
    async schedule(atMs) {
      await cron.scheduled({ scheduledTime: new Date(atMs), cron: "* * * * *" });
    },
    stop: () => miniflare.dispose(),
  };
}

interface Cron {
  scheduled(options: { scheduledTime: Date; cron: string }): Promise<unknown>;
}

/** Miniflare's types leave this method out where Cloudflare's own package of types is not installed. */
function cronOf(worker: unknown): Cron {
  return worker as Cron;
}
