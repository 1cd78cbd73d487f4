/** Goen on Cloudflare Workers: D1 keeps the data, a cron trigger calls for the scheduled work. */
import { type App, buildApp } from "../app.ts";
import type { Deps } from "../deps.ts";
import { sweep, tick } from "../jobs.ts";
import { type Assets, contentTypeOf } from "../platform/assets.ts";
import { openCardKeyring } from "../platform/auth/card-keyring.ts";
import { systemClock } from "../platform/clock.ts";
import { type D1Binding, openD1 } from "../platform/database/d1.ts";
import type { Database } from "../platform/database/database.ts";
import { committingInTime } from "../platform/database/in-time.ts";
import { missingFrom } from "../platform/database/migrate.ts";
import { migrationsFor } from "../platform/database/migrations/index.ts";
import type { AuditedPlan } from "../platform/database/plan.ts";
import { systemIds } from "../platform/ids.ts";
import { openLineGateway } from "../platform/line/gateway.ts";
import { openLineLogin } from "../platform/line/login.ts";
import { openRichMenus } from "../platform/line/rich-menus.ts";
import { consoleLog, failureText } from "../platform/log.ts";
import { readSettings, SettingsMissing } from "../platform/settings.ts";
import { isSetUp, notReady, setUpByToken } from "./workers-doors.ts";

/** What wrangler.toml binds; every other name is a setting or a secret, as text. */
export interface Bindings {
  readonly DB?: D1Binding;
  readonly ASSETS?: AssetsBinding;
}

interface AssetsBinding {
  fetch(url: string): Promise<Response>;
}

/** The parts that are used of what the runtime hands over (Workers docs, "Context" and "Scheduled handler"). */
interface Invocation {
  waitUntil(work: Promise<unknown>): void;
}
interface Scheduled {
  /** UTC milliseconds of the minute it was meant for. */
  readonly scheduledTime: number;
}

/** The runtime ends what goes on for 30 seconds after the answer; a send that began last may take 10 of them. */
const afterRequest = { forMs: 10_000 };
/** Some 40 batches of 20 messages: an invocation may ask D1 a thousand times, and each batch asks some ten times. */
const onSchedule = { forMs: 15_000 };
const hourMs = 3_600_000;
const minuteMs = 60_000;

export default {
  async fetch(request: Request, env: Bindings, invocation: Invocation): Promise<Response> {
    const shop = await shopOf(env);
    if (shop === null) return notReady(request);
    const response = isSetUp(request)
      ? await setUpByToken(shop.deps, request, textsOf(env))
      : await shop.app.fetch(request);
    // The cron trigger comes once a minute, too late for a receipt whose buyer stands at the till. Leases make it
    // safe that several requests and the trigger work at once.
    if (shop.takeQueued()) invocation.waitUntil(tick(shop.deps, afterRequest));
    return response;
  },

  async scheduled({ scheduledTime }: Scheduled, env: Bindings): Promise<void> {
    const shop = await shopOf(env);
    if (shop === null) return;
    await tick(shop.deps, onSchedule);
    if (scheduledTime % hourMs < minuteMs) await sweep(shop.deps);
  },
};

interface Shop {
  readonly deps: Deps;
  readonly app: App;
  /** Whether something was queued since the last time this was asked. */
  takeQueued(): boolean;
}

/**
 * One per isolate and set of bindings: Cloudflare may give an isolate new bindings without starting it anew. Only
 * values are kept, never a promise: one made for a request does not outlive it, and whoever waits for it hangs.
 */
const shops = new WeakMap<Bindings, Shop>();

async function shopOf(env: Bindings): Promise<Shop | null> {
  const known = shops.get(env);
  if (known !== undefined) return known;
  try {
    const shop = await openShop(env);
    shops.set(env, shop);
    return shop;
  } catch (failure) {
    // What is missing is for whoever runs this, so it stands in the log and not in the answer.
    const problems = failure instanceof SettingsMissing ? failure.problems : [failureText(failure)];
    for (const problem of problems) consoleLog.error("start.refused", { problem });
    return null;
  }
}

async function openShop(env: Bindings): Promise<Shop> {
  const settings = readSettings(textsOf(env));
  const { DB: binding } = env;
  if (binding === undefined)
    throw new SettingsMissing(["DB is not bound: [[d1_databases]] in wrangler.toml"]);
  await checkMigrated(binding);
  const clock = systemClock;
  const { database, takeQueued } = watched(committingInTime(openD1(binding), clock));
  const line = openLineGateway(settings.line, clock);
  const deps: Deps = {
    database,
    clock,
    ids: systemIds(clock),
    log: consoleLog,
    settings,
    line,
    lineLogin: openLineLogin(settings.line, clock),
    richMenus: openRichMenus(line, settings.line, clock),
    cardKeyring: await openCardKeyring(settings.cardKeys),
    assets: boundAssets(env.ASSETS),
  };
  return { deps, app: buildApp(deps), takeQueued };
}

/** The settings and secrets among the bindings. wrangler.toml lists some as "", which is not to have them. */
function textsOf(env: Bindings): Readonly<Record<string, string>> {
  const texts = Object.entries(env).filter(([, value]) => typeof value === "string" && value !== "");
  return Object.fromEntries(texts);
}

/** A Worker does not migrate by itself: many isolates start at once, and wrangler keeps the books. */
async function checkMigrated(binding: D1Binding): Promise<void> {
  const applied = await binding
    .prepare("SELECT name FROM migration")
    .all()
    .then(({ results }) => results.map((row) => String(Object(row).name)))
    .catch((failure: unknown) => {
      if (/no such table/.test(failureText(failure))) return [];
      throw failure;
    });
  const missing = missingFrom(applied, migrationsFor("d1")).map(({ name }) => name);
  if (missing.length === 0) return;
  const command = "npx wrangler d1 migrations apply DB --remote";
  throw new SettingsMissing([`the database lacks ${missing.join(", ")}: run \`${command}\``]);
}

/** The database, and whether a plan left something to do for `tick`. */
function watched(database: Database): { database: Database; takeQueued(): boolean } {
  let queued = false;
  return {
    database: {
      ...database,
      async commit(plan) {
        await database.commit(plan);
        queued ||= queues(plan);
      },
    },
    takeQueued() {
      const was = queued;
      queued = false;
      return was;
    },
  };
}

/** New rows in the outbox, the inbox or the queue of menus, told by their statements: no slice has to say so a second time. */
function queues(plan: AuditedPlan): boolean {
  return plan.statements.some(({ prepared }) =>
    /^insert into "?(outbox|line_event|menu_due)\b/.test(prepared.text("d1").sql),
  );
}

/** The built pages from the assets binding; without one there is the API alone. */
function boundAssets(binding: AssetsBinding | undefined): Assets {
  if (binding === undefined) {
    consoleLog.warn("assets.not_bound", { where: "[assets] in wrangler.toml" });
    return { file: async () => null };
  }
  return {
    async file(path) {
      // The host is of no meaning to the binding.
      const answer = await binding.fetch(`https://assets.local/${path}`);
      if (!answer.ok) return null;
      return { body: new Uint8Array(await answer.arrayBuffer()), contentType: contentTypeOf(path) };
    },
  };
}
