import type { CouponListIssue, CouponListIssues } from "../../../../shared/coupons/console.ts";
import { listMembersMax } from "../../../../shared/coupons/limits.ts";
import { Refusal } from "../../../../shared/errors.ts";
import type { Deps } from "../../../deps.ts";
import type { Actor } from "../../../platform/auth/actor.ts";
import { housekeeping } from "../../../platform/database/plan.ts";
import { readRows } from "../../../platform/files/csv.ts";
import { memberNumberOf } from "../../members/index.ts";
import { membersAtOnce } from "./give-many.ts";
import { numbersIn } from "./lists.core.ts";
import { commit, nameOf } from "./publish.ts";
import { couponState } from "./state.ts";
import * as store from "./store-many.ts";

/** A coupon for a list of members: checked, accepted, given in the background, stopped. */

const askedAtOnce = 1_000;
const partsAtOnce = 100;
const shownSome = 20;
/** A check that nobody accepted is forgotten after a day. */
const checkedLifeMs = 24 * 3_600_000;

/**
 * The check: who is in the list. It is kept, so that accepting it gives to exactly those who were counted.
 * @throws Refusal coupon.not_found, coupon.not_given_by_hand of one that everyone has, csv.unreadable, coupon.list_empty,
 * request.too_large.
 */
export async function checkList(
  deps: Deps,
  actor: Actor,
  couponId: string,
  bytes: Uint8Array,
): Promise<CouponListIssue> {
  const { draft, published } = await couponState(deps, couponId);
  if ((published ?? draft)?.issue.to === "everyone") throw new Refusal("coupon.not_given_by_hand");
  const { numbers, unreadable, repeated } = numbersIn(await readRows(bytes), memberNumberOf);
  if (numbers.length > listMembersMax) throw new Refusal("request.too_large", { rowsMax: listMembersMax });
  const { members, gone, unknown, merged } = await lookUp(deps, numbers);
  if (members.length === 0) throw new Refusal("coupon.list_empty", { unknown: unknown.length, left: gone });
  const listId = deps.ids.ulid();
  const noOnes = [...unreadable, ...unknown];
  const list = store.insertList.with({
    ...{ listId, couponId, gone, repeated: repeated + merged },
    found: members.length,
    unknown: noOnes.length,
    unknownSome: JSON.stringify(noOnes.slice(0, shownSome)),
    madeBy: nameOf(actor),
    nowMs: deps.clock.nowMs(),
  });
  const parts = cut(members, membersAtOnce).map((part, nth) => [listId, nth, JSON.stringify(part)]);
  const statements = [list, ...cut(parts, partsAtOnce).map((some) => store.insertParts.with(some))];
  await deps.database.commit(housekeeping("a list that was looked at gives nothing", statements));
  return listView(deps, couponId, listId);
}

async function lookUp(deps: Deps, numbers: readonly string[]) {
  const members = new Set<number>();
  const unknown: string[] = [];
  let gone = 0;
  /** Numbers of a member whose other number was there before. */
  let merged = 0;
  for (const some of cut(numbers, askedAtOnce)) {
    const rows = await deps.database.all(store.membersByNumbers, { numbers: JSON.stringify(some) });
    const found = new Map(rows.map((row) => [row.public_id, row]));
    for (const number of some) {
      const row = found.get(number);
      if (row === undefined) unknown.push(number);
      else if (row.status === "left") gone += 1;
      else if (members.has(Number(row.member_id))) merged += 1;
      else members.add(Number(row.member_id));
    }
  }
  return { members: [...members], gone, unknown, merged };
}

function cut<One>(all: readonly One[], size: number): readonly (readonly One[])[] {
  const parts: One[][] = [];
  for (let at = 0; at < all.length; at += size) parts.push(all.slice(at, at + size));
  return parts;
}

/** @throws Refusal coupon.list_not_found for one of another coupon, too. */
export async function listView(deps: Deps, couponId: string, listId: string): Promise<CouponListIssue> {
  const row = await deps.database.first(store.listById, { listId });
  if (row === undefined || row.coupon_id !== couponId) throw new Refusal("coupon.list_not_found");
  const progress = await deps.database.first(store.progressOf, { listId });
  return {
    listId,
    status: row.status,
    found: row.found,
    unknown: row.unknown,
    unknownSome: textsIn(row.unknown_some),
    left: row.gone,
    repeated: row.repeated,
    given: Number(progress?.given ?? 0),
    passedOver: Number(progress?.passed_over ?? 0),
    madeAtMs: row.made_at_ms,
  };
}

/** The newest twenty. */
export async function listsOf(deps: Deps, couponId: string): Promise<CouponListIssues> {
  await couponState(deps, couponId);
  const rows = await deps.database.all(store.newestLists, { couponId, limit: 20 });
  return { lists: await Promise.all(rows.map((row) => listView(deps, couponId, row.list_id))) };
}

/**
 * Accepts a list, or goes on with one that was stopped; and stops one. Who has got theirs keeps it.
 * @throws Refusal coupon.list_not_found, coupon.not_given_by_hand where the coupon is not issued.
 */
export async function moveList(
  deps: Deps,
  actor: Actor,
  couponId: string,
  listId: string,
  to: "giving" | "stopped",
): Promise<CouponListIssue> {
  const list = await listView(deps, couponId, listId);
  if (to === "giving" && (await couponState(deps, couponId)).status !== "issued") {
    throw new Refusal("coupon.not_given_by_hand");
  }
  const [action, move] =
    to === "giving"
      ? (["coupons.give_list", store.acceptList] as const)
      : (["coupons.stop_list", store.stopList] as const);
  const details = { list: listId, members: list.found };
  const nowMs = deps.clock.nowMs();
  await commit(deps, actor, action, couponId, nowMs, [move.with({ listId })], details);
  return listView(deps, couponId, listId);
}

/** Forgets checks that nobody accepted. */
export async function purgeCheckedLists(deps: Deps): Promise<void> {
  const beforeMs = deps.clock.nowMs() - checkedLifeMs;
  const old = await deps.database.all(store.checkedBefore, { beforeMs });
  if (old.length === 0) return;
  const statements = old.flatMap(({ list_id: listId }) => [
    store.dropParts.with({ listId }),
    store.dropList.with({ listId }),
  ]);
  await deps.database.commit(housekeeping("lists that nobody accepted", statements));
}

/** What the check wrote, read back. */
function textsIn(text: string): readonly string[] {
  return JSON.parse(text) as readonly string[];
}
