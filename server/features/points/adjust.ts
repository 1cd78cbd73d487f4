import { dateAt } from "../../../shared/dates.ts";
import { Refusal } from "../../../shared/errors.ts";
import type { Adjusted, ReasonCode } from "../../../shared/points/adjustments/schema.ts";
import { expiryAfter } from "../../../shared/points/expiry.ts";
import { usableBalance } from "../../../shared/points/lots.ts";
import type { Programme } from "../../../shared/points/programme/schema.ts";
import type { Deps } from "../../deps.ts";
import type { Actor } from "../../platform/auth/actor.ts";
import { audited } from "../../platform/database/plan.ts";
import { answerRow, once, type Write } from "../../platform/http/once.ts";
import { toolsOf } from "./account.ts";
import { deduct, grant } from "./adjust.core.ts";
import type { Gift } from "./earn.core.ts";
import { type Doing, draftOf } from "./ledger.core.ts";
import { loadMemberAccount } from "./member-account.ts";
import { planOf } from "./plans.ts";
import { mainProgramme, rulesInForce } from "./programme.ts";
import { insertAdjustment } from "./store-adjustments.ts";

export interface Adjustment {
  readonly memberId: number;
  /** Signed, never 0. */
  readonly points: number;
  readonly reasonCode: ReasonCode;
  readonly reason: string | null;
  /** Last day of points that are given; null: as the programme says. */
  readonly expiresOn?: string | null | undefined;
}

/**
 * Points given or taken by hand: one commit with the reason, the audit row and the answer. Given points repay debt
 * first; more than there is to use cannot be taken.
 * @throws Refusal adjustment.above_limit, session.forbidden, points.not_enough, member.not_found or member.left.
 */
export function adjust(deps: Deps, actor: Actor, asked: Adjustment, write: Write): Promise<Adjusted> {
  return once(deps, write, async () => {
    const programme = await rulesInForce(deps, mainProgramme);
    mustBeWithin(programme, actor, asked.points);
    const found = await loadMemberAccount(deps, asked.memberId, mainProgramme);
    if (found === null) throw new Refusal("member.not_found");
    const { member, account } = found;
    if (member.status === "left") throw new Refusal("member.left");
    const nowMs = deps.clock.nowMs();
    const today = dateAt(nowMs, deps.settings.timeZone);
    const tools = toolsOf(deps);
    const doing = byHand(`${actor.kind}:${actor.id}`, nowMs, today, write.key);
    const gift = giftOf(programme, asked.points, asked.expiresOn ?? null, today);
    const before = draftOf(account);
    const draft =
      asked.points > 0 ? grant(before, gift, doing, tools) : deduct(before, -asked.points, doing, tools);
    if (draft === null) {
      throw new Refusal("points.not_enough", { balance: usableBalance(account.lots, today) });
    }
    const adjustmentId = deps.ids.ulid();
    const adjusted: Adjusted = {
      adjustmentId,
      memberId: member.publicId,
      points: asked.points,
      reasonCode: asked.reasonCode,
      balance: usableBalance(draft.account.lots, today),
      debt: draft.account.debt,
      expiresOn: asked.points > 0 ? gift.expiresOn : null,
      madeAtMs: nowMs,
    };
    const row = insertAdjustment.with({
      adjustmentId,
      accountId: account.accountId,
      entryId: draft.entries.at(-1)?.entryId ?? "",
      points: asked.points,
      reasonCode: asked.reasonCode,
      reason: asked.reason,
      actor: doing.actor,
      fileId: null,
      rowKey: null,
      nowMs,
    });
    await deps.database.commit(
      audited(
        {
          auditId: deps.ids.ulid(),
          atMs: nowMs,
          actor,
          action: "points.adjust",
          subject: `member:${member.publicId}`,
          nodeId: null,
          details: { points: asked.points, reasonCode: asked.reasonCode, adjustmentId },
        },
        [...planOf(draft, today), row, answerRow(write, adjusted, nowMs)],
      ),
    );
    return adjusted;
  });
}

/** What one adjustment may move: a member of staff by their role, an API key as the owner who made it. */
export function adjustPointsMax(programme: Programme, actor: Actor): number | null {
  if (actor.kind === "key") return programme.adjustPointsMax.owner;
  if (actor.kind !== "staff") return null;
  if (actor.role !== "owner" && actor.role !== "manager") return null;
  return programme.adjustPointsMax[actor.role];
}

function mustBeWithin(programme: Programme, actor: Actor, points: number): void {
  const pointsMax = adjustPointsMax(programme, actor);
  if (pointsMax === null) throw new Refusal("session.forbidden");
  if (Math.abs(points) > pointsMax) throw new Refusal("adjustment.above_limit", { pointsMax });
}

/** `actor` as the ledger has it, `kind:publicId`. */
export function byHand(actor: string, nowMs: number, today: string, clientId: string): Doing {
  return {
    occurredAtMs: nowMs,
    recordedAtMs: nowMs,
    businessDate: today,
    storeId: null,
    tillId: null,
    actor,
    purchaseId: null,
    receiptNumber: null,
    amountYen: null,
    clientId,
  };
}

/** @throws Refusal request.invalid where the last day has passed. */
export function giftOf(programme: Programme, points: number, expiresOn: string | null, today: string): Gift {
  if (expiresOn !== null && expiresOn < today) {
    throw new Refusal("request.invalid", {
      fields: [{ field: "expiresOn", problem: "a day that has passed" }],
    });
  }
  return {
    points: Math.max(0, points),
    activatesOn: today,
    expiresOn: expiresOn ?? expiryAfter(programme.expires, today, programme.fiscalYearStartsIn),
    origin: "adjustment",
    fundedBy: "head_office",
    renews: expiresOn === null && programme.expires.kind === "activity",
    waits: null,
  };
}
