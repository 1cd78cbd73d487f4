import { dateAt } from "../../../../shared/dates.ts";
import type { MergeObstacle } from "../../../../shared/members/merge.ts";
import { expiryAfter } from "../../../../shared/points/expiry.ts";
import type { Deps } from "../../../deps.ts";
import type { Actor } from "../../../platform/auth/actor.ts";
import type { Bound } from "../../../platform/database/prepared.ts";
import { planCardMerged } from "../../card/index.ts";
import {
  type CouponDoing,
  type CouponsMerged,
  planIssue,
  planMergeCoupons,
  planRankUpCoupons,
} from "../../coupons/index.ts";
import { type KnownMerged, type Member, planMergeMembers } from "../../members/index.ts";
import {
  type Account,
  type AccountMerge,
  type Doing,
  type Gift,
  mainProgramme,
  planForgetReasons,
  planMergeAccounts,
  rulesInForce,
} from "../../points/index.ts";
import { planRankMerged, type RankMerge } from "../../ranks/index.ts";
import { planMergeSegments } from "../../segments/index.ts";
import { planMergeStamps, type StampsMerged } from "../../stamps/index.ts";

/** A member of a merge as they were read: the account first, so that who changes since is noticed. */
export interface Side {
  readonly member: Member;
  readonly account: Account;
}

export interface MergePlan {
  readonly nowMs: number;
  readonly today: string;
  readonly obstacles: readonly MergeObstacle[];
  readonly accounts: AccountMerge;
  readonly rank: RankMerge;
  readonly coupons: CouponsMerged;
  readonly stamps: StampsMerged;
  readonly known: KnownMerged;
  readonly statements: readonly Bound[];
}

/**
 * Everything that happens when one membership is taken over by another, as one plan; nothing is written here. What is in the
 * way is named, and must be asked for before the plan is used.
 */
export async function planMerge(
  deps: Deps,
  actor: Actor,
  from: Side,
  into: Side,
  { reason, clientId }: { readonly reason: string; readonly clientId: string },
): Promise<MergePlan> {
  const nowMs = deps.clock.nowMs();
  const today = dateAt(nowMs, deps.settings.timeZone);
  const doing = doingOf(actor, nowMs, today, clientId);
  const about = { ...doing, memberId: into.member.memberId, nowMs };
  const [coupons, stamps, known, card, rank] = await Promise.all([
    planMergeCoupons(deps, from.member, about),
    planMergeStamps(deps, from.member.memberId, { ...about, on: today }),
    planMergeMembers(deps, actor, from.member, into.member, reason),
    planCardMerged(deps, from.member, from.account),
    planRankMerged(deps, rankSide(deps, from), rankSide(deps, into), today, {
      ...{ nowMs, actor: doing.actor, purchaseId: null },
    }),
  ]);
  const gifts = await giftsOf(deps, stamps, today);
  const accounts = await planMergeAccounts(deps, from.account, into.account, doing, gifts);
  const given = await couponsGiven(deps, stamps, rank, about);
  return {
    ...{ nowMs, today, accounts, rank, coupons, stamps, known },
    obstacles: obstaclesOf(from, into, coupons),
    statements: [
      ...accounts.statements,
      ...rank.statements,
      ...stamps.statements,
      ...coupons.statements,
      ...given,
      ...known.statements,
      ...planMergeSegments(from.member.memberId, into.member.memberId),
      planForgetReasons(from.account.accountId),
      ...card,
    ],
  };
}

function doingOf(actor: Actor, nowMs: number, businessDate: string, clientId: string): Doing {
  return {
    ...{ occurredAtMs: nowMs, recordedAtMs: nowMs, businessDate, clientId },
    ...{ storeId: null, tillId: null, purchaseId: null, receiptNumber: null, amountYen: null },
    actor: `${actor.kind}:${actor.id}`,
  };
}

function rankSide(deps: Deps, { member, account }: Side) {
  return { account, joinedOn: dateAt(member.joinedAtMs, deps.settings.timeZone) };
}

/** Points that stamp cards give which are filled by it. */
async function giftsOf(deps: Deps, { benefits }: StampsMerged, today: string): Promise<readonly Gift[]> {
  const points = benefits.reduce((sum, due) => sum + (due.kind === "points" ? due.points : 0), 0);
  if (points === 0) return [];
  const { expires, fiscalYearStartsIn } = await rulesInForce(deps, mainProgramme);
  return [
    {
      ...{ points, activatesOn: today, expiresOn: expiryAfter(expires, today, fiscalYearStartsIn) },
      ...{ origin: "promotion", fundedBy: "head_office" },
      ...{ renews: expires.kind === "activity", waits: null },
    },
  ];
}

/** Coupons of stamp cards that are filled by it, and of a rank that neither had. */
async function couponsGiven(
  deps: Deps,
  { benefits }: StampsMerged,
  { change, nth, isNew }: RankMerge,
  { memberId, actor, nowMs, businessDate }: CouponDoing,
): Promise<readonly Bound[]> {
  const issuing = { actor, nowMs, businessDate };
  const ofStamps = await Promise.all(
    benefits.map((due) =>
      due.kind === "points"
        ? []
        : planIssue(deps, due.couponId, memberId, { ...issuing, via: "stamp", occasion: due.occasion }),
    ),
  );
  const ofRank =
    isNew && change !== null ? await planRankUpCoupons(deps, memberId, { to: change.to, nth }, issuing) : [];
  return [...ofStamps.flat(), ...ofRank];
}

function obstaclesOf(from: Side, into: Side, { reserved }: CouponsMerged): readonly MergeObstacle[] {
  if (from.member.memberId === into.member.memberId) return [{ code: "merge.same", of: null }];
  const sides = [
    { of: "from" as const, ...from },
    { of: "into" as const, ...into },
  ];
  return sides.flatMap(({ of, member, account }): MergeObstacle[] => [
    ...(member.status === "left" ? [{ code: "member.left" as const, of }] : []),
    ...(member.status === "suspended" ? [{ code: "member.suspended" as const, of }] : []),
    ...(account.held > 0 ? [{ code: "merge.points_held" as const, of }] : []),
    ...(reserved.some(({ row }) => row.memberId === member.memberId)
      ? [{ code: "merge.coupons_reserved" as const, of }]
      : []),
  ]);
}
