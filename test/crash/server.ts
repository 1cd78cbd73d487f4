/**
 * The server as a process of its own, to be killed: `server.ts PLACE PORT EMULATOR_ORIGIN LATER_MS`, where PLACE is an
 * SQLite file or PostgreSQL's address. It listens on the same port each time, its clock is ahead by LATER_MS (a restart is
 * a minute later, when the leases of the dead have run out), and it prints the owner's link, or an empty line where the
 * shop stands already.
 */
import { setUpShop } from "../../server/entry/first-start.ts";
import { pinoLog, serveNode } from "../../server/entry/serve.ts";
import { openPostgres } from "../../server/platform/database/postgres.ts";
import { openSqlite } from "../../server/platform/database/sqlite.ts";
import { demoSettings } from "../demo/settings.ts";
import { shop } from "../demo/shop.ts";

const [, , file = "", port = "", emulatorOrigin = "", laterMs = "0"] = process.argv;
const database = file.startsWith("postgres") ? openPostgres({ connectionString: file }) : openSqlite(file);
await database.migrate();
const serving = await serveNode({
  settings: demoSettings(
    `http://127.0.0.1:${port}`,
    emulatorOrigin,
    `1:${Buffer.alloc(32, 1).toString("base64url")}`,
  ),
  database,
  port: Number(port),
  hostname: "127.0.0.1",
  assetsDir: "dist/demo",
  log: pinoLog("silent"),
  clock: { nowMs: () => Date.now() + Number(laterMs) },
});
const link = await setUpShop(serving.deps, shop.stores);
process.once("SIGTERM", () => {
  void serving.close().then(() => process.exit(0));
});
process.stdout.write(`${link ?? ""}\n`);
