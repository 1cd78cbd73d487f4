/** `npm run demo`: LINE, the server and a sample shop on this machine; no network and no LINE account needed. */
import { resolve } from "node:path";
import { setUpLink } from "../../server/entry/first-start.ts";
import { pinoLog, type Serving, serveNode } from "../../server/entry/serve.ts";
import { applyMenus } from "../../server/features/menus/index.ts";
import { systemClock } from "../../server/platform/clock.ts";
import { openSqlite } from "../../server/platform/database/sqlite.ts";
import type { Settings } from "../../server/platform/settings.ts";
import { dateAt } from "../../shared/dates.ts";
import { type Emulator, startEmulator } from "../emulator/index.ts";
import { type ApiTrial, customerAt, openTrial, settingsOf } from "./api.ts";
import { buildPages } from "./build.ts";
import { type DemoFolder, openFolder } from "./folder.ts";
import { openFront } from "./front.ts";
import { livesBefore } from "./history/lives.ts";
import { makeHistory } from "./history.ts";
import { checkPorts, type DemoOptions, DemoTrouble, readOptions } from "./options.ts";
import { guest } from "./person.ts";
import { historyProgress } from "./progress.ts";
import { demoSecrets } from "./secrets.ts";
import { demoSettings } from "./settings.ts";
import { emulatorOptions } from "./shop.ts";

const closeWithinMs = 5_000;
const parentCheckMs = 300;
const parent = process.ppid;

interface Running {
  readonly serving: Serving;
  readonly trial: ApiTrial | null;
  readonly emulator: Emulator;
  readonly folder: DemoFolder;
}

async function main(): Promise<void> {
  const options = readOptions(process.env);
  const appOrigin = `http://127.0.0.1:${options.port}`;
  const emulatorOrigin = `http://127.0.0.1:${options.emulatorPort}`;
  await checkPorts(options);
  await buildPages();
  const today = dateAt(systemClock.nowMs(), "Asia/Tokyo");
  const folder = openFolder(options.folder, { today, members: options.members });
  const settings = demoSettings(appOrigin, emulatorOrigin, demoSecrets(folder.path).cardKeys);
  if (folder.isNew) await folder.fill((file) => makeShop(file, settings, folder));

  const running = await start(options, settings, folder);
  stopOnSignal(running);
  if (!folder.isGreeted) {
    // With the server listening, so that it hears of the new friend as LINE tells it.
    running.emulator.follow(guest.userId);
    console.log(`owner   ${await setUpLink(running.serving.deps)}`);
    console.log("        (opens once: whoever opens it becomes an owner of the shop too)");
    folder.greeted();
  }
  if (running.trial !== null) {
    console.log(`api     ${appOrigin}/docs/api`);
    console.log(`        ${settingsOf(appOrigin, running.trial)}`);
  }
  console.log(`phone   ${emulatorOrigin}`);
  console.log(`till    ${appOrigin}/till/`);
  console.log(`console ${appOrigin}/console/`);
  console.log(`ready ${appOrigin}`);
}

async function makeShop(file: string, settings: Settings, folder: DemoFolder): Promise<void> {
  const database = openSqlite(file);
  try {
    await database.migrate();
    await makeHistory({ database, settings, ...folder.start, progress: historyProgress() });
  } finally {
    await database.close();
  }
}

async function start(options: DemoOptions, settings: Settings, folder: DemoFolder): Promise<Running> {
  const { publicUrl } = settings;
  const { today, members } = folder.start;
  const friends = livesBefore(today, members).map(({ person, language }) => ({ ...person, language }));
  const emulator = await startEmulator(
    emulatorOptions({
      appOrigin: publicUrl,
      emulatorPort: options.emulatorPort,
      stateFile: folder.lineState,
      phoneDir: resolve("dist/phone"),
      friends,
    }),
  );
  // LINE remembers the webhook's address, and PORT may have moved since.
  emulator.setWebhookUrl(`${publicUrl}/line/webhook`);
  const database = openSqlite(folder.database);
  await database.migrate();
  let trial: ApiTrial | null = null;
  const places = { origin: publicUrl, emulator, nowMs: systemClock.nowMs };
  const customer = customerAt(places, () => trial?.lineUserId ?? null);
  const front = openFront({ appOrigin: publicUrl, emulatorOrigin: emulator.origin });
  const serving = await serveNode({
    settings,
    database,
    port: options.port,
    hostname: "127.0.0.1",
    assetsDir: resolve("dist/demo"),
    log: pinoLog(process.env.LOG_LEVEL ?? "warn"),
    async prepare(deps) {
      // As an operator does by `npm run line -- menus`; a second start finds them at LINE.
      await applyMenus(deps);
    },
    front: (request) => front(request) ?? customer(request),
  });
  trial = await openTrial(serving.deps, folder.path);
  return { serving, trial, emulator, folder };
}

function stopOnSignal({ serving, emulator, folder }: Running): void {
  const stop = (): void => {
    const late = setTimeout(() => {
      console.error("The demo could not stop in time; nothing that was acknowledged is lost.");
      process.exit(1);
    }, closeWithinMs);
    void Promise.all([serving.close(), emulator.close()]).then(() => {
      clearTimeout(late);
      folder.release();
      process.exit(0);
    });
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  stopWithNpm(stop);
}

/** npm hands a SIGTERM to its shell, which goes without handing it on; what npm started must not stay behind. */
function stopWithNpm(stop: () => void): void {
  if (process.env.npm_lifecycle_event === undefined) return;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    stop();
  }, parentCheckMs);
  watch.unref();
}

main().catch((failure: unknown) => {
  console.error(failure instanceof DemoTrouble ? failure.message : failure);
  process.exit(1);
});
