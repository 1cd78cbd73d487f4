import { addDays, dateAt } from "../../../shared/dates.ts";
import { expiryAfter } from "../../../shared/points/expiry.ts";
import type { Lot } from "../../../shared/points/lots.ts";
import type { Receipt } from "../../../shared/purchases/schema.ts";
import type { Deps } from "../../deps.ts";
import { audited } from "../../platform/database/plan.ts";
import { answerRow, once, type Write } from "../../platform/http/once.ts";
import { activateOnEvent, draftOf, planOf, pointsOfPurchase, pointsView, toolsOf } from "../points/index.ts";
import { planRankAfter, rankOf } from "../ranks/index.ts";
import { doingOf, returnable } from "./give-back.ts";
import { receiptOf, withMemberName, withoutMemberName } from "./receipt.ts";
import { actorName, type Handler } from "./seller.ts";

/** What has happened to a sale, and when (UTC milliseconds; absent is now). */
export interface Confirmed {
  readonly event: string;
  readonly occurredAtMs?: number | null | undefined;
}

/**
 * Tells what a sale's points wait for, such as `shipped`: those that wait for it have their dates from then on. Told
 * twice, or where nothing waits for it, it changes nothing.
 * @throws Refusal purchase.not_found, purchase.already_voided, purchase.too_old or purchase.in_future.
 */
export async function confirmPurchase(
  deps: Deps,
  handler: Handler,
  purchaseId: string,
  { event, occurredAtMs = null }: Confirmed,
  write: Write,
): Promise<Receipt> {
  const receipt = await once(deps, write, async () => {
    const sale = await returnable(deps, handler, purchaseId, occurredAtMs);
    const { row, sold, nowMs, on } = sale;
    const today = dateAt(nowMs, row.store_time_zone ?? deps.settings.timeZone);
    const { account, earned } = await pointsOfPurchase(deps, sale.account, purchaseId);
    const own = new Set(earned.opens.map(({ lotId }) => lotId));
    const waiting = account.lots.filter((lot) => own.has(lot.lotId) && lot.waits?.event === event);
    const datesOf = (lot: Lot) => {
      const activatesOn = addDays(on, lot.waits?.afterDays ?? 0);
      const policy = lot.waits?.expires ?? sold.programme.expires;
      return { activatesOn, expiresOn: expiryAfter(policy, activatesOn, sold.programme.fiscalYearStartsIn) };
    };
    const draft = activateOnEvent(
      draftOf(account),
      waiting.map(({ lotId }) => lotId),
      datesOf,
      doingOf(handler, sale, null, write.key),
      toolsOf(deps),
    );
    const joinedOn = dateAt(row.member_joined_at_ms, deps.settings.timeZone);
    const usable = draft.account.lots.filter((lot) => own.has(lot.lotId) && lot.activatesOn <= today);
    const activated = waiting.filter((lot) => usable.some(({ lotId }) => lotId === lot.lotId));
    const rank = planRankAfter(
      await rankOf(deps, account, joinedOn, today),
      {
        ...{ businessDate: row.business_date, netYen: 0, visits: 0 },
        points: activated.reduce((sum, lot) => sum + lot.remaining, 0),
      },
      { nowMs, actor: actorName(handler.actor), purchaseId },
    );
    const made = receiptOf(sale, pointsView(draft.account, today), rank.view);
    const audit = {
      auditId: deps.ids.ulid(),
      atMs: nowMs,
      actor: handler.actor,
      action: "purchases.confirm",
      subject: `purchase:${purchaseId}`,
      nodeId: sale.storeId,
      details: { event, points: waiting.reduce((sum, lot) => sum + lot.remaining, 0) },
    };
    const plan = waiting.length === 0 ? [] : [...planOf(draft, today), ...rank.statements];
    await deps.database.commit(audited(audit, [...plan, answerRow(write, withoutMemberName(made), nowMs)]));
    return made;
  });
  return withMemberName(deps, receipt);
}
