import { Refusal } from "../../../../shared/errors.ts";
import type { MergeAsked, Merged, MergePreview } from "../../../../shared/members/merge.ts";
import { pendingPoints, usableBalance } from "../../../../shared/points/lots.ts";
import type { Deps } from "../../../deps.ts";
import type { Actor } from "../../../platform/auth/actor.ts";
import { audited } from "../../../platform/database/plan.ts";
import { answerRow, once, type Write } from "../../../platform/http/once.ts";
import { type Member, memberById } from "../../members/index.ts";
import { loadWholeAccount, mainProgramme } from "../../points/index.ts";
import { existing } from "../view.ts";
import { planMerge, type Side } from "./plan.ts";
import { previewOf } from "./view.ts";

/** What a merge would do. @throws Refusal member.not_found or member.merged. */
export async function previewMerge(
  deps: Deps,
  actor: Actor,
  fromId: string,
  intoId: string,
): Promise<MergePreview> {
  const [from, into] = await sidesOf(deps, fromId, intoId);
  const plan = await planMerge(deps, actor, from, into, { reason: "", clientId: "" });
  return previewOf(deps, from, into, plan);
}

/**
 * Makes two memberships of one person one, in one commit that nothing undoes: points, coupons, stamps, business days and what
 * the shop knows go to the member who goes on, and the other's card, phones and number end or lead there.
 * @throws Refusal member.not_found, member.merged, or what stands in the way: merge.*, member.left, member.suspended.
 */
export function mergeMembers(
  deps: Deps,
  actor: Actor,
  fromId: string,
  { intoId, reason }: MergeAsked,
  write: Write,
): Promise<Merged> {
  return once(deps, write, async () => {
    const [from, into] = await sidesOf(deps, fromId, intoId);
    const plan = await planMerge(deps, actor, from, into, { reason, clientId: write.key });
    const [obstacle] = plan.obstacles;
    if (obstacle !== undefined) throw new Refusal(obstacle.code, { of: obstacle.of });
    const { accounts, nowMs, today } = plan;
    const { account } = accounts.into;
    const merged: Merged = {
      ...{ fromId: from.member.publicId, intoId: into.member.publicId, points: accounts.points },
      ...{ balance: usableBalance(account.lots, today), debt: account.debt },
    };
    const row = {
      ...{ auditId: deps.ids.ulid(), atMs: nowMs, actor, action: "members.merge", nodeId: null },
      subject: `member:${into.member.publicId}`,
      details: {
        from: from.member.publicId,
        points: accounts.points,
        waiting: pendingPoints(account.lots, today).reduce((sum, { points }) => sum + points, 0),
        debt: from.account.debt,
        coupons: plan.coupons.moved.length,
        couponsWithdrawn: plan.coupons.withdrawn.length,
      },
    };
    await deps.database.commit(audited(row, [...plan.statements, answerRow(write, merged, nowMs)]));
    return merged;
  });
}

async function sidesOf(deps: Deps, fromId: string, intoId: string): Promise<readonly [Side, Side]> {
  return Promise.all([sideOf(deps, fromId), sideOf(deps, intoId)]);
}

/**
 * By the number itself: one that leads elsewhere has been merged. The member is read after the account, so that nobody ends a
 * membership in between unseen.
 */
async function sideOf(deps: Deps, publicId: string): Promise<Side> {
  const found = await existing(deps, publicId);
  if (found.publicId !== publicId) throw new Refusal("member.merged");
  const account = await loadWholeAccount(deps, found.memberId, mainProgramme);
  const member: Member | null = await memberById(deps, found.memberId);
  if (account === null || member === null) throw new Refusal("member.not_found");
  if (member.mergedIntoId !== null) throw new Refusal("member.merged");
  return { member, account };
}
