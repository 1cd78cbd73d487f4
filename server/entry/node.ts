/** `npm start`: production on Node, on SQLite or, with DATABASE_URL, on PostgreSQL. */
import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { systemClock } from "../platform/clock.ts";
import type { Database } from "../platform/database/database.ts";
import { systemIds } from "../platform/ids.ts";
import { readSettings, type Settings, SettingsMissing } from "../platform/settings.ts";
import { openDatabase } from "./database.ts";
import { parseStores, setUpLink, setUpShop } from "./first-start.ts";
import { pinoLog, serveNode } from "./serve.ts";

const project = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

async function main(env: NodeJS.ProcessEnv): Promise<void> {
  const settings = readSettings(env);
  const assetsDir = resolve(env.ASSETS_DIR ?? `${project}/dist/liff`);
  if (!existsSync(`${assetsDir}/card/index.html`)) {
    throw new SettingsMissing(["the pages are not built: run `npm run build` first"]);
  }
  const stores = parseStores(env.STORES);
  const log = pinoLog(env.LOG_LEVEL);
  const database = await openDatabase(env);
  const applied = await database.migrate();
  if (applied.length > 0) log.info("database.migrated", { applied: applied.join(" ") });
  if (process.argv.includes("--owner-link")) return printOwnerLink(settings, database);
  let link: string | null = null;
  const serving = await serveNode({
    settings,
    database,
    port: Number(env.PORT ?? 3000),
    hostname: env.HOST ?? "0.0.0.0",
    assetsDir,
    log,
    async prepare(deps) {
      link = await setUpShop(deps, stores);
    },
  });
  // The one secret that is printed on purpose: without it nobody could ever sign in.
  if (link !== null) console.log(`owner link (opens once, keep it to yourself): ${link}`);
  log.info("ready", { publicUrl: settings.publicUrl, port: serving.port, database: database.engine });

  const stop = (): void => {
    serving.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
}

/** Prints another owner's link and ends; on SQLite the server must be stopped for it, since one process writes. */
async function printOwnerLink(settings: Settings, database: Database): Promise<void> {
  const ids = systemIds(systemClock);
  const link = await setUpLink({ settings, database, clock: systemClock, ids });
  await database.close();
  console.log(`owner link (opens once, keep it to yourself): ${link}`);
}

main(process.env).catch((failure: unknown) => {
  console.error(failure instanceof SettingsMissing ? failure.message : failure);
  process.exit(1);
});
