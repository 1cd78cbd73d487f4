import { dateAt } from "../../../../shared/dates.ts";
import type { Deps } from "../../../deps.ts";
import type { Bound } from "../../../platform/database/prepared.ts";
import { issued, planOf } from "../draft.ts";
import { mayBeGiven } from "../issue.ts";
import { kindsFor, rowsOf } from "../read.ts";
import { comingBirthday } from "./birthdays.core.ts";

/**
 * What a birthday that was told only now still gives: coupons whose days before it have begun, on the day itself too. The
 * night work has passed those days already. Once for each birthday, as there.
 * @param birthday `MM-DD`
 * @param actor `kind:publicId`
 */
export async function planBirthdayCoupons(
  deps: Deps,
  memberId: number,
  birthday: string,
  actor: string,
): Promise<Bound[]> {
  const nowMs = deps.clock.nowMs();
  const today = dateAt(nowMs, deps.settings.timeZone);
  const drafts = [];
  for (const found of await kindsFor(deps, "birthday", today)) {
    const { issue } = found.coupon;
    const on = issue.to === "birthday" ? comingBirthday(birthday, today, issue.daysBefore) : null;
    if (on === null || !mayBeGiven(found, today)) continue;
    const occasion = `birthday:${on.slice(0, 4)}`;
    const rows = await rowsOf(deps, memberId, found.kind.couponId);
    if (rows.some(({ row }) => row.occasion === occasion)) continue;
    const doing = {
      ...{ actor, memberId, nowMs, businessDate: today },
      ...{ storeId: null, tillId: null, purchaseId: null },
    };
    drafts.push(issued(deps, found, "birthday", occasion, doing));
  }
  return planOf(drafts);
}
