import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { adjust, verifyLedger } from "../../server/features/points/index.ts";
import { accountOfMember, openLots } from "../../server/features/points/store.ts";
import type { Database } from "../../server/platform/database/database.ts";
import { writeOf } from "../../server/platform/http/once.ts";
import { migratedEngine, type OpenedEngine } from "../databases/engines.ts";
import { memberIdOf, type Pos, posOf, storeIds } from "../support/api.ts";
import { outcome } from "../support/evidence.ts";
import { holdsOfMember } from "../support/ledger.ts";
import { newKey } from "../support/people.ts";
import { openWorld, type World } from "../support/world.ts";

/** A member who leaves in the middle of what is being done for them, at the one place between two reads where it hurts. */
describe.each(["sqlite", "postgres"] as const)("a member who leaves meanwhile, on %s", (engineName) => {
  let engine: OpenedEngine;
  let world: World;
  let pos: Pos;
  let storeId: string;
  /** What happens, once, before the next read of this kind goes to the database. */
  let meanwhile: { readonly before: unknown; readonly work: () => Promise<unknown> } | null = null;
  beforeAll(async () => {
    engine = await migratedEngine(engineName);
    const { database } = engine;
    const passing = async (query: unknown): Promise<void> => {
      const due = meanwhile;
      if (due === null || due.before !== query) return;
      meanwhile = null;
      await due.work();
    };
    const watched: Database = {
      ...database,
      close: async () => {},
      first: async (query, values) => {
        await passing(query);
        return database.first(query, values);
      },
      all: async (query, values) => {
        await passing(query);
        return database.all(query, values);
      },
    };
    world = await openWorld({ database: watched });
    pos = await posOf(world);
    [storeId] = await storeIds(world);
  });
  afterAll(async () => {
    await world.close();
    await engine.close();
  });

  async function leaver(name: string) {
    const phone = await world.member(name);
    const publicId = await memberIdOf(world, phone.userId);
    const { member_id: memberId } = await world.deps.database.point
      .selectFrom("member")
      .select("member_id")
      .where("public_id", "=", publicId)
      .executeTakeFirstOrThrow();
    const leaves = () => phone.client.ok("POST", "/api/card/leave", { body: {} });
    return { publicId, memberId, leaves };
  }
  async function nothingIsLeft(publicId: string, memberId: number): Promise<void> {
    expect(meanwhile).toBeNull();
    const { account, entries } = await holdsOfMember(world, memberId);
    expect([account.balance, entries.map(({ kind }) => kind)]).toEqual([0, ["expire"]]);
    const { firstBreak } = await verifyLedger(world.deps, { memberPublicId: publicId });
    expect(firstBreak).toBeNull();
  }

  test.each([
    ["before the account is read", accountOfMember],
    ["after it", openLots],
  ])("is not sold to: %s, the sale is refused and gives nothing", async (_, before) => {
    const { publicId, memberId, leaves } = await leaver("会計中 の人");
    meanwhile = { before, work: leaves };
    const asked = {
      ...{ who: { memberId: publicId }, storeId, tillId: "1", receiptNumber: newKey() },
      basket: { lines: [{ lineId: "1", quantity: 1, amountYen: 1000 }] },
    };
    expect(await outcome(pos.post("/purchases", asked))).toBe("member.left");
    await nothingIsLeft(publicId, memberId);
  });

  test.each([
    ["before the account is read", accountOfMember],
    ["after it", openLots],
  ])("is given nothing by hand: %s, the 100 points are refused", async (_, before) => {
    const { publicId, memberId, leaves } = await leaver("調整中 の人");
    meanwhile = { before, work: leaves };
    const owner = { kind: "staff", id: "boss", role: "owner" } as const;
    const gift = { memberId, points: 100, reasonCode: "gift", reason: null } as const;
    const given = adjust(world.deps, owner, gift, writeOf("test", newKey(), []));
    await expect(given).rejects.toMatchObject({ code: "member.left" });
    await nothingIsLeft(publicId, memberId);
  });
});
