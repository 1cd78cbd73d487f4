import { dateAt, yearlyOn } from "../../../../shared/dates.ts";
import type { Deps } from "../../../deps.ts";
import { audited, housekeeping } from "../../../platform/database/plan.ts";
import { readAgain } from "../../../platform/http/once.ts";
import { othersFirst } from "../../../platform/turns.ts";
import type { HeldNow } from "../candidates.core.ts";
import { kindBy, kindsFor } from "../read.ts";
import { nextBirthday } from "./birthdays.core.ts";
import { membersAtOnce, planGiveMany } from "./give-many.ts";
import { turnMs } from "./issue-lists.ts";
import * as store from "./store-many.ts";

const leaseMs = 60_000;

/**
 * Gives birthday coupons whose day has come, and those of days on which nothing ran, and answers how many pages of members
 * it did. How far it came stands beside the coupon; that nobody gets two for one birthday is the occasion's constraint.
 */
export async function issueBirthdays(deps: Deps, untilMs: number): Promise<number> {
  const nowMs = deps.clock.nowMs();
  const today = dateAt(nowMs, deps.settings.timeZone);
  const until = Math.min(untilMs, nowMs + turnMs[deps.database.engine]);
  let pages = 0;
  for (const found of await kindsFor(deps, "birthday", today)) {
    if (deps.clock.nowMs() >= until) break;
    pages += await giveCoupon(deps, found, today, until);
  }
  return pages;
}

async function giveCoupon(
  deps: Deps,
  found: Pick<HeldNow, "kind" | "coupon">,
  today: string,
  untilMs: number,
): Promise<number> {
  const { couponId } = found.kind;
  const { issue } = found.coupon;
  const state = await deps.database.first(store.birthdaysOf, { couponId });
  if (state === undefined || issue.to !== "birthday") return 0;
  const nowMs = deps.clock.nowMs();
  if (nextBirthday(state.through_on, today, issue.daysBefore) === null) return 0;
  if (state.leased_until_ms >= nowMs) return 0;
  const worker = deps.ids.ulid();
  const lease = store.leaseBirthdays.with({ couponId, worker, nowMs, untilMs: nowMs + leaseMs });
  await deps.database.commit(housekeeping("a lease is nobody's property", [lease]));
  for (let pages = 0; ; pages++) {
    const did = await readAgain(deps, () => givePage(deps, { couponId, worker, today }));
    if (did !== "gave") return pages;
    if (deps.clock.nowMs() >= untilMs) {
      await leave(deps, couponId, worker);
      return pages + 1;
    }
    if (deps.database.engine === "sqlite") await othersFirst();
  }
}

interface Page {
  readonly couponId: string;
  readonly worker: string;
  readonly today: string;
}

async function givePage(deps: Deps, { couponId, worker, today }: Page): Promise<"gave" | "over"> {
  const [state, found] = await Promise.all([
    deps.database.first(store.birthdaysOf, { couponId }),
    kindBy(deps, couponId),
  ]);
  const mine = state !== undefined && state.leased_by === worker;
  if (!mine || found === null || found.coupon.issue.to !== "birthday") return "over";
  const date = nextBirthday(state.through_on, today, found.coupon.issue.daysBefore);
  if (date === null) {
    await leave(deps, couponId, worker);
    return "over";
  }
  const [day, orDay] = yearlyOn(date);
  const afterId = state.after_member_id;
  const asked = { day, orDay, afterId, limit: membersAtOnce };
  const members = (await deps.database.all(store.membersBornOn, asked)).map((row) => row.member_id);
  const nowMs = deps.clock.nowMs();
  const giving = {
    ...{ via: "birthday" as const, occasion: `birthday:${date.slice(0, 4)}` },
    ...{ actor: "system:birthdays", nowMs, on: today },
  };
  const { statements, given } = await planGiveMany(deps, found, members, giving);
  const last = members.length < membersAtOnce;
  const moved = store.moveBirthdays.with({
    couponId,
    worker,
    // The day before where there are more of this one.
    throughOn: last ? date : state.through_on,
    afterMemberId: last ? 0 : (members.at(-1) ?? 0),
    untilMs: nowMs + leaseMs,
  });
  if (given === 0) {
    await deps.database.commit(housekeeping("how far birthdays are given is nobody's doing", [moved]));
    return "gave";
  }
  const row = {
    ...{ auditId: deps.ids.ulid(), atMs: nowMs, action: "coupons.give_birthdays" },
    actor: { kind: "system" as const, id: "birthdays" },
    ...{ subject: `coupon:${couponId}`, nodeId: null, details: { birthday: date, given } },
  };
  await deps.database.commit(audited(row, [...statements, moved]));
  return "gave";
}

async function leave(deps: Deps, couponId: string, worker: string): Promise<void> {
  const state = await deps.database.first(store.birthdaysOf, { couponId });
  if (state === undefined) return;
  const free = store.moveBirthdays.with({
    ...{ couponId, worker, untilMs: 0 },
    ...{ throughOn: state.through_on, afterMemberId: state.after_member_id },
  });
  await deps.database.commit(housekeeping("a lease is nobody's property", [free]));
}
