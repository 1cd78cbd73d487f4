import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openSqlite } from "../../server/platform/database/sqlite.ts";
import { builtPages } from "../browser/built-pages.ts";
import { eventually } from "../support/clock.ts";
import { freePort } from "../support/world.ts";
import { openFolder } from "./folder.ts";
import { guest } from "./person.ts";
import { type DemoProcess, startDemo } from "./process.ts";
import { employees } from "./staff.ts";

const folder = mkdtempSync(join(tmpdir(), "goen-demo-"));
const members = 5;
const running = new Set<ChildProcess>();
let port = 0;
let emulatorPort = 0;

beforeAll(async () => {
  await builtPages();
  [port, emulatorPort] = [await freePort(), await freePort()];
});
afterAll(() => {
  for (const child of running) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

function start(env: Readonly<Record<string, string>> = {}): DemoProcess {
  const demo = startDemo({
    PORT: String(port),
    EMULATOR_PORT: String(emulatorPort),
    DEMO_DIR: folder,
    DEMO_MEMBERS: String(members),
    ...env,
  });
  running.add(demo.child);
  void demo.ended.then(() => running.delete(demo.child));
  return demo;
}

async function ledgerHeads(): Promise<readonly string[]> {
  const database = openSqlite(join(folder, "goen.db"));
  try {
    const rows = await database.point
      .selectFrom("account")
      .select("head_hash")
      .orderBy("account_id")
      .execute();
    return rows.map((row) => row.head_hash);
  } finally {
    await database.close();
  }
}

const app = () => `http://127.0.0.1:${port}`;
const emulator = () => `http://127.0.0.1:${emulatorPort}`;

test("a first start ends with the addresses, answers, and stops with code 0; the next finds the same shop", async () => {
  const first = start();
  await first.ready();
  const lines = first.said().trimEnd().split("\n");
  expect(lines.slice(-4)).toEqual([
    `phone   ${emulator()}`,
    `till    ${app()}/till/`,
    `console ${app()}/console/`,
    `ready ${app()}`,
  ]);
  expect(first.said()).toMatch(/^owner {3}http:\S+invitation=\S+$/m);
  const settings = /export GOEN=\S+ GOEN_KEY=goen_live_\w{43} GOEN_MEMBER=\w{20} GOEN_STORE=\w{20}$/m;
  expect(first.said()).toContain(`api     ${app()}/docs/api`);
  const told = settings.exec(first.said())?.[0] ?? "";
  expect(told).toContain(`GOEN=${app()}`);
  await expectAnswers();
  expect(await first.stop()).toBe(0);

  const heads = await ledgerHeads();
  expect(heads).toHaveLength(members);
  const second = start({ DEMO_MEMBERS: "7" });
  await second.ready();
  expect(second.said()).not.toContain("history");
  expect(second.said()).not.toContain("invitation");
  expect(second.said()).toContain(told);
  await expectAnswers();
  expect(await second.stop()).toBe(0);
  expect(await ledgerHeads()).toEqual(heads);
}, 240_000);

test("a first start that failed after the shop was made prints the owner's link at the next", () => {
  const path = join(folder, "failed");
  const wishes = { today: "2026-11-21", members: 1 };
  const failed = openFolder(path, wishes);
  writeFileSync(failed.database, "");
  failed.release();
  const next = openFolder(path, wishes);
  expect([next.isNew, next.isGreeted]).toEqual([false, false]);
  next.greeted();
  next.release();
  const later = openFolder(path, wishes);
  expect(later.isGreeted).toBe(true);
  later.release();
});

async function expectAnswers(): Promise<void> {
  const front = await fetch(app());
  expect(front.status).toBe(200);
  expect(await front.text()).toContain(`${emulator()}/?user=${guest.userId}`);
  expect((await fetch(`${app()}/readyz`)).status).toBe(200);
  expect((await fetch(`${app()}/till/`)).status).toBe(200);
  const people: { displayName: string; friend: string }[] = await (
    await fetch(`${emulator()}/_/users`)
  ).json();
  expect(people).toHaveLength(1 + employees.length + members);
  expect(people[0]).toMatchObject({ displayName: "あなた", friend: "friend" });
}

test("a demo that npm started stops when npm's shell is gone, which hands no signal on", async () => {
  const [own, line] = [await freePort(), await freePort()];
  const env = {
    ...process.env,
    npm_lifecycle_event: "demo",
    PORT: String(own),
    EMULATOR_PORT: String(line),
    DEMO_DIR: join(folder, "npm"),
    DEMO_MEMBERS: "1",
  };
  const shell = spawn("sh", ["-c", `"${process.execPath}" test/demo/main.ts; exit 0`], {
    env,
    detached: true,
  });
  const answers = async (): Promise<boolean> =>
    fetch(`http://127.0.0.1:${own}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
  try {
    await eventually(answers, "the demo answers", 60_000);
    shell.kill("SIGTERM");
    await eventually(async () => !(await answers()), "nothing answers any more");
  } finally {
    killGroup(shell);
  }
}, 90_000);

/** Ends whatever a detached process has left behind. */
function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // Nothing is left, which is what the test hopes for.
  }
}

test("what a killed first start left behind is made anew; another's database is left alone", async () => {
  const killed = start({ DEMO_DIR: join(folder, "killed"), DEMO_MEMBERS: "60" });
  const unfinished = join(folder, "killed", "goen.db.new");
  await eventually(() => existsSync(unfinished), "the history has begun", 60_000);
  killed.child.kill("SIGKILL");
  await killed.ended;
  expect(existsSync(join(folder, "killed", "goen.db"))).toBe(false);
  const again = start({ DEMO_DIR: join(folder, "killed") });
  await again.ready();
  expect(existsSync(unfinished)).toBe(false);
  expect(await again.stop()).toBe(0);

  const others = mkdtempSync(join(folder, "others-"));
  writeFileSync(join(others, "goen.db"), "precious");
  const refused = start({ DEMO_DIR: others });
  await expect(refused.ready()).rejects.toThrow("was not made by this demo");
  expect(await refused.ended).toBe(1);
  expect(readFileSync(join(others, "goen.db"), "utf8")).toBe("precious");
}, 240_000);

test("a port that is taken is named with the variable that moves it, and nothing is written", async () => {
  const { createServer } = await import("node:net");
  const taker = createServer();
  const taken = await new Promise<number>((resolve) => {
    taker.listen(0, "127.0.0.1", () => {
      const address = taker.address();
      resolve(typeof address === "object" && address !== null ? address.port : 0);
    });
  });
  const where = join(folder, "never");
  const app = start({ PORT: String(taken), DEMO_DIR: where });
  const line = start({ EMULATOR_PORT: String(taken), DEMO_DIR: where });
  expect(await app.ended).toBe(1);
  expect(app.said()).toMatch(new RegExp(`^Port ${taken}, .* PORT=\\d+ npm run demo\n$`));
  expect(await line.ended).toBe(1);
  expect(line.said()).toMatch(new RegExp(`^Port ${taken}, .* EMULATOR_PORT=\\d+ npm run demo\n$`));
  expect(existsSync(where)).toBe(false);
  await new Promise((closed) => taker.close(closed));
}, 60_000);
