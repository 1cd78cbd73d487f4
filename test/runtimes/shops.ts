import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setUpShop } from "../../server/entry/first-start.ts";
import { serveNode } from "../../server/entry/serve.ts";
import { sweep, tick } from "../../server/jobs.ts";
import { openSqlite } from "../../server/platform/database/sqlite.ts";
import { demoSettings } from "../demo/settings.ts";
import { emulatorOptions, shop } from "../demo/shop.ts";
import { type Emulator, startEmulator } from "../emulator/index.ts";
import { eventually } from "../support/clock.ts";
import type { Place } from "../support/people.ts";
import { freePort, silentLog, testCardKeys } from "../support/world.ts";
import { startWorkerd, type Workerd } from "./deployed-worker.ts";
import { writePages } from "./pages.ts";

/** A shop on one of the runtimes, with a LINE of its own and the real time. */
export interface RuntimeShop extends Place {
  readonly ownerLink: string;
  /** The scheduled work, as this runtime is called for it. */
  schedule(): Promise<void>;
  close(): Promise<void>;
}

export interface WorkerShop extends RuntimeShop {
  readonly workerd: Workerd;
  setUp(token: string): Promise<Response>;
}

export const setUpToken = "test-set-up-token-of-more-than-32-characters";

export async function shopOnNode(): Promise<RuntimeShop> {
  const ground = await prepareGround();
  const database = openSqlite(join(ground.folder, "goen.db"));
  await database.migrate();
  const serving = await serveNode({
    settings: demoSettings(ground.origin, ground.emulator.origin, testCardKeys),
    database,
    port: ground.port,
    hostname: "127.0.0.1",
    assetsDir: ground.pages,
    log: silentLog,
    ticks: false,
  });
  return {
    ...ground,
    ownerLink: (await setUpShop(serving.deps, shop.stores)) ?? "",
    async schedule() {
      await tick(serving.deps, { forMs: 5_000 });
      await sweep(serving.deps);
    },
    async close() {
      await serving.close();
      await ground.leave();
    },
  };
}

export async function shopOnWorkers(script: string): Promise<WorkerShop> {
  const ground = await prepareGround();
  const { origin, port, pages } = ground;
  const texts = textsFor(origin, ground.emulator.origin);
  const workerd = await startWorkerd({ script, port, pages, texts });
  const setUp = (token: string): Promise<Response> =>
    fetch(`${origin}/set-up`, { method: "POST", headers: { authorization: `Bearer ${token}` } });
  const { ownerLink }: { ownerLink: string } = JSON.parse(await (await setUp(setUpToken)).text());
  return {
    ...ground,
    workerd,
    ownerLink,
    setUp,
    // The first minute of an hour, so that the sweep is done as well.
    schedule: () => workerd.schedule(Math.floor(Date.now() / 3_600_000) * 3_600_000),
    async close() {
      await workerd.stop();
      await ground.leave();
    },
  };
}

/** What the operator of a Worker would put into vars and secrets. */
export function textsFor(origin: string, emulatorOrigin: string): Readonly<Record<string, string>> {
  return {
    PUBLIC_URL: origin,
    SHOP_NAME: shop.name,
    LINE_CHANNEL_ID: shop.messaging.channelId,
    LINE_CHANNEL_SECRET: shop.messaging.channelSecret,
    LINE_LOGIN_CHANNEL_SECRET: shop.login.channelSecret,
    LIFF_ID_CARD: shop.liffIdCard,
    LIFF_ID_TILL: shop.liffIdTill,
    CARD_KEYS: testCardKeys,
    LINE_API_BASE: emulatorOrigin,
    LINE_EMULATOR_ORIGIN: emulatorOrigin,
    FRAME_ANCESTORS: emulatorOrigin,
    STORES: shop.stores.map(({ name, code }) => `${name}:${code}`).join(","),
    SETUP_TOKEN: setUpToken,
  };
}

interface Ground extends Place {
  readonly folder: string;
  readonly pages: string;
  readonly port: number;
  readonly emulator: Emulator;
  leave(): Promise<void>;
}

async function prepareGround(): Promise<Ground> {
  const folder = mkdtempSync(join(tmpdir(), "goen-runtime-"));
  const pages = join(folder, "pages");
  writePages(pages);
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const emulator = await startEmulator(emulatorOptions({ appOrigin: origin, emulatorPort: 0, friends: [] }));
  return {
    folder,
    pages,
    port,
    origin,
    emulator,
    loginChannelId: shop.login.channelId,
    nowMs: () => Date.now(),
    async leave() {
      await emulator.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The pushes that reached a person, once there are so many. */
export async function pushesTo(place: Place, userId: string, count: number) {
  const pushes = () => place.emulator.deliveries(userId).filter(({ via }) => via === "push");
  await eventually(() => pushes().length >= count, `${count} pushes`);
  return pushes();
}
