/** `npm run demo`: LINE, the server and a sample shop on this machine; no network and no LINE account needed. */
import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import { setUpShop } from "../../server/entry/first-start.ts";
import { pinoLog, serveNode } from "../../server/entry/serve.ts";
import { openSqlite } from "../../server/platform/database/sqlite.ts";
import { startEmulator } from "../emulator/index.ts";
import { buildPages } from "./build.ts";
import { demoSecrets } from "./secrets.ts";
import { demoSettings } from "./settings.ts";
import { emulatorOptions, shop } from "./shop.ts";

const port = Number(process.env.PORT ?? 3000);
const emulatorPort = Number(process.env.EMULATOR_PORT ?? 9100);
const folder = resolve(process.env.DEMO_DIR ?? ".demo");
const appOrigin = `http://127.0.0.1:${port}`;

mkdirSync(folder, { recursive: true });
await buildPages();
const emulator = await startEmulator(
  emulatorOptions({
    appOrigin,
    emulatorPort,
    stateFile: `${folder}/line.json`,
    phoneDir: resolve("dist/phone"),
    friends: [],
  }),
);
const database = openSqlite(`${folder}/goen.db`);
await database.migrate();
const serving = await serveNode({
  settings: demoSettings(appOrigin, emulator.origin, demoSecrets(folder).cardKeys),
  database,
  port,
  hostname: "127.0.0.1",
  assetsDir: resolve("dist/demo"),
  log: pinoLog(process.env.LOG_LEVEL ?? "warn"),
});
const ownerLink = await setUpShop(serving.deps, shop.stores);

console.log(`phone   ${emulator.origin}`);
console.log(`till    ${appOrigin}/till/`);
if (ownerLink !== null) console.log(`owner   ${ownerLink}`);
console.log(`ready ${appOrigin}`);

const stop = (): void => {
  void Promise.all([serving.close(), emulator.close()]).then(() => process.exit(0));
};
process.once("SIGINT", stop);
process.once("SIGTERM", stop);
