import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openSqlite } from "../../server/platform/database/sqlite.ts";
import { lockFile } from "../../server/platform/database/sqlite-connection.ts";
import type { KeyList, KeyMade, KeyView } from "../../shared/integrations/schema.ts";
import { migratedEngine, type OpenedEngine } from "../databases/engines.ts";
import { posOf, posWith } from "../support/api.ts";
import { type Client, clientOf } from "../support/browser-like.ts";
import { openWorld, type World } from "../support/world.ts";

let engine: OpenedEngine;
let world: World;
beforeAll(async () => {
  // PostgreSQL, on which the command works beside a running server.
  engine = await migratedEngine("postgres");
  // The command goes by the real time.
  world = await openWorld({ database: { ...engine.database, close: async () => {} }, startMs: Date.now() });
});
afterAll(async () => {
  await world.close();
  await engine.close();
});

interface Ended {
  readonly code: number | null;
  readonly said: string;
}

async function command(args: readonly string[], database: Record<string, string> = {}): Promise<Ended> {
  // Neither PUBLIC_URL nor anything of LINE's: at night nobody has those at hand.
  const env = {
    PATH: process.env.PATH ?? "",
    ...(Object.keys(database).length === 0 ? { DATABASE_URL: engine.connectionString ?? "" } : database),
  };
  const child = spawn(process.execPath, ["server/entry/api-key.ts", ...args], { env });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
  }
  const code = await new Promise<number | null>((ended) => child.once("close", ended));
  return { code, said };
}

const made = ({ said }: Ended): { keyId: string; token: string } => ({
  keyId: /key +([0-9a-z]{20})/.exec(said)?.[1] ?? "",
  token: /goen_live_[0-9A-Za-z]{43}/.exec(said)?.[0] ?? "",
});

test("an operator makes, lists, rotates and revokes a key beside the running server", async () => {
  const first = made(await command(["make", "--name", "POS 本店", "--scopes", "quotes,purchases"]));
  expect(await posWith(world.origin, first.token).get("/stores")).toHaveProperty("items.length", 3);
  const list = await command(["list"]);
  expect(list.said).toContain(
    `${first.keyId}\tactive\tPOS 本店\tquotes,purchases\tevery store\tlast used 20`,
  );
  const second = made(await command(["rotate", first.keyId, "--old-for-hours", "1"]));
  expect(second.token).not.toBe(first.token);
  expect(await posWith(world.origin, first.token).get("/stores")).toHaveProperty("items.length", 3);
  expect((await command(["revoke", second.keyId])).said).toContain("revoked");
  for (const { token } of [first, second]) {
    expect(await posWith(world.origin, token).refused("GET", "/stores")).toMatchObject({
      code: "key.revoked",
    });
  }
});

test("a wrong command ends with code 1 and says what is wrong, 4 of them at once", async () => {
  const wrong: readonly (readonly [readonly string[], string])[] = [
    [["make", "--name", "x", "--scopes", "everything"], "scopes"],
    [["make", "--name", "x", "--scopes", "all", "--stores", "nowhere"], "store.not_found"],
    [["revoke", "nobody"], "key.not_found"],
    [["dance"], "npm run api-key -- make"],
  ];
  const ended = await Promise.all(wrong.map(([args]) => command(args)));
  for (const [nth, [, expected]] of wrong.entries()) {
    expect(ended[nth]).toEqual({ code: 1, said: expect.stringContaining(expected) });
  }
});

test("on an SQLite file that a server has open it says so, and changes nothing", async () => {
  const folder = mkdtempSync(join(tmpdir(), "goen-api-key-"));
  const release = lockFile(join(folder, "goen.db"));
  const make = ["make", "--name", "x", "--scopes", "all"];
  const { code, said } = await command(make, { DATABASE_PATH: join(folder, "goen.db") });
  expect([code, said]).toEqual([1, expect.stringContaining("SQLite has one writer")]);
  release();
  rmSync(folder, { recursive: true });
});

test("keys are listed beside a server that has the SQLite file open", async () => {
  const folder = mkdtempSync(join(tmpdir(), "goen-api-key-"));
  const beside = await openWorld({ database: openSqlite(join(folder, "goen.db")) });
  const { keyId } = await posOf(beside);
  const { code, said } = await command(["list"], { DATABASE_PATH: join(folder, "goen.db") });
  expect([code, said]).toEqual([0, expect.stringContaining(`${keyId}\tactive\ta POS`)]);
  await beside.close();
  rmSync(folder, { recursive: true });
});

async function atConsole(userId: string): Promise<Client> {
  const channelId = world.deps.settings.line.liffIdTill.split("-")[0] ?? "";
  const idToken = await world.emulator.issueIdToken({ userId, channelId });
  const client = clientOf(world.origin);
  await client.ok("POST", "/api/console/session", { body: { idToken } });
  return client;
}

test("an owner makes, rotates and revokes a key at the console; staff of a till do not come in", async () => {
  const owner = await atConsole((await world.owner()).userId);
  const asked = { name: "EC", scopes: ["purchases", "members:read"], storeIds: null, perMinuteMax: 90 };
  const { key, token } = await owner.ok<KeyMade>("POST", "/api/console/keys", { body: asked });
  expect(key).toMatchObject({
    name: "EC",
    status: "active",
    perMinuteMax: 90,
    stores: null,
    expiresAtMs: null,
  });
  const rotated = await owner.ok<KeyMade>("POST", `/api/console/keys/${key.keyId}/rotate`, {
    body: { oldForHours: 24 },
  });
  const { keys } = await owner.ok<KeyList>("GET", "/api/console/keys");
  const seen = keys.find(({ keyId }) => keyId === key.keyId);
  expect(seen).toMatchObject({ status: "replaced", replacedBy: rotated.key.keyId });
  expect(JSON.stringify(keys)).not.toContain(token.slice(10));
  const ended = await owner.ok<KeyView>("DELETE", `/api/console/keys/${rotated.key.keyId}`);
  expect(ended.status).toBe("revoked");
  expect(await posWith(world.origin, token).refused("GET", "/stores")).toMatchObject({ code: "key.revoked" });

  const wrong = { ...asked, scopes: [] };
  expect(await owner.refused("POST", "/api/console/keys", { body: wrong })).toMatchObject({ status: 400 });
  expect(await clientOf(world.origin).refused("GET", "/api/console/keys")).toMatchObject({ status: 401 });
  const staff = await world.staff("店員 三");
  await expect(atConsole(staff.userId)).rejects.toThrow("session.forbidden");
  const pos = await posOf(world);
  const withKey = { headers: { authorization: `Bearer ${pos.token}` } };
  expect(await clientOf(world.origin).refused("GET", "/api/console/keys", withKey)).toMatchObject({
    status: 401,
  });
});
