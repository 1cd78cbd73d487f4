import type { Deps } from "../../server/deps.ts";
import { givenMaxOf, planIssue } from "../../server/features/coupons/index.ts";
import type { Member } from "../../server/features/members/index.ts";
import { audited, housekeeping } from "../../server/platform/database/plan.ts";
import { plainCoupon } from "../../shared/coupons/samples.ts";
import { type Coupon, foldedCode } from "../../shared/coupons/schema.ts";
import { dateAt } from "../../shared/dates.ts";
import type { StampCard } from "../../shared/stamps/schema.ts";
import { cardForTests } from "../../shared/stamps/testing.ts";
import { insert } from "../databases/rows.ts";

/** Coupons and stamp cards of a shop as the console publishes them, without the console. */

const by = { made_by: "staff:test", made_at_ms: 1 };

export async function publishCoupon(
  { database }: Pick<Deps, "database">,
  couponId: string,
  change: Partial<Coupon> = {},
): Promise<string> {
  const coupon = { ...plainCoupon, ...change };
  const plan = [
    insert("coupon", {
      ...{ coupon_id: couponId, status: "issued", version: 1, audience: coupon.issue.to, given: 0, used: 0 },
      ...{ from_on: coupon.validity.from, to_on: coupon.validity.to, ...by },
      ...{ given_max: givenMaxOf(coupon), used_max: coupon.stock.usedMax },
      folded_code: coupon.issue.to === "code" ? foldedCode(coupon.issue.code) : null,
    }),
    insert("coupon_version", { coupon_id: couponId, version: 1, coupon: JSON.stringify(coupon), ...by }),
  ];
  await database.commit(housekeeping("a test", plan));
  return couponId;
}

/** Gives a member one; answers its walletId. */
export async function giveCoupon(deps: Deps, couponId: string, memberId: number, occasion = "list:test") {
  const nowMs = deps.clock.nowMs();
  const businessDate = dateAt(nowMs, deps.settings.timeZone);
  const issuing = { via: "list", occasion, actor: "staff:test", nowMs, businessDate };
  const plan = await planIssue(deps, couponId, memberId, issuing);
  const audit = {
    ...{ auditId: deps.ids.ulid(), atMs: nowMs, actor: { kind: "system", id: "test" } as const },
    ...{ action: "coupons.issue", subject: `coupon:${couponId}`, nodeId: null },
  };
  await deps.database.commit(audited(audit, plan));
}

export async function publishStampCard(
  { database }: Pick<Deps, "database">,
  cardId: string,
  change: Partial<StampCard> = {},
): Promise<string> {
  const card = JSON.stringify(cardForTests(change));
  const plan = [
    insert("stamp_card", { card_id: cardId, status: "issued", version: 1, ...by }),
    insert("stamp_card_version", { card_id: cardId, version: 1, card, ...by }),
  ];
  await database.commit(housekeeping("a test", plan));
  return cardId;
}

/** One of the members that `openAccounts` makes. */
export function memberNo(memberId: number): Member {
  return {
    memberId,
    publicId: `m${memberId}`,
    lineUserId: `U${memberId}`,
    name: null,
    pictureUrl: null,
    language: "ja",
    status: "active",
    birthday: null,
    joinedAtMs: 0,
    leftAtMs: null,
    mergedIntoId: null,
  };
}
