import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { verifyStamps } from "../../server/features/stamps/index.ts";
import type { Listed } from "../../shared/listing.ts";
import type {
  StampCardList,
  StampCardResults,
  StampCardState,
  StampHolder,
} from "../../shared/stamps/console.ts";
import { cardForTests } from "../../shared/stamps/testing.ts";
import type { StampWallet } from "../../shared/stamps/views.ts";
import { type Desk, deskOf } from "../support/console.ts";
import { fileOf } from "../support/coupon-desk.ts";
import { newKey, type Phone, type Till } from "../support/people.ts";
import { openWorld, type World } from "../support/world.ts";
import { engines, migratedEngine } from "./engines.ts";
import { commit, raw } from "./rows.ts";

const cake = { kind: "reward" as const, name: { ja: "ケーキ", en: "" } };

describe.each(engines)("what the console knows of stamp cards on %s", (name) => {
  let world: World;
  let till: Till;
  let desk: Desk;
  let at = "";
  let cardId = "";

  beforeAll(async () => {
    const { database } = await migratedEngine(name);
    world = await openWorld({ database });
    till = await world.staff("糸井 あかり");
    desk = await deskOf(world, await world.owner());
    ({ cardId } = await made({ goal: 2, milestones: [{ at: 2, benefit: cake }] }));
    at = `/api/console/stamp-cards/${cardId}`;
    await desk.client.ok("POST", `${at}/issue`, { body: { seenAtMs: world.clock.nowMs() } });
  });
  // Closes the database, too.
  afterAll(() => world?.close());

  const made = (change: Parameters<typeof cardForTests>[0]) =>
    desk.client.ok<StampCardState>("POST", "/api/console/stamp-cards", {
      key: newKey(),
      body: { card: cardForTests(change) },
    });
  async function sold(phone: Phone): Promise<string> {
    world.clock.advanceBy(15_000);
    return (await till.sell((await till.scan(await phone.code())).scanId, 500)).purchaseId;
  }
  const holders = (query: string) =>
    desk.client.ok<Listed<StampHolder>>("GET", `${at}/holders${query === "" ? "" : `?${query}`}`);

  test("of 5 sales with 2 undone, 3 cards were begun for good, 1 was filled, and 1 cake was handed over", async () => {
    const [full, halfway, nothing] = [
      await world.member("佐藤 花子"),
      await world.member("田中 太郎"),
      await world.member("髙橋 三郎"),
    ];
    await sold(full);
    await sold(full);
    await sold(halfway);
    // The card that this one filled is open again, and the next was never begun.
    await till.undo(await sold(halfway));
    await till.undo(await sold(nothing));
    const { rewards } = await full.client.ok<StampWallet>("GET", "/api/card/stamps");
    world.clock.advanceBy(15_000);
    const { scanId } = await till.scan(await full.code());
    await till.client.ok("POST", `/api/till/scans/${scanId}/rewards/${rewards[0]?.rewardId}/hand-over`, {
      key: newKey(),
      body: {},
    });
    // The filled card and the one after it, and the one that is halfway.
    const figures = { begun: 3, stamps: 3, completed: 1, rewardsHandedOver: 1 };
    const results = await desk.client.ok<StampCardResults>("GET", `${at}/results`);
    expect(results).toMatchObject({ ...figures, members: 2, lapsed: 0, rewardsOpen: 0 });
    expect(results.byDay).toEqual([{ on: "2026-11-21", ...figures }]);
    expect(results.byStore).toEqual([{ storeName: "本店", ...figures }]);
    expect(results.byCount).toEqual([
      { count: 0, members: 1 },
      { count: 1, members: 1 },
    ]);
    const { cards } = await desk.client.ok<StampCardList>("GET", "/api/console/stamp-cards");
    expect(cards).toMatchObject([{ cardId, members: 2, stamps: 3, completed: 1 }]);
  });

  test("2 members hold it, by stamps the one with 1 first; filters find 1 of them, and whose was undone has none", async () => {
    const byStamps = await holders("sort=-stamps");
    expect(
      byStamps.rows.map(({ memberName, round, stamps, goal }) => [memberName, round, stamps, goal]),
    ).toEqual([
      ["田中 太郎", 1, 1, 2],
      ["佐藤 花子", 2, 0, 2],
    ]);
    expect(byStamps).toMatchObject({ total: 2, more: false });
    const names = async (query: string) => (await holders(query)).rows.map(({ memberName }) => memberName);
    expect(await names("sort=name")).toHaveLength(2);
    expect(await names("status=open&least=1")).toEqual(["田中 太郎"]);
    expect(await names(`q=${encodeURIComponent("花子")}`)).toEqual(["佐藤 花子"]);
    expect(await names(`q=${byStamps.rows[0]?.memberId.slice(0, 8)}`)).toEqual(["田中 太郎"]);
    expect(await names("status=completed")).toEqual([]);
    expect((await desk.client.refused("GET", `${at}/holders?sort=secret`)).error.code).toBe(
      "request.invalid",
    );
  });

  test("their file has a BOM and a heading in the language asked for, and the audit log says who made it", async () => {
    const { bytes } = await fileOf(world.origin, desk.client, `${at}/holders.csv?sort=-stamps&language=en`);
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const [head, first] = new TextDecoder().decode(bytes).split("\r\n");
    expect(head).toBe("member,name,state,stamps,goal,card,last stamp,lasts until");
    expect(first).toMatch(/^[0-9a-z]+,田中 太郎,collecting,1,2,1,2026-11-21,$/);
    const logged = await desk.client.ok<
      Listed<{ action: string; subject: { id: string; name: string | null } }>
    >("GET", "/api/console/audit?action=stamps.export_holders");
    const state = await desk.client.ok<StampCardState>("GET", at);
    const subject = { id: cardId, name: state.published?.name.ja };
    expect(logged.rows).toMatchObject([{ subject }]);
  });

  test("a draft that was never issued is dropped whole; of an issued card the changes alone", async () => {
    const draft = await made({});
    const drop = (id: string) =>
      desk.client.ok("DELETE", `/api/console/stamp-cards/${id}/draft`, { body: {} });
    expect(await drop(draft.cardId)).toEqual({ dropped: true });
    const gone = await desk.client.refused("GET", `/api/console/stamp-cards/${draft.cardId}`);
    expect(gone.error.code).toBe("stamps.card_not_found");
    const { published } = await desk.client.ok<StampCardState>("GET", at);
    const card = { ...published, colour: "#1c6e73" };
    await desk.client.ok("PUT", `${at}/draft`, { body: { card, seenAtMs: null } });
    expect(await drop(cardId)).toEqual({ dropped: false });
    expect(await drop(cardId)).toEqual({ dropped: false });
    expect(await desk.client.ok("GET", at)).toMatchObject({ draft: null, published: { colour: "#c2452d" } });
  });

  test("everybody's stamps are proven by their entries, and each of 4 altered rows is found and named", async () => {
    const { database } = world.deps;
    expect(await verifyStamps({ database })).toEqual([]);
    const [{ memberId = "" } = {}] = (await holders("sort=-stamps")).rows;
    const card = `member:${memberId} stamp_card:${cardId}`;
    const where = `WHERE member_id = (SELECT member_id FROM member WHERE public_id = '${memberId}')`;
    const altered = async (sql: string, back: string): Promise<readonly string[]> => {
      await commit(database, raw(sql));
      const found = await verifyStamps({ database });
      await commit(database, raw(back));
      return found.map(({ subject, what }) => `${subject} ${what}`);
    };
    expect(
      await altered(
        `UPDATE member_stamp SET stamps = 2 ${where}`,
        `UPDATE member_stamp SET stamps = 1 ${where}`,
      ),
    ).toEqual([`${card} has stamps: 2, its entries say 1`]);
    expect(
      await altered(
        `UPDATE member_stamp SET first_on = '2026-11-01' ${where}`,
        `UPDATE member_stamp SET first_on = '2026-11-21' ${where}`,
      ),
    ).toEqual([`${card} has its first stamp of 2026-11-01, its entries say 2026-11-21`]);
    const rewardOf = "WHERE status = 'handed_over'";
    const [reward] = await altered(
      `UPDATE stamp_reward SET changes = 0 ${rewardOf}`,
      `UPDATE stamp_reward SET changes = 1 ${rewardOf}`,
    );
    expect(reward).toMatch(/^stamp_reward:\S+ is older than its changes$/);
    const [missed] = await altered(
      `UPDATE stamp_reward SET at = 1 ${rewardOf}`,
      `UPDATE stamp_reward SET at = 2 ${rewardOf}`,
    );
    expect(missed).toMatch(/ entry \d+ reached 2 stamps, and there is no reward for it$/);
    expect(await verifyStamps({ database })).toEqual([]);
  });
});
