import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { needed } from "../../server/platform/settings.ts";
import { openEngine } from "../databases/engines.ts";
import { eventually } from "../support/clock.ts";
import { freePort } from "../support/world.ts";
import { writePages } from "./pages.ts";
import { textsFor } from "./shops.ts";

// Each of these starts a process or three, which takes a while where other tests run beside.
vi.setConfig({ testTimeout: 120_000 });

let folder: string;
const started = new Set<ChildProcess>();
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "goen-start-"));
  writePages(join(folder, "pages"));
});
afterAll(() => {
  for (const child of started) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

test("without settings it exits 1 and names each missing one and where in the LINE console it is", async () => {
  const { code, output } = await start({}).ended;
  expect(code).toBe(1);
  for (const { name, where } of needed) expect(output()).toContain(`${name} is not set: ${where}`);
  expect(output()).toMatch(/LINE_CHANNEL_SECRET.*Messaging API channel > Basic settings > Channel secret/);
  expect(output()).not.toMatch(/^\s+at /m);
});

test("one setting that is blank or unreadable is named alone", async () => {
  const good = await goodSettings("named.db");
  const blank = await start({ ...good, LIFF_ID_TILL: "  " }).ended;
  expect([blank.code, blank.output().trim().split("\n").length]).toEqual([1, 2]);
  expect(blank.output()).toContain("LIFF_ID_TILL is not set");
  const unreadable = await start({ ...good, CARD_KEYS: "1:short" }).ended;
  expect([unreadable.code, unreadable.output()]).toEqual([
    1,
    expect.stringContaining("CARD_KEYS cannot be read"),
  ]);
});

test.each([
  "http://shop.example",
  "http://127.0.0.1.evil.example",
  "https://shop.example/goen",
  "shop.example",
])("%s is refused as PUBLIC_URL", async (publicUrl) => {
  const { code, output } = await start({ ...(await goodSettings("url.db")), PUBLIC_URL: publicUrl }).ended;
  expect([code, output()]).toEqual([1, expect.stringContaining("PUBLIC_URL must start with https://")]);
});

test("without the built pages it says how they are built", async () => {
  const { code, output } = await start({ ...(await goodSettings("no-pages.db")), ASSETS_DIR: folder }).ended;
  expect([code, output()]).toEqual([1, expect.stringContaining("npm run build")]);
});

test("the first start prints an owner's link, the second does not, --owner-link prints another and ends", async () => {
  const settings = await goodSettings("links.db");
  const links: (string | undefined)[] = [];
  for (let starts = 1; starts <= 2; starts++) {
    const server = start(settings);
    await server.ready();
    links.push(/owner link .*: (\S+)/.exec(server.output())?.[1]);
    const answer = await fetch(`${settings.PUBLIC_URL}/card/`);
    expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining("goen-config")]);
    server.child.kill("SIGTERM");
    expect((await server.ended).code).toBe(0);
  }
  const asked = start(settings, ["--owner-link"]);
  expect((await asked.ended).code).toBe(0);
  const third = /owner link .*: (\S+)/.exec(asked.output())?.[1];
  const [first, second] = links;
  expect(first).toMatch(`${settings.PUBLIC_URL}/till/?invitation=`);
  expect(second).toBeUndefined();
  expect(third).toMatch(`${settings.PUBLIC_URL}/till/?invitation=`);
  expect(third).not.toBe(first);
});

test("a second process on the same SQLite file is refused with a sentence, and the first one goes on", async () => {
  const settings = await goodSettings("shared.db");
  const first = start(settings);
  await first.ready();
  const second = await start({ ...settings, PORT: String(await freePort()) }).ended;
  expect(second.code).toBe(1);
  expect(second.output()).toContain(`another process is already using ${settings.DATABASE_PATH}`);
  expect((await fetch(`${settings.PUBLIC_URL}/readyz`)).status).toBe(200);
  first.child.kill("SIGTERM");
  expect((await first.ended).code).toBe(0);
});

test("three processes that start at once on one empty PostgreSQL database all serve, and one prints the link", async () => {
  const engine = await openEngine("postgres");
  try {
    const { DATABASE_PATH: _, ...settings } = await goodSettings("unused.db");
    const shared = { ...settings, DATABASE_URL: engine.connectionString ?? "" };
    const ports = await Promise.all([freePort(), freePort(), freePort()]);
    const servers = ports.map((port) => start({ ...shared, PORT: String(port) }));
    await Promise.all(servers.map((server) => server.ready()));
    for (const port of ports) expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200);
    expect(servers.filter((server) => server.output().includes("owner link"))).toHaveLength(1);
    for (const { child } of servers) child.kill("SIGTERM");
    const ends = await Promise.all(servers.map(({ ended }) => ended));
    expect(ends.map(({ code }) => code)).toEqual([0, 0, 0]);
  } finally {
    await engine.close();
  }
});

async function goodSettings(databaseName: string) {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  return {
    // Nothing is asked of LINE by starting.
    ...textsFor(origin, "http://127.0.0.1:9"),
    PUBLIC_URL: origin,
    HOST: "127.0.0.1",
    PORT: String(port),
    ASSETS_DIR: join(folder, "pages"),
    DATABASE_PATH: join(folder, databaseName),
  };
}

/** `npm start` as it is run in production: a process with these settings and no others. */
function start(settings: Readonly<Record<string, string>>, more: readonly string[] = []) {
  const child = spawn(process.execPath, ["server/entry/node.ts", ...more], {
    env: { PATH: process.env.PATH ?? "", ...settings },
  });
  started.add(child);
  let text = "";
  child.stdout.on("data", (part) => {
    text += part;
  });
  child.stderr.on("data", (part) => {
    text += part;
  });
  const output = (): string => text;
  const ended = new Promise<{ code: number | null; output: () => string }>((resolve) => {
    child.once("close", (code) => {
      started.delete(child);
      resolve({ code, output });
    });
  });
  const ready = async (): Promise<void> => {
    await eventually(() => text.includes('"event":"ready"') || child.exitCode !== null, "ready", 60_000);
    if (child.exitCode !== null) throw new Error(`it did not start: ${text}`);
  };
  return { child, output, ended, ready };
}
