import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Deps } from "../../server/deps.ts";
import { setUpShop } from "../../server/entry/first-start.ts";
import { type Serving, serveNode } from "../../server/entry/serve.ts";
import { systemClock } from "../../server/platform/clock.ts";
import type { Database } from "../../server/platform/database/database.ts";
import { openSqlite } from "../../server/platform/database/sqlite.ts";
import type { Log } from "../../server/platform/log.ts";
import type { Settings } from "../../server/platform/settings.ts";
import { demoSettings } from "../demo/settings.ts";
import { emulatorOptions, shop } from "../demo/shop.ts";
import { type Emulator, type EmulatorOptions, startEmulator } from "../emulator/index.ts";
import { eventually, type TestClock, testClock } from "./clock.ts";
import { type Phone, phoneOf, secretIn, type Till, tillOf } from "./people.ts";

/** A whole shop for one test: LINE, the server on a real port, a database of its own, and a clock to turn. */
export interface World {
  readonly origin: string;
  readonly emulator: Emulator;
  readonly deps: Deps;
  readonly clock: TestClock;
  /** Opens once and makes an owner. */
  readonly ownerLink: string;
  phone(name: string): Phone;
  /** A phone whose owner has joined and holds a card. */
  member(name: string): Promise<Phone>;
  /** The owner, signed in and standing in the first store. */
  owner(): Promise<Till>;
  /** A new member of staff at a store, invited by the owner. */
  staff(name: string, storeName?: string, role?: "manager" | "staff"): Promise<Till>;
  /** Resolves when nothing is left to be sent or worked on. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

export interface WorldOptions {
  /** Where the data are; absent: an SQLite file that goes with the world. */
  readonly database?: Database;
  readonly startMs?: number;
  /** False: nothing is sent and no event is worked on by itself. */
  readonly ticks?: boolean;
  /** What is otherwise in the server's settings, or at LINE. */
  readonly settings?: (usual: Settings) => Settings;
  readonly line?: (usual: EmulatorOptions) => EmulatorOptions;
  /** For stories in a real browser, whose clock nobody turns: the system's time, and the phone to look at. */
  readonly real?: boolean;
  /** Answers some requests before the app does, as the demo does. */
  readonly front?: (request: Request) => Response | Promise<Response> | null;
  /** Folder of the built pages; absent: the demo's, whose SDK asks the emulator. */
  readonly assetsDir?: string;
}

/** A key for tests: the scalar 1 in every byte. */
export const testCardKeys = `1:${Buffer.alloc(32, 1).toString("base64url")}`;
/** 2026-11-21 12:00 in Tokyo. */
export const noon = Date.UTC(2026, 10, 21, 3, 0, 0);
export const silentLog: Log = { info() {}, warn() {}, error() {} };

const realClock: TestClock = {
  ...systemClock,
  advanceBy: () => unturnable(),
  setTo: () => unturnable(),
};

function unturnable(): never {
  throw new Error("the system's clock cannot be turned");
}

/** Failures of ours are what a test wants to see; everything else is noise. */
const testLog: Log = { ...silentLog, error: (event, fields) => console.error(event, fields) };

export async function openWorld(options: WorldOptions = {}): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), "goen-world-"));
  const clock = options.real ? realClock : testClock(options.startMs ?? noon);
  const database = options.database ?? openSqlite(join(folder, "goen.db"));
  await database.migrate();
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const phone = options.real ? { phoneDir: "dist/phone" } : {};
  const usual = { ...emulatorOptions({ appOrigin: origin, emulatorPort: 0, friends: [], ...phone }), clock };
  const emulator = await startEmulator(options.line?.(usual) ?? usual);
  const settings = demoSettings(origin, emulator.origin, testCardKeys);
  const serving: Serving = await serveNode({
    settings: options.settings?.(settings) ?? settings,
    database,
    port,
    hostname: "127.0.0.1",
    assetsDir: options.assetsDir ?? "dist/demo",
    log: testLog,
    ...(options.front === undefined ? {} : { front: options.front }),
    clock,
    ticks: options.ticks ?? true,
  });
  const { deps } = serving;
  const ownerLink = (await setUpShop(deps, shop.stores)) ?? "";
  const place = { origin, emulator, loginChannelId: shop.login.channelId, nowMs: () => clock.nowMs() };
  let owner: Till | null = null;

  const world: World = {
    origin,
    emulator,
    deps,
    clock,
    ownerLink,
    phone: (name) => phoneOf(place, name),
    async member(name) {
      const phone = phoneOf(place, name);
      await phone.join();
      await phone.enroll();
      return phone;
    },
    async owner() {
      if (owner !== null) return owner;
      owner = tillOf(place, "縁田 結");
      await owner.signIn(secretIn(ownerLink));
      await owner.choose(shop.stores[0].name);
      return owner;
    },
    async staff(name, storeName = shop.stores[0].name, role = "staff") {
      const { url } = await (await world.owner()).invite(role, storeName);
      const till = tillOf(place, name);
      await till.signIn(secretIn(url));
      return till;
    },
    settled: () => settled(deps, emulator),
    async close() {
      await serving.close();
      await emulator.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return world;
}

async function settled(deps: Deps, emulator: Emulator): Promise<void> {
  await emulator.webhooksIdle();
  await eventually(async () => {
    const [message, event] = await Promise.all([
      deps.database.point.selectFrom("outbox").select("message_id").where("status", "=", "waiting").execute(),
      deps.database.point
        .selectFrom("line_event")
        .select("webhook_event_id")
        .where("status", "=", "waiting")
        .execute(),
    ]);
    return message.length === 0 && event.length === 0;
  }, "nothing waits in outbox or inbox");
}

const portsFirst = 10_000;
const portsEach = 200;
let portsTaken = Math.floor(Math.random() * portsEach);

/**
 * A free port below those that the system gives out by itself, and out of this test worker's own hundred or two: a port
 * that was only seen to be free may be somebody else's a moment later.
 */
export async function freePort(): Promise<number> {
  const worker = Number(process.env.VITEST_POOL_ID ?? process.pid % 90) % 90;
  for (let tries = 0; tries < portsEach; tries++) {
    portsTaken = (portsTaken + 1) % portsEach;
    const port = portsFirst + worker * portsEach + portsTaken;
    if (await isFree(port)) return port;
  }
  throw new Error("no free port");
}

async function isFree(port: number): Promise<boolean> {
  const { createServer } = await import("node:net");
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}
