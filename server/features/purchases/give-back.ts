import { type CalendarDate, dateAt } from "../../../shared/dates.ts";
import { Refusal } from "../../../shared/errors.ts";
import { sumOf } from "../../../shared/points/lots.ts";
import type { Programme } from "../../../shared/points/programme/schema.ts";
import type { RankView } from "../../../shared/ranks/schema.ts";
import type { Deps } from "../../deps.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import {
  type Account,
  type Doing,
  type Draft,
  datesWithout,
  dayOf,
  draftOf,
  giveBack,
  lapseAll,
  lastVisitBefore,
  loadAccount,
  mainProgramme,
  type OfPurchase,
  planDay,
  planDrawsBack,
  pointsOfPurchase,
  type TakenBack,
  type Tools,
  takeBack,
  takeReinstated,
  toolsOf,
} from "../points/index.ts";
import { planRankAfter, rankOf } from "../ranks/index.ts";
import { momentOf } from "./moment.ts";
import { receiptNumberOf } from "./receipt.ts";
import { decideReturn, type ReturnDecided, rolledBack, type VisitLeft } from "./refund.core.ts";
import type { ReturnAsked } from "./refund-lines.core.ts";
import { actorName, type Handler } from "./seller.ts";
import { type PurchaseRow, type SoldAndReturned, soldOf } from "./sold.ts";
import { purchaseById } from "./store.ts";
import { lastStoreOnDay } from "./store-last.ts";
import { type GiftsBack, takeGiftsBack } from "./take-back.ts";

/** A sale that somebody may take something back of. */
export interface Returnable extends SoldAndReturned {
  /** As it was before the sale and its returns were read. */
  readonly account: Account;
  readonly storeId: number;
  readonly nowMs: number;
  readonly occurredAtMs: number;
  readonly today: string;
  readonly on: string;
}

/**
 * Reads a sale for a return, and refuses who may not.
 * @throws Refusal purchase.not_found, purchase.already_voided, or what the handler refuses with.
 */
export async function returnable(
  deps: Deps,
  handler: Handler,
  purchaseId: string,
  occurredAt: number | null,
): Promise<Returnable> {
  const found = await deps.database.first(purchaseById, { purchaseId });
  if (found === undefined) throw new Refusal("purchase.not_found");
  const account = await loadAccount(deps, found.holder_id, mainProgramme);
  // Read after the account: whoever returned of it since has moved the account's stream, and this one reads again.
  const row = await deps.database.first(purchaseById, { purchaseId });
  if (row === undefined || account === null) throw new Refusal("purchase.not_found");
  // Merged in between: what comes back goes to another account than the one that was read.
  if (row.holder_id !== found.holder_id) return returnable(deps, handler, purchaseId, occurredAt);
  const timeZone = row.store_time_zone ?? deps.settings.timeZone;
  const { nowMs, occurredAtMs } = momentOf(deps, occurredAt);
  const today = dateAt(nowMs, timeZone);
  const refused = handler.refuses(row, today);
  if (refused === "purchase.not_found") throw new Refusal(refused);
  if (row.voided_at_ms !== null) throw new Refusal("purchase.already_voided");
  if (refused !== null) throw new Refusal(refused);
  if (occurredAtMs < row.occurred_at_ms) throw new Refusal("refund.before_sale");
  const storeId = handler.storeNode?.nodeId ?? row.store_id;
  return {
    ...(await soldOf(deps, row)),
    account,
    storeId,
    nowMs,
    occurredAtMs,
    today,
    on: dateAt(occurredAtMs, timeZone),
  };
}

/** What a return does to the ledger and to the counters. */
export interface Reversal {
  readonly decided: ReturnDecided;
  readonly draft: Draft;
  readonly taken: TakenBack;
  /** What came back to the member: less than was due where the shop forfeits what had lapsed. */
  readonly pointsGivenBack: number;
  /** Afterwards: what a return takes from its count does not take a rank away. */
  readonly rank: RankView | null;
  readonly couponsGivenBack: GiftsBack["couponsGivenBack"];
  readonly stampsTakenBack: number;
  readonly statements: readonly Bound[];
}

/**
 * Decides a return and drafts its entries: points used come back first, so that taking the earned ones finds as much as
 * there can be.
 */
export async function reverse(
  deps: Deps,
  handler: Handler,
  kind: "void" | "refund",
  sale: Returnable,
  asked: readonly ReturnAsked[],
  clientId: string,
): Promise<Reversal> {
  const { row, sold, earlier } = sale;
  const points = await pointsOfPurchase(deps, sale.account, row.purchase_id);
  const decided = decideReturn(sold, points.spent?.draws ?? [], points.earned.opens, earlier, asked);
  if ("refused" in decided) throw new Refusal(decided.refused, decided.details);
  const { account } = points;
  const visit = await visitAfter(deps, sale, account, decided);
  const doing = doingOf(handler, sale, decided.amountYen, clientId);
  const start = draftOf(rolledBack(account, decided, visit, row.business_date, sale.today));
  const undoing = { kind, programme: sold.programme, today: sale.today, lastVisitOn: visit.lastVisitOn };
  const drafted = draftReturn(start, undoing, points, decided, doing, toolsOf(deps));
  const { balance } = drafted.draft.account;
  // Who has left takes no points along, those that came back since as little as the others.
  const gone = row.member_status === "left" && balance > 0;
  const claimed = sumOf(decided.claims);
  const counted = { netYen: -decided.netYen, visits: visit.isOver ? -1 : 0 };
  const now = await rankOf(
    deps,
    account,
    dateAt(row.member_joined_at_ms, deps.settings.timeZone),
    sale.today,
  );
  const rank = planRankAfter(
    now,
    { businessDate: row.business_date, ...counted, points: -usableClaim(decided, account, sale.today) },
    { nowMs: sale.nowMs, actor: doing.actor, purchaseId: row.purchase_id },
  );
  const gifts = await takeGiftsBack(deps, handler, kind, sale, decided);
  const rolled = {
    ...{ purchases: decided.isLast ? -1 : 0, netYen: -decided.netYen },
    ...{ pointsEarned: -claimed, pointsUsed: -sumOf(decided.giveBack) },
  };
  return {
    decided,
    ...drafted,
    draft: gone ? lapseAll(drafted.draft, doing, toolsOf(deps)) : drafted.draft,
    rank: rank.view,
    couponsGivenBack: gifts.couponsGivenBack,
    stampsTakenBack: gifts.stampsTakenBack,
    statements: [
      planDay(account.accountId, row.business_date, rolled),
      ...planDrawsBack(decided.pools),
      ...rank.statements,
      ...gifts.statements,
    ],
  };
}

/** Whether the day of the sale has no purchase left, and which visit and store are the last then. */
async function visitAfter(
  deps: Deps,
  { row }: Returnable,
  account: Account,
  { isLast }: ReturnDecided,
): Promise<VisitLeft> {
  const { lastVisitOn, lastStoreId, accountId } = account;
  const { business_date: on, purchase_id: purchaseId } = row;
  const day = await dayOf(deps, row.holder_id, mainProgramme, on);
  const isOver = isLast && day.purchases === 1;
  if (!isLast || lastVisitOn !== on) return { isOver, lastVisitOn, lastStoreId };
  const left = isOver ? await lastVisitBefore(deps, accountId, on) : on;
  if (left === null) return { isOver, lastVisitOn: null, lastStoreId: null };
  const last = await deps.database.first(lastStoreOnDay, { accountId, on: left, without: purchaseId });
  return { isOver, lastVisitOn: left, lastStoreId: last?.store_id ?? null };
}

interface Undoing {
  readonly kind: "void" | "refund";
  /** The sale's. */
  readonly programme: Programme;
  /** The day of recording. */
  readonly today: CalendarDate;
  /** The member's last visit, as it is when the return is over. */
  readonly lastVisitOn: CalendarDate | null;
}

/**
 * What was used comes back, then what was earned is taken back. With the last of a sale, what it had brought back to life
 * lapses again before that, and the dates that it had moved go back.
 */
function draftReturn(
  start: Draft,
  { kind, programme, today, lastVisitOn }: Undoing,
  { earned, spent, reinstated }: OfPurchase,
  decided: ReturnDecided,
  doing: Doing,
  tools: Tools,
): Pick<Reversal, "draft" | "taken" | "pointsGivenBack"> {
  const { giveBack: byLot, claims, isLast } = decided;
  const { restored, shortage } = programme;
  const without = isLast
    ? reinstated.reduce((draft, one) => takeReinstated(draft, kind, one, shortage, doing, tools), start)
    : start;
  const dates = isLast ? datesWithout(without.account.lots, earned.dates, programme, lastVisitOn) : [];
  const gives = spent !== null && (byLot.length > 0 || kind === "void");
  const given = gives
    ? giveBack(without, kind, { entryId: spent.entryId, byLot }, restored, doing, tools, { today, dates })
    : without;
  const claim = {
    entryId: earned.entryId,
    points: sumOf(claims),
    ownLotIds: ownLotIds(decided, earned.opens),
    shares: Object.fromEntries(claims.map(({ lotId, points }) => [lotId, points])),
  };
  const also = { today, dates: gives ? [] : dates };
  const taken = takeBack(given, kind, claim, shortage, doing, tools, also);
  return { draft: taken.draft, taken, pointsGivenBack: gives ? (given.entries.at(-1)?.points ?? 0) : 0 };
}

/** What is claimed of lots that can be used already: the others did not count for a rank yet. */
function usableClaim({ claims }: ReturnDecided, { lots }: Account, on: string): number {
  const waiting = new Set(
    lots.filter((lot) => lot.pending && lot.activatesOn > on).map(({ lotId }) => lotId),
  );
  return claims.reduce((sum, { lotId, points }) => (waiting.has(lotId) ? sum : sum + points), 0);
}

/** The lots that were given too much first, then the sale's others. */
function ownLotIds(
  { claims }: ReturnDecided,
  opens: readonly { readonly lotId: string }[],
): readonly string[] {
  return [...new Set([...claims, ...opens].map(({ lotId }) => lotId))];
}

export function doingOf(
  handler: Handler,
  sale: Returnable,
  amountYen: number | null,
  clientId: string,
): Doing {
  const { row } = sale;
  return {
    occurredAtMs: sale.occurredAtMs,
    recordedAtMs: sale.nowMs,
    businessDate: sale.on,
    storeId: sale.storeId,
    tillId: handler.tillId ?? row.till_id,
    actor: actorName(handler.actor),
    purchaseId: row.purchase_id,
    receiptNumber: numberOf(row),
    amountYen,
    clientId,
  };
}

/** The POS's own number, or ours. */
export function numberOf(row: Pick<PurchaseRow, "receipt_number" | "purchase_id">): string {
  return row.receipt_number ?? receiptNumberOf(row.purchase_id);
}
