import pg from "pg";
import { afterEach, describe, expect, test } from "vitest";
import { settledAfterMs } from "../../server/platform/database/in-time.ts";
import { engines, migratedEngine, type OpenedEngine } from "../databases/engines.ts";
import { memberIdOf, type Pos, posOf, storeIds } from "../support/api.ts";
import { eventually } from "../support/clock.ts";
import { openWorld, type World } from "../support/world.ts";

let engine: OpenedEngine;
let world: World;
afterEach(async () => {
  await world.close();
  await engine.close();
});

interface Item {
  readonly entryId: string;
  readonly memberId: string;
  readonly seq: number;
  readonly points: number;
  readonly storeId: string | null;
  readonly purchaseId: string | null;
}
interface Page {
  readonly items: readonly Item[];
  readonly next: string;
  readonly more: boolean;
}

async function opened(name: (typeof engines)[number]) {
  engine = await migratedEngine(name);
  // The engine closes what it opened.
  world = await openWorld({ database: { ...engine.database, close: async () => {} }, ticks: false });
  const pos = await posOf(world);
  const [first, second] = await storeIds(world);
  const member = async (said: string) => memberIdOf(world, (await world.member(said)).userId);
  return { pos, first, second, member, settle: () => world.clock.advanceBy(settledAfterMs[name] + 1) };
}

/** Reads on until nothing is left. */
async function readAll(pos: Pos, path: string, limit: number, from?: string) {
  const items: Item[] = [];
  let after = from;
  for (;;) {
    const page = await pos.get<Page>(`${path}?limit=${limit}${after === undefined ? "" : `&after=${after}`}`);
    items.push(...page.items);
    after = page.next;
    if (!page.more) return { items, next: after };
  }
}

const numbers = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, nth) => from + nth);

describe.each(engines)("on %s", (name) => {
  test("a member's ledger is read in pages of 3 without a skip or a repetition while sales go on", async () => {
    const { pos, first, member } = await opened(name);
    const memberId = await member("佐藤 花子");
    const path = `/members/${memberId}/ledger`;
    for (let nth = 0; nth < 5; nth++) await pos.sell(memberId, first, 1100);
    const page = await pos.get<Page>(`${path}?limit=3`);
    expect([page.items.map(({ seq }) => seq), page.more]).toEqual([[1, 2, 3], true]);
    await pos.sell(memberId, first, 1100);
    await pos.sell(memberId, first, 1100);
    const rest = await readAll(pos, path, 3, page.next);
    expect(rest.items.map(({ seq }) => seq)).toEqual([4, 5, 6, 7]);
    expect((await pos.get<Page>(`${path}?after=${rest.next}`)).items).toEqual([]);
  });

  test("the feed of all members gives each of 24 entries once, in order, whatever the size of the page", async () => {
    const { pos, first, member, settle } = await opened(name);
    const members = await Promise.all(["一", "二", "三"].map(member));
    for (let round = 0; round < 4; round++) {
      await Promise.all(members.flatMap((id) => [pos.sell(id, first, 1100), pos.sell(id, first, 2200)]));
    }
    expect((await pos.get<Page>("/ledger/events")).items).toEqual([]);
    settle();
    const { items } = await readAll(pos, "/ledger/events", 7);
    const ids = items.map(({ entryId }) => entryId);
    expect([...new Set(ids)].sort()).toEqual(ids);
    for (const id of members) {
      const own = items.filter(({ memberId }) => memberId === id).map(({ seq }) => seq);
      expect(own.sort((a, b) => a - b)).toEqual(numbers(1, 8));
    }
  });
});

test("on PostgreSQL a commit held up by a lock for 31 s is decided anew, so the feed that read past it misses nothing", async () => {
  const { pos, first, member, settle } = await opened("postgres");
  const [slow, quick] = [await member("遅い"), await member("速い")];
  const locker = new pg.Client({ connectionString: engine.connectionString ?? "" });
  await locker.connect();
  try {
    await locker.query("BEGIN");
    await locker.query(
      "SELECT 1 FROM account WHERE member_id = (SELECT member_id FROM member WHERE public_id = $1) FOR UPDATE",
      [slow],
    );
    const late = pos.sell(slow, first, 1100);
    await eventually(async () => {
      const waiting = await locker.query("SELECT 1 FROM pg_locks WHERE NOT granted");
      return waiting.rowCount !== 0;
    }, "the sale waits for the lock");
    await pos.sell(quick, first, 2200);
    settle();
    const before = await readAll(pos, "/ledger/events", 100);
    expect(before.items.map(({ memberId }) => memberId)).toEqual([quick]);
    await locker.query("COMMIT");
    const { purchaseId } = await late;
    settle();
    const after = await readAll(pos, "/ledger/events", 100, before.next);
    expect(after.items.map((item) => [item.memberId, item.purchaseId])).toEqual([[slow, purchaseId]]);
  } finally {
    await locker.end();
  }
});

test("a key of one store reads its own entries in the feed, and of others in a member's ledger no sale's number", async () => {
  const { pos, first, second, member, settle } = await opened("sqlite");
  const memberId = await member("佐藤 花子");
  const own = await posOf(world, { storeIds: [first] });
  const here = await pos.sell(memberId, first, 1100);
  await pos.sell(memberId, second, 2200);
  settle();
  const feed = await readAll(own, "/ledger/events", 1);
  expect(feed.items.map(({ storeId, points }) => [storeId, points])).toEqual([[first, 10]]);
  const ledger = await readAll(own, `/members/${memberId}/ledger`, 100);
  expect(ledger.items.map(({ points, purchaseId }) => [points, purchaseId])).toEqual([
    [10, here.purchaseId],
    [20, null],
  ]);
});
