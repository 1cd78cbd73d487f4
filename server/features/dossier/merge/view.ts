import { dateAt } from "../../../../shared/dates.ts";
import type { MergePreview, MergeSide } from "../../../../shared/members/merge.ts";
import { pendingPoints, usableBalance } from "../../../../shared/points/lots.ts";
import type { RankView } from "../../../../shared/ranks/schema.ts";
import type { Deps } from "../../../deps.ts";
import type { CouponsMerged } from "../../coupons/index.ts";
import type { Account } from "../../points/index.ts";
import type { MergePlan, Side } from "./plan.ts";

/** A plan in the words of who decides about it. */
export function previewOf(deps: Deps, from: Side, into: Side, plan: MergePlan): MergePreview {
  const { accounts, coupons, stamps, known, rank, today, obstacles } = plan;
  const { points, lots, repaid, debtPaid, debtOwed, daysShared } = accounts;
  return {
    from: sideOf(deps, from, today, rank.from),
    into: sideOf(deps, into, today, rank.into),
    obstacles,
    moves: {
      ...{ points, lots, debtRepaid: repaid, debtPaid, debtOwed, daysShared },
      coupons: coupons.moved.map(couponOf),
      couponsWithdrawn: coupons.withdrawn.map(({ one, of }) => ({ ...couponOf(one), of })),
      stamps: stamps.cards.map(({ name, stamps: count, joined, countAfter }) => ({
        ...{ name, stamps: count, joined, countAfter },
      })),
      rewards: stamps.rewards,
      stampPoints: stamps.benefits.reduce((sum, due) => sum + (due.kind === "points" ? due.points : 0), 0),
      stampCoupons: stamps.benefits.flatMap((due) => (due.kind === "coupon" ? [due.name] : [])),
      ...{ fields: known.fields, tags: known.tags, notes: known.notes },
    },
    after: figuresOf(accounts.into.account, today, rank.view),
  };
}

function couponOf({ coupon, row }: CouponsMerged["moved"][number]) {
  return { name: coupon.name, untilOn: row.untilOn };
}

function sideOf(deps: Deps, { member, account }: Side, today: string, rank: RankView | null): MergeSide {
  return {
    memberId: member.publicId,
    name: member.name,
    pictureUrl: member.pictureUrl,
    status: member.status,
    joinedOn: dateAt(member.joinedAtMs, deps.settings.timeZone),
    held: account.held,
    ...figuresOf(account, today, rank),
  };
}

function figuresOf(account: Account, today: string, rank: RankView | null): MergePreview["after"] {
  const { debt, purchases, visits, spendYen, lastVisitOn } = account;
  return {
    balance: usableBalance(account.lots, today),
    pending: pendingPoints(account.lots, today).reduce((sum, { points }) => sum + points, 0),
    ...{ debt, purchases, visits, spendYen, lastVisitOn },
    rank: rank === null ? null : { name: rank.name, untilOn: rank.untilOn },
  };
}
