import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { openD1 } from "../../server/platform/database/d1.ts";
import { needed } from "../../server/platform/settings.ts";
import { shop } from "../demo/shop.ts";
import { eventually } from "../support/clock.ts";
import { deskOf } from "../support/console.ts";
import { fileOf } from "../support/coupon-desk.ts";
import { type Phone, phoneOf, secretIn, type Till, tillOf } from "../support/people.ts";
import { freePort } from "../support/world.ts";
import { type DeployedWorker, dryRunDeploy, startWorkerd, type Workerd } from "./deployed-worker.ts";
import { writePages } from "./pages.ts";
import { pushesTo, setUpToken, shopOnWorkers, textsFor, type WorkerShop } from "./shops.ts";

// Some of these start a workerd of their own, which takes a while where other tests run beside.
vi.setConfig({ testTimeout: 120_000 });

let deployed: DeployedWorker;
let place: WorkerShop;
let phone: Phone;
let till: Till;
beforeAll(async () => {
  deployed = await dryRunDeploy();
  place = await shopOnWorkers(deployed.script);
  phone = phoneOf(place, "佐藤 花子");
  await phone.join();
  till = tillOf(place, "縁田 結");
  await till.signIn(secretIn(place.ownerLink));
  await till.choose(shop.stores[0].name);
});
afterAll(() => place?.close());

test("nothing that only Node has is in the Worker, and it stays far below Cloudflare's 3 MB", () => {
  const nodeOnly =
    /better-sqlite3|node_modules\/pg|pino|@hono\/node-server|database\/(sqlite|postgres)|entry\/(node|serve)/;
  expect(deployed.sources.filter((source) => nodeOnly.test(source))).toEqual([]);
  expect(deployed.sources).toContain("server/app.ts");
  expect(new Set(deployed.imports)).toEqual(new Set(["node:buffer", "node:crypto", "node:stream"]));
  expect(deployed.gzipKiB).toBeGreaterThan(50);
  expect(deployed.gzipKiB).toBeLessThan(500);
});

test("the audit log is written in CP932 by the runtime's own table, 佐藤 as 8db2 93a1", async () => {
  const { client } = await deskOf(place, till);
  const { bytes, headers } = await fileOf(place.origin, client, "/api/console/audit.csv?encoding=cp932");
  expect(headers.get("content-type")).toBe("text/csv; charset=Shift_JIS");
  expect(Buffer.from(bytes).toString("hex")).toContain("8db293a1");
  expect(new TextDecoder("shift_jis", { fatal: true }).decode(bytes)).toContain("佐藤 花子");
});

/** What reached the phone but for the greeting, which is a reply. */
const pushed = () => place.emulator.deliveries(phone.userId).filter(({ via }) => via === "push");

test("a receipt is on its way when the sale is answered, without the cron trigger", async () => {
  const before = pushed().length;
  const scan = await till.scan(await phone.code(7));
  await till.sell(scan.scanId, 120_000);
  const pushes = await pushesTo(place, phone.userId, before + 1);
  expect(pushes).toHaveLength(before + 1);
});

test.each([
  "error_500",
  "error_500_after",
] as const)("a message that LINE answers with %s is delivered once by the cron trigger, with the same retry key", async (kind) => {
  const asked = (): number => place.emulator.calls("/v2/bot/message/push").length;
  const before = pushed().length;
  const askedBefore = asked();
  place.emulator.addFault({ endpoint: "POST /v2/bot/message/push", kind, times: 1 });
  await till.undo(await sellOnCopiedScan(100));
  await eventually(async () => {
    await place.schedule();
    return (await waitingMessages()) === 0;
  }, "everything was sent");
  await place.schedule();
  const delivered = pushed().slice(before);
  expect(delivered).toHaveLength(2);
  expect(new Set(delivered.map(({ retryKey }) => retryKey)).size).toBe(2);
  expect(asked() - askedBefore).toBe(3);
});

test("of 20 sales that each spend the whole balance at once, D1 lets one through", async () => {
  const { points } = await phone.home();
  expect(points.balance).toBeGreaterThan(1000);
  const scanIds = await copiedScans(20);
  const answers = await Promise.all(
    scanIds.map((scanId, nth) =>
      till.client.ask<{ error?: { code: string } }>("POST", "/api/till/purchases", {
        key: `race-for-points-${nth}`,
        body: { scanId, amountYen: 5000, pointsToUse: points.balance },
      }),
    ),
  );
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  const refused = answers.filter(({ status }) => status !== 201).map(({ body }) => body.error?.code);
  expect(new Set(refused).size).toBeLessThanOrEqual(2);
  for (const code of refused) expect(code).toMatch(/^points\.(not_enough|conflict)$/);
  const { results } = await place.workerd.database
    .prepare("SELECT balance, lot_balance, (SELECT SUM(points) FROM entry) AS entries FROM account")
    .all();
  const balance = (await phone.home()).points.balance;
  expect(results).toEqual([{ balance, lot_balance: balance, entries: balance }]);
});

test("the set-up door wants its token by POST, and makes another owner's link each time, of which the newest opens", async () => {
  const link = async (): Promise<string> =>
    JSON.parse(await (await place.setUp(setUpToken)).text()).ownerLink;
  const links = [await link(), await link()];
  expect(new Set([place.ownerLink, ...links]).size).toBe(3);
  const [lost = "", newest = ""] = links;
  const newcomer = tillOf(place, "二人目のオーナー");
  await expect(newcomer.signIn(secretIn(lost))).rejects.toThrow("staff.invitation_invalid");
  expect(await newcomer.signIn(secretIn(newest))).toMatchObject({ stores: [{ role: "owner" }, {}, {}] });
  expect((await place.setUp(setUpToken.slice(1))).status).toBe(403);
  expect((await place.setUp("")).status).toBe(403);
  const asPage = await fetch(`${place.origin}/set-up`, {
    headers: { authorization: `Bearer ${setUpToken}` },
  });
  expect(asPage.status).toBe(404);
  expect(place.workerd.log.join("\n")).not.toContain(secretIn(newest));
});

test("without its settings it answers 503 and names them in its log alone", async () => {
  const { LINE_CHANNEL_SECRET, CARD_KEYS, SHOP_NAME, ...rest } = textsFor("https://a.example", "");
  await onItsOwn({ ...rest, SETUP_TOKEN: "" }, true, async (origin, { log, schedule }) => {
    const asked = await fetch(`${origin}/api/card/home`);
    expect(asked.status).toBe(503);
    expect(await asked.json()).toEqual({
      error: { code: "server.busy", message: expect.stringContaining("サーバーの設定") },
    });
    const page = await fetch(`${origin}/card/`, {
      headers: { accept: "text/html", "accept-language": "en" },
    });
    expect([page.status, page.headers.get("content-type")]).toEqual([503, "text/html; charset=utf-8"]);
    expect(await page.text()).toMatch(/<p>This server is not set up yet\.[^A-Z]+Whoever[^A-Z]+<\/p>$/);
    await schedule(Date.now());
    for (const name of ["LINE_CHANNEL_SECRET", "CARD_KEYS", "SHOP_NAME"]) {
      const where = needed.find((need) => need.name === name)?.where;
      expect(log.join("\n")).toContain(JSON.stringify(`${name} is not set: ${where}`).slice(1, -1));
    }
  });
});

test("before its migrations it says which command applies them, and goes on by itself once they are", async () => {
  const texts = { ...textsFor("https://a.example", ""), SETUP_TOKEN: "" };
  await onItsOwn(texts, false, async (origin, { database, log }) => {
    expect((await fetch(`${origin}/readyz`)).status).toBe(503);
    expect(log.join("\n")).toContain("wrangler d1 migrations apply DB --remote");
    expect(log.join("\n")).toContain("0001-house");
    await openD1(database).migrate();
    expect((await fetch(`${origin}/readyz`)).status).toBe(200);
    const noToken = await fetch(`${origin}/set-up`, {
      method: "POST",
      headers: { authorization: "Bearer " },
    });
    expect(noToken.status).toBe(404);
  });
});

/** A Worker with a database of its own, for as long as `look` takes. */
async function onItsOwn(
  texts: Readonly<Record<string, string>>,
  migrated: boolean,
  look: (origin: string, workerd: Workerd) => Promise<void>,
): Promise<void> {
  const pages = mkdtempSync(join(tmpdir(), "goen-pages-"));
  writePages(pages);
  const port = await freePort();
  const workerd = await startWorkerd({ script: deployed.script, port, pages, texts, migrated });
  try {
    await look(`http://127.0.0.1:${port}`, workerd);
  } finally {
    await workerd.stop();
    rmSync(pages, { recursive: true, force: true });
  }
}

/** A card makes one code in 15 seconds, and these tests cannot turn the clock: scans like the last one, still open. */
async function copiedScans(count: number): Promise<readonly string[]> {
  const ids = Array.from({ length: count }, () => `${Math.random()}`.slice(2));
  const { database } = place.workerd;
  await database.batch(
    ids.map((id) =>
      database
        .prepare(
          `INSERT INTO scan SELECT ?, member_id, store_id, till_id, staff_id, 1, handle, purpose, step, scanned_at_ms,
             expires_at_ms, NULL FROM scan ORDER BY scanned_at_ms DESC LIMIT 1`,
        )
        .bind(id),
    ),
  );
  return ids;
}

async function sellOnCopiedScan(amountYen: number): Promise<string> {
  const [scanId = ""] = await copiedScans(1);
  return (await till.sell(scanId, amountYen)).purchaseId;
}

async function waitingMessages(): Promise<number> {
  const { results } = await place.workerd.database
    .prepare("SELECT message_id FROM outbox WHERE status = 'waiting'")
    .all();
  return results.length;
}
