import { dateAt } from "../../../../shared/dates.ts";
import type { Deps } from "../../../deps.ts";
import { audited, housekeeping } from "../../../platform/database/plan.ts";
import { readAgain } from "../../../platform/http/once.ts";
import { othersFirst } from "../../../platform/turns.ts";
import { kindBy } from "../read.ts";
import { planGiveMany } from "./give-many.ts";
import * as store from "./store-many.ts";

/** A dead process's list is free again after this; every part that is given renews it. */
const leaseMs = 60_000;
/** How long one call works before it lets the other scheduled work go on. */
export const turnMs = { sqlite: 250, postgres: 2_000, d1: 10_000 } as const;

/**
 * Gives what lists were accepted for, part after part, and says how many parts. Any number of processes may call it at once
 * and any may be killed: a list is leased, a part is one commit, and a member's occasion is there once.
 */
export async function issueLists(deps: Deps, untilMs: number): Promise<number> {
  const nowMs = deps.clock.nowMs();
  const until = Math.min(untilMs, nowMs + turnMs[deps.database.engine]);
  let parts = 0;
  for (const { list_id: listId, leased_until_ms } of await deps.database.all(store.listsGiving, {})) {
    if (leased_until_ms >= nowMs) continue;
    const worker = deps.ids.ulid();
    const lease = store.leaseList.with({ listId, worker, nowMs, untilMs: nowMs + leaseMs });
    await deps.database.commit(housekeeping("a lease is nobody's property", [lease]));
    const list = await deps.database.first(store.leasedList, { listId, worker });
    if (list !== undefined) parts += await giveList(deps, list.coupon_id, listId, worker, until);
    if (deps.clock.nowMs() >= until) break;
  }
  return parts;
}

async function giveList(
  deps: Deps,
  couponId: string,
  listId: string,
  worker: string,
  untilMs: number,
): Promise<number> {
  for (let parts = 1; ; parts++) {
    const did = await readAgain(deps, () => givePart(deps, couponId, listId, worker));
    if (did === "over") return parts;
    if (did === "waits" || deps.clock.nowMs() >= untilMs) {
      const free = store.keepLease.with({ listId, worker, untilMs: 0 });
      await deps.database.commit(housekeeping("a lease is nobody's property", [free]));
      return did === "waits" ? parts - 1 : parts;
    }
    if (deps.database.engine === "sqlite") await othersFirst();
  }
}

/** `waits`: the list was stopped, or the coupon was, which may be taken up again. */
async function givePart(
  deps: Deps,
  couponId: string,
  listId: string,
  worker: string,
): Promise<"gave" | "over" | "waits"> {
  const [list, found] = await Promise.all([
    deps.database.first(store.leasedList, { listId, worker }),
    kindBy(deps, couponId),
  ]);
  if (list === undefined || found === null || found.kind.status !== "issued") return "waits";
  const part = await deps.database.first(store.openPart, { listId });
  const nowMs = deps.clock.nowMs();
  if (part === undefined) {
    await deps.database.commit(housekeeping("all of a list is given", [store.settleList.with({ listId })]));
    return "over";
  }
  const members = idsIn(part.members);
  const on = dateAt(nowMs, deps.settings.timeZone);
  const giving = {
    ...{ via: "list" as const, occasion: `list:${listId}` },
    ...{ actor: list.made_by, nowMs, on },
  };
  const { statements, given } = await planGiveMany(deps, found, members, giving);
  const passedOver = members.length - given;
  const plan = [
    ...statements,
    store.closePart.with({ listId, nth: part.nth, given, passedOver }),
    store.keepLease.with({ listId, worker, untilMs: nowMs + leaseMs }),
  ];
  const row = {
    ...{ auditId: deps.ids.ulid(), atMs: nowMs, action: "coupons.give_part" },
    actor: { kind: "system" as const, id: "coupon_list" },
    subject: `coupon:${couponId}`,
    nodeId: null,
    details: { list: listId, part: part.nth, given, passedOver, acceptedBy: list.made_by },
  };
  await deps.database.commit(audited(row, plan));
  return "gave";
}

/** What the check wrote, read back. */
function idsIn(text: string): readonly number[] {
  return JSON.parse(text) as readonly number[];
}
