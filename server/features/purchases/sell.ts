import { dateAt } from "../../../shared/dates.ts";
import { Refusal } from "../../../shared/errors.ts";
import type { ProgrammeRules } from "../../../shared/points/rules.ts";
import type { Quote, Receipt, Sale } from "../../../shared/purchases/schema.ts";
import type { Deps } from "../../deps.ts";
import type { Session } from "../../platform/auth/sessions.ts";
import { audited } from "../../platform/database/plan.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import { answerRow, once, type Write, writeOf } from "../../platform/http/once.ts";
import { type OpenScan, planCloseScan, usableScan } from "../card/index.ts";
import {
  type Account,
  type Doing,
  draftOf,
  earn,
  loadAccount,
  mainProgramme,
  planOf,
  pointsView,
  rulesInForce,
  spend,
  toolsOf,
} from "../points/index.ts";
import { type StaffAtStore, staffAtStore } from "../stores/index.ts";
import { planReceiptMessage } from "./message.ts";
import { receiptNumberOf, tillWrites, withMemberName, withoutMemberName } from "./receipt.ts";
import { decideSale } from "./sale.core.ts";
import { insertPurchase } from "./store.ts";

/** Everything a sale is decided on, read at one moment. */
interface Situation {
  readonly staff: StaffAtStore;
  readonly scan: OpenScan;
  readonly account: Account;
  readonly rules: ProgrammeRules;
  readonly quote: Quote;
  readonly nowMs: number;
  readonly today: string;
}

/** What a sale would earn and use, without doing it. */
export async function quoteSale(deps: Deps, session: Session, input: Sale): Promise<Quote> {
  return (await situationOf(deps, session, input)).quote;
}

/**
 * One visit to the till: points used, points earned, the purchase, the end of the scan, the receipt message and the
 * answer itself, all in one commit.
 * @throws Refusal for everything the core refuses, and for a scan that is not this till's to use.
 */
export async function sell(deps: Deps, session: Session, input: Sale, key: string): Promise<Receipt> {
  const content = [input.scanId, input.amountYen, input.pointsToUse];
  const write = writeOf(tillWrites, key, ["purchase", ...content]);
  const sold = await once(deps, write, async () => {
    const situation = await situationOf(deps, session, input);
    const { receipt, statements } = await planSale(deps, situation, write);
    const { staff, nowMs } = situation;
    const row = {
      auditId: deps.ids.ulid(),
      atMs: nowMs,
      actor: staff.actor,
      action: "purchases.sell",
      subject: `purchase:${receipt.purchaseId}`,
      nodeId: staff.store.nodeId,
      details: { amountYen: receipt.amountYen, used: receipt.pointsUsed, earned: receipt.pointsEarned },
    };
    await deps.database.commit(audited(row, statements));
    return receipt;
  });
  return withMemberName(deps, sold);
}

async function situationOf(deps: Deps, session: Session, input: Sale): Promise<Situation> {
  const [staff, scan, rules] = await Promise.all([
    staffAtStore(deps, session),
    usableScan(deps, input.scanId, session.sessionId),
    rulesInForce(deps, mainProgramme),
  ]);
  // A till that has moved to another store since: what was read there is not sold here.
  if (scan.storeId !== staff.store.nodeId) throw new Refusal("scan.not_found");
  const account = await loadAccount(deps, scan.member.memberId, mainProgramme);
  if (account === null) throw new Refusal("member.not_found");
  const nowMs = deps.clock.nowMs();
  const today = dateAt(nowMs, deps.settings.timeZone);
  const terms = { amountYenMax: staff.store.amountYenMax, maySpend: scan.maySpend, on: today };
  const quote = decideSale(account, rules, terms, input);
  if (typeof quote === "string") {
    throw new Refusal(
      quote,
      quote === "purchase.amount_too_large" ? { amountYenMax: terms.amountYenMax } : undefined,
    );
  }
  return { staff, scan, account, rules, quote, nowMs, today };
}

async function planSale(
  deps: Deps,
  situation: Situation,
  write: Write,
): Promise<{ receipt: Receipt; statements: readonly Bound[] }> {
  const { staff, scan, account, rules, quote, nowMs, today } = situation;
  const purchaseId = deps.ids.ulid();
  const doing: Doing = {
    occurredAtMs: nowMs,
    recordedAtMs: nowMs,
    businessDate: today,
    storeId: staff.store.nodeId,
    tillId: scan.tillId,
    actor: `staff:${staff.publicId}`,
    purchaseId,
    receiptNumber: receiptNumberOf(purchaseId),
    amountYen: quote.amountYen,
    clientId: write.key,
  };
  const tools = toolsOf(deps);
  const visited: Account = {
    ...account,
    visits: account.visits + 1,
    spendYen: account.spendYen + quote.payYen,
    lastVisitOn: today,
  };
  const spent =
    quote.pointsUsed === 0 ? draftOf(visited) : spend(draftOf(visited), quote.pointsUsed, doing, tools);
  if (spent === null) throw new Refusal("points.not_enough");
  const draft = earn(spent, quote.pointsEarned, rules, doing, tools);
  const receipt: Receipt = {
    purchaseId,
    receiptNumber: receiptNumberOf(purchaseId),
    status: "completed",
    storeName: staff.store.name,
    staffName: staff.name,
    member: { name: scan.member.name },
    amountYen: quote.amountYen,
    pointsUsed: quote.pointsUsed,
    discountYen: quote.discountYen,
    payYen: quote.payYen,
    pointsEarned: quote.pointsEarned,
    points: pointsView(draft.account, today),
    occurredAtMs: nowMs,
    businessDate: today,
    voidedAtMs: null,
  };
  const statements = [
    ...planOf(draft, today, "shop"),
    insertPurchase.with({
      purchaseId,
      accountId: account.accountId,
      memberId: scan.member.memberId,
      storeId: staff.store.nodeId,
      tillId: scan.tillId,
      staffId: staff.staffId,
      scanId: scan.scanId,
      amountYen: quote.amountYen,
      pointsUsed: quote.pointsUsed,
      discountYen: quote.discountYen,
      pointsEarned: quote.pointsEarned,
      ruleVersion: rules.version,
      occurredAtMs: nowMs,
      businessDate: today,
    }),
    planCloseScan(scan.scanId, nowMs),
    answerRow(write, withoutMemberName(receipt), nowMs),
    ...(await planReceiptMessage(deps, scan.member, receipt)),
  ];
  return { receipt, statements };
}
