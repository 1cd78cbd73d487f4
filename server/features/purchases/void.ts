import { dateAt } from "../../../shared/dates.ts";
import { Refusal } from "../../../shared/errors.ts";
import type { Receipt, VoidPurchase } from "../../../shared/purchases/schema.ts";
import type { Deps } from "../../deps.ts";
import type { Session } from "../../platform/auth/sessions.ts";
import { audited } from "../../platform/database/plan.ts";
import { answerRow, once, writeOf } from "../../platform/http/once.ts";
import {
  type Doing,
  draftOf,
  loadAccount,
  loadReversals,
  mainProgramme,
  planOf,
  pointsView,
  reverse,
  rulesInForce,
  toolsOf,
} from "../points/index.ts";
import { type StaffAtStore, staffAtStore } from "../stores/index.ts";
import { maySee, voidable } from "./access.ts";
import { planReceiptMessage } from "./message.ts";
import {
  type PurchaseRow,
  receiptNumberOf,
  receiptOf,
  tillWrites,
  withMemberName,
  withoutMemberName,
} from "./receipt.ts";
import { insertVoid, purchaseById } from "./store.ts";

/**
 * Undoes a sale: points used come back, points earned are taken back (what was already spent becomes debt), each by an
 * entry that names the one it reverses.
 * @throws Refusal purchase.not_found, purchase.already_voided or purchase.void_too_late.
 */
export async function voidSale(
  deps: Deps,
  session: Session,
  purchaseId: string,
  input: VoidPurchase,
  key: string,
): Promise<Receipt> {
  const reason = input.reason ?? null;
  const write = writeOf(tillWrites, key, ["void", purchaseId, reason]);
  const undone = await once(deps, write, async () => {
    const staff = await staffAtStore(deps, session);
    const sale = await deps.database.first(purchaseById, { purchaseId });
    const nowMs = deps.clock.nowMs();
    const today = dateAt(nowMs, deps.settings.timeZone);
    if (sale === undefined || !maySee(staff, sale)) throw new Refusal("purchase.not_found");
    if (sale.voided_at_ms !== null) throw new Refusal("purchase.already_voided");
    if (!voidable(staff, sale, today)) throw new Refusal("purchase.void_too_late");

    const draft = await draftVoid(deps, staff, sale, { key, nowMs, today, tillId: session.sessionId });
    const points = pointsView(draft.account, today);
    const receipt: Receipt = { ...receiptOf(sale, points), status: "voided", voidedAtMs: nowMs };
    const row = {
      auditId: deps.ids.ulid(),
      atMs: nowMs,
      actor: staff.actor,
      action: "purchases.void",
      subject: `purchase:${purchaseId}`,
      nodeId: staff.store.nodeId,
      details: { givenBack: sale.points_used, takenBack: sale.points_earned },
    };
    const member = {
      memberId: sale.member_id,
      lineUserId: sale.member_line_user_id,
      language: sale.member_language,
    };
    const statements = [
      ...planOf(draft, today, "shop"),
      insertVoid.with({
        purchaseId,
        memberId: sale.member_id,
        staffId: staff.staffId,
        storeId: staff.store.nodeId,
        reason,
        nowMs,
        pointsGivenBack: sale.points_used,
        pointsTakenBack: sale.points_earned,
      }),
      answerRow(write, withoutMemberName(receipt), nowMs),
      ...(await planReceiptMessage(deps, member, receipt)),
    ];
    await deps.database.commit(audited(row, statements));
    return receipt;
  });
  return withMemberName(deps, undone);
}

interface Moment {
  readonly key: string;
  readonly nowMs: number;
  readonly today: string;
  readonly tillId: string;
}

async function draftVoid(deps: Deps, staff: StaffAtStore, sale: PurchaseRow, moment: Moment) {
  const { key, nowMs, today, tillId } = moment;
  const read = await loadAccount(deps, sale.member_id, mainProgramme);
  if (read === null) throw new Refusal("member.not_found");
  const { account, reversals } = await loadReversals(deps, read, sale.purchase_id);
  const rules = await rulesInForce(deps, mainProgramme);
  const doing: Doing = {
    occurredAtMs: nowMs,
    recordedAtMs: nowMs,
    businessDate: today,
    storeId: staff.store.nodeId,
    tillId,
    actor: `staff:${staff.publicId}`,
    purchaseId: sale.purchase_id,
    receiptNumber: receiptNumberOf(sale.purchase_id),
    amountYen: sale.amount_yen,
    clientId: key,
  };
  // What was used comes back first, so that taking the earned points back finds as much as there can be.
  const inOrder = [...reversals].sort((a, b) => Number(b.kind === "spend") - Number(a.kind === "spend"));
  const visited = {
    ...account,
    visits: account.visits - 1,
    spendYen: account.spendYen - (sale.amount_yen - sale.discount_yen),
  };
  return inOrder.reduce(
    (draft, entry) => reverse(draft, entry, rules, doing, toolsOf(deps)),
    draftOf(visited),
  );
}
