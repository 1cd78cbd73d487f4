import type { Deps } from "../../../deps.ts";
import type { Bound } from "../../../platform/database/prepared.ts";
import { datesOf, type HeldNow } from "../candidates.core.ts";
import { mayBeGiven } from "../issue.ts";
import { countStock } from "../store.ts";
import * as store from "./store-many.ts";

/** How many members one commit gives to: three statements, whatever the number. */
export const membersAtOnce = 200;

export interface GivingMany {
  readonly via: "list" | "birthday" | "segment";
  readonly occasion: string;
  /** `kind:publicId` */
  readonly actor: string;
  readonly nowMs: number;
  readonly on: string;
}

export interface GivenMany {
  readonly statements: readonly Bound[];
  readonly given: number;
  /** Who would have got one, and there was none for them. */
  readonly short: readonly number[];
}

/**
 * Gives a coupon to many members, once each for an occasion: who has it already, has left, or comes after the last of the
 * stock is passed over. Of two who decide this at once the second is refused by the occasion's constraint and reads again.
 */
export async function planGiveMany(
  deps: Pick<Deps, "database" | "ids">,
  found: Pick<HeldNow, "kind" | "coupon">,
  members: readonly number[],
  giving: GivingMany,
): Promise<GivenMany> {
  if (members.length === 0 || !mayBeGiven(found, giving.on))
    return { statements: [], given: 0, short: members };
  const { kind, coupon } = found;
  const { couponId, version } = kind;
  const { via, occasion, actor, nowMs, on } = giving;
  const asked = { members: JSON.stringify(members), couponId, occasion };
  const without = await deps.database.all(store.membersWithout, asked);
  const left = kind.givenMax === null ? without.length : kind.givenMax - kind.given;
  const to = without.slice(0, left).map((row) => ({ memberId: row.member_id, id: deps.ids.ulid() }));
  const short = without.slice(left).map((row) => row.member_id);
  if (to.length === 0) return { statements: [], given: 0, short };
  const { fromOn, untilOn } = datesOf(coupon, via, on);
  const rows = to.map(({ memberId, id }) => [
    ...[id, couponId, memberId, occasion, version],
    ...[via, "held", 1, fromOn, untilOn, nowMs],
  ]);
  const changes = to.map(({ memberId, id }) => [id, 1, "issued", couponId, memberId, actor, 0, 0, on, nowMs]);
  return {
    statements: [
      store.insertHeld.with(rows),
      store.insertChanges.with(changes),
      countStock.with({ couponId, given: to.length, used: 0 }),
    ],
    given: to.length,
    short,
  };
}
