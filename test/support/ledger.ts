import { expect } from "vitest";
import { type Entry, entriesSince, firstBreak } from "../../server/features/points/index.ts";
import { sha256 } from "../../server/platform/hash.ts";
import type { World } from "./world.ts";

/** An account as the database keeps it, after everything about it was found to agree. */
export interface Held {
  readonly account: {
    readonly account_id: number;
    readonly seq: number;
    readonly balance: number;
    readonly lot_balance: number;
    readonly debt: number;
    readonly held: number;
    readonly purchases: number;
    readonly visits: number;
    readonly spend_yen: number;
  };
  readonly entries: readonly Entry[];
}

type Where = Pick<World, "deps">;

/** Reads the account of a LINE user and holds it against its own ledger, lots and allocations. */
export async function holds(world: Where, lineUserId: string): Promise<Held> {
  const { member_id: memberId } = await world.deps.database.point
    .selectFrom("member")
    .select("member_id")
    .where("line_user_id", "=", lineUserId)
    .executeTakeFirstOrThrow();
  return holdsOfMember(world, memberId);
}

export async function holdsOfMember(world: Where, memberId: number): Promise<Held> {
  const account = await world.deps.database.point
    .selectFrom("account")
    .selectAll()
    .where("member_id", "=", memberId)
    .executeTakeFirstOrThrow();
  const entries = await entriesSince(world.deps, account.account_id, 0, 100_000);
  const of = { account_id: account.account_id };
  const [lots, allocations] = await Promise.all([
    world.deps.database.point.selectFrom("lot").selectAll().where("account_id", "=", of.account_id).execute(),
    world.deps.database.point
      .selectFrom("allocation")
      .selectAll()
      .where("account_id", "=", of.account_id)
      .execute(),
  ]);
  expect(firstBreak(entries, sha256)).toBeNull();
  const net = entries.reduce((sum, { points }) => sum + points, 0);
  expect({ ...of, seq: account.seq, head: account.head_hash, net }).toEqual({
    ...of,
    seq: entries.length,
    head: entries.at(-1)?.hash ?? "",
    net: account.balance - account.debt,
  });
  const inLots = lots.reduce((sum, { remaining }) => sum + remaining, 0);
  expect([account.balance, account.lot_balance]).toEqual([inLots, inLots]);
  for (const lot of lots) {
    const drawn = allocations.filter(({ lot_id }) => lot_id === lot.lot_id);
    expect(lot.points - drawn.reduce((sum, { points }) => sum + points, 0)).toBe(lot.remaining);
    expect(lot.remaining).toBeGreaterThanOrEqual(0);
  }
  return { account, entries };
}
