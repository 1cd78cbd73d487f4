import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { verifyCoupons } from "../../server/features/coupons/index.ts";
import { entriesSince, firstBreak, toolsOf } from "../../server/features/points/index.ts";
import type { Database } from "../../server/platform/database/database.ts";
import { openSqlite } from "../../server/platform/database/sqlite.ts";
import type { Settings } from "../../server/platform/settings.ts";
import { dateAt } from "../../shared/dates.ts";
import { livesBefore } from "./history/lives.ts";
import { theatreOf } from "./history/theatre.ts";
import { makeHistory } from "./history.ts";
import { demoSettings } from "./settings.ts";
import { employees } from "./staff.ts";

const today = "2026-11-22";
const members = 20;
const folder = mkdtempSync(join(tmpdir(), "goen-history-"));
let first: Database;
let second: Database;

async function historyIn(name: string, keyByte: number): Promise<Database> {
  const database = openSqlite(join(folder, name));
  await database.migrate();
  await makeHistory({ database, settings: settingsWith(keyByte), today, members });
  return database;
}

function settingsWith(keyByte: number): Settings {
  const cardKeys = `1:${Buffer.alloc(32, keyByte).toString("base64url")}`;
  return demoSettings("http://127.0.0.1:3000", "http://127.0.0.1:9100", cardKeys);
}

beforeAll(async () => {
  // Another key of the server's changes the codes that were read, and nothing that is kept.
  [first, second] = [await historyIn("first.db", 1), await historyIn("second.db", 2)];
});
afterAll(async () => {
  await Promise.all([first.close(), second.close()]);
  rmSync(folder, { recursive: true, force: true });
});

function accounts(database: Database) {
  return database.point.selectFrom("account").selectAll().orderBy("account_id").execute();
}

test("the thresholds of recency, frequency and money are there on the first day", async () => {
  const rows = await first.point.selectFrom("rfm_thresholds").select("computed_on").execute();
  expect(rows).toHaveLength(1);
});

test("the same day gives the same year: every account's newest hash, every sale and every audit row", async () => {
  const heads = (await accounts(first)).map(({ head_hash: head }) => head);
  expect(heads).toHaveLength(members);
  expect(new Set(heads).size).toBe(members);
  expect((await accounts(second)).map(({ head_hash: head }) => head)).toEqual(heads);
  for (const table of ["purchase", "purchase_void", "audit", "member", "staff", "device_key"] as const) {
    const [one, other] = await Promise.all(
      [first, second].map(async (database) =>
        // Lives go on at once, so the order in which rows were written says nothing.
        (await database.point.selectFrom(table).selectAll().execute())
          .map((row) => JSON.stringify(row))
          .sort(),
      ),
    );
    expect(one?.length).toBeGreaterThan(0);
    expect(other).toEqual(one);
  }
});

test("every account's chain holds from the first entry on, and its balance is what its lots hold", async () => {
  const { deps } = (await theatreOf(first, settingsWith(1))).stage("test", 0);
  for (const account of await accounts(first)) {
    const entries = await entriesSince(deps, account.account_id, 0, 10_000);
    expect(entries.length).toBe(account.seq);
    expect(firstBreak(entries, toolsOf(deps).hash)).toBeNull();
    expect(entries.at(-1)?.hash).toBe(account.head_hash);
    const lots = await first.point
      .selectFrom("lot")
      .select("remaining")
      .where("account_id", "=", account.account_id)
      .execute();
    expect(lots.reduce((sum, { remaining }) => sum + remaining, 0)).toBe(account.balance);
  }
});

test("nothing of the year waits to be sent, and everybody follows the account once it is over", async () => {
  const waiting = first.point.selectFrom("outbox").select("message_id").where("status", "=", "waiting");
  expect(await waiting.execute()).toEqual([]);
  const friends = await first.point.selectFrom("line_friend").select("following").execute();
  expect(friends).toHaveLength(members + employees.length);
  expect(friends.every(({ following }) => following === 1)).toBe(true);
});

test("200 members make some 2,500 visits between the day a year ago and yesterday, in opening hours", () => {
  const lives = livesBefore(today, 200);
  const times = lives.flatMap(({ visits }) => visits.map(({ atMs }) => atMs));
  expect(new Set(lives.map(({ person }) => person.userId)).size).toBe(200);
  expect(times.length).toBeGreaterThan(2_200);
  expect(times.length).toBeLessThan(2_900);
  expect(dateAt(Math.min(...times), "Asia/Tokyo") >= "2025-11-22").toBe(true);
  expect(dateAt(Math.max(...times), "Asia/Tokyo")).toBe("2026-11-21");
  const hours = times.map((atMs) => new Date(atMs + 9 * 3_600_000).getUTCHours());
  expect(Math.min(...hours)).toBe(8);
  expect(Math.max(...hours)).toBe(19);
});

test("members join in the order of their numbers, and some points are used and some sales undone", async () => {
  const joined = await first.point.selectFrom("member").select("joined_at_ms").orderBy("member_id").execute();
  const times = joined.map(({ joined_at_ms: atMs }) => atMs);
  expect(times).toEqual([...times].sort((a, b) => a - b));
  const kinds = await first.point.selectFrom("entry").select("kind").distinct().orderBy("kind").execute();
  expect(kinds.map(({ kind }) => kind)).toEqual(["earn", "spend", "void"]);
});

test("6 coupons and a stamp card are issued, some coupons were used in sales, and all they gave agrees with their changes", async () => {
  const { deps } = (await theatreOf(first, settingsWith(1))).stage("test", 0);
  const coupons = await first.point.selectFrom("coupon").select(["status", "used"]).execute();
  expect(coupons.map(({ status }) => status)).toEqual(Array(6).fill("issued"));
  expect(coupons.reduce((sum, { used }) => sum + used, 0)).toBeGreaterThan(20);
  expect(await verifyCoupons(deps)).toEqual([]);
  const handed = await first.point.selectFrom("stamp_reward").select("status").execute();
  expect(handed.some(({ status }) => status === "handed_over")).toBe(true);
  const cards = await first.point.selectFrom("member_stamp").select("stamps").execute();
  expect(cards.length).toBeGreaterThanOrEqual(members);
});

test("of the shop's 4 campaigns one was sent to all 20 who were members, two are booked since so few need no approval, one is a draft", async () => {
  const rows = await first.point.selectFrom("campaign").select(["name", "status"]).execute();
  expect(Object.fromEntries(rows.map(({ name, status }) => [name, status]))).toEqual({
    秋の感謝クーポン: "sent",
    週末ポイント2倍: "scheduled",
    冬の新メニュー: "scheduled",
    久しぶりの会員へ: "draft",
  });
  const runs = await first.point.selectFrom("campaign_run").select(["matched", "planned"]).execute();
  expect(runs.map(({ matched }) => matched)).toEqual([members]);
  expect(runs[0]?.planned).toBeGreaterThan(members / 2);
});
