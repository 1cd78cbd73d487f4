import { dateAt } from "../../../../shared/dates.ts";
import { Refusal } from "../../../../shared/errors.ts";
import type { MemberStampCard, StampReward } from "../../../../shared/stamps/views.ts";
import type { Deps } from "../../../deps.ts";
import type { Session } from "../../../platform/auth/sessions.ts";
import { audited } from "../../../platform/database/plan.ts";
import { answerRow, once, writeOf } from "../../../platform/http/once.ts";
import { goneRefusal, type OpenScan, scanOf } from "../../card/index.ts";
import { planHandOver, stampCardsAtTill } from "../../stamps/index.ts";
import { mayManage, staffAtStore } from "../../stores/index.ts";

/** A reward that a sale gave is handed over after that sale, whose scan has ended with it. */
const afterScanMs = 30 * 60_000;

/**
 * 景品 go over the counter, or that is undone.
 * @throws Refusal scan.not_found, scan.expired or stamps.reward_*.
 */
export function handOver(
  deps: Deps,
  session: Session,
  { scanId, rewardId }: { readonly scanId: string; readonly rewardId: string },
  undo: boolean,
  key: string,
): Promise<{ readonly rewards: readonly StampReward[] }> {
  const write = writeOf("till", key, ["reward", scanId, rewardId, undo]);
  return once(deps, write, async () => {
    const staff = await staffAtStore(deps, session);
    const { memberId, publicId } = (await recentScan(deps, scanId, session)).member;
    const nowMs = deps.clock.nowMs();
    const timeZone = staff.store.timeZone ?? deps.settings.timeZone;
    const on = dateAt(nowMs, timeZone);
    const { rewards } = await stampCardsAtTill(deps, memberId, on);
    const before = rewards.find((reward) => reward.rewardId === rewardId);
    const { cardId, statements } = await planHandOver(deps, rewardId, undo, {
      ...{ memberId, nowMs, on, timeZone, storeId: staff.store.nodeId, purchaseId: null },
      ...{ actor: `staff:${staff.publicId}`, manages: mayManage(staff.role) },
    });
    const row = {
      auditId: deps.ids.ulid(),
      atMs: nowMs,
      actor: staff.actor,
      action: undo ? "stamps.hand_over_undone" : "stamps.hand_over",
      subject: `member:${publicId}`,
      nodeId: staff.store.nodeId,
      details: { rewardId, cardId, name: before?.name.ja ?? null },
    };
    const answer = { rewards: undo ? rewards : rewards.filter((reward) => reward.rewardId !== rewardId) };
    await deps.database.commit(audited(row, [...statements, answerRow(write, answer, nowMs)]));
    return answer;
  });
}

/**
 * How the cards stand of whom a code was read of a while ago, and what waits to be handed over.
 * @throws Refusal scan.not_found or scan.expired.
 */
export async function stampsOfScan(
  deps: Deps,
  session: Session,
  scanId: string,
): Promise<{ readonly cards: readonly MemberStampCard[]; readonly rewards: readonly StampReward[] }> {
  const { store } = await staffAtStore(deps, session);
  const { memberId } = (await recentScan(deps, scanId, session)).member;
  return stampCardsAtTill(
    deps,
    memberId,
    dateAt(deps.clock.nowMs(), store.timeZone ?? deps.settings.timeZone),
  );
}

async function recentScan(deps: Deps, scanId: string, session: Session): Promise<OpenScan> {
  const scan = await scanOf(deps, scanId);
  if (scan === null || scan.tillId !== session.sessionId) throw new Refusal("scan.not_found");
  if (scan.expiresAtMs + afterScanMs <= deps.clock.nowMs()) throw new Refusal("scan.expired");
  if (scan.member.status === "left") throw goneRefusal(scan.member);
  return scan;
}
