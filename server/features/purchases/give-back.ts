import { dateAt } from "../../../shared/dates.ts";
import { Refusal } from "../../../shared/errors.ts";
import type { RankView } from "../../../shared/ranks/schema.ts";
import type { Deps } from "../../deps.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import {
  type Account,
  type Doing,
  type Draft,
  dayOf,
  draftOf,
  giveBack,
  lastVisitBefore,
  loadAccount,
  mainProgramme,
  planDay,
  planDrawsBack,
  pointsOfPurchase,
  type TakenBack,
  takeBack,
  toolsOf,
} from "../points/index.ts";
import { planRankAfter, rankOf } from "../ranks/index.ts";
import { momentOf } from "./moment.ts";
import { receiptNumberOf } from "./receipt.ts";
import { decideReturn, type ReturnAsked, type ReturnDecided, rolledBack } from "./refund.core.ts";
import { actorName, type Handler } from "./seller.ts";
import { type PurchaseRow, type SoldAndReturned, soldOf } from "./sold.ts";
import { purchaseById } from "./store.ts";

/** A sale that somebody may take something back of. */
export interface Returnable extends SoldAndReturned {
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
  const row = await deps.database.first(purchaseById, { purchaseId });
  if (row === undefined) throw new Refusal("purchase.not_found");
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
  const loaded = await loadAccount(deps, row.member_id, mainProgramme);
  if (loaded === null) throw new Refusal("member.not_found");
  const { account, earned, spent } = await pointsOfPurchase(deps, loaded, row.purchase_id);
  const decided = decideReturn(sold, spent?.draws ?? [], earned.opens, earlier, asked);
  if ("refused" in decided) throw new Refusal(decided.refused, decided.details);
  const day = await dayOf(deps, row.member_id, mainProgramme, row.business_date);
  const isOver = decided.isLast && day.purchases === 1;
  const lastVisitOn =
    isOver && account.lastVisitOn === row.business_date
      ? await lastVisitBefore(deps, account.accountId, row.business_date)
      : account.lastVisitOn;
  const doing = doingOf(handler, sale, decided.amountYen, clientId);
  const { restored, shortage } = sold.programme;
  const tools = toolsOf(deps);
  const start = draftOf(rolledBack(account, decided, { isOver, lastVisitOn }));
  const points = decided.giveBack.reduce((sum, draw) => sum + draw.points, 0);
  const given =
    spent === null || (points === 0 && kind === "refund")
      ? start
      : giveBack(start, kind, { entryId: spent.entryId, byLot: decided.giveBack }, restored, doing, tools);
  const claim = {
    entryId: earned.entryId,
    points: decided.claims.reduce((sum, draw) => sum + draw.points, 0),
    ownLotIds: ownLotIds(decided, earned.opens),
    shares: Object.fromEntries(decided.claims.map(({ lotId, points: share }) => [lotId, share])),
    waivedBefore: decided.waivedBefore,
  };
  const taken = takeBack(given, kind, claim, shortage, doing, tools);
  const pointsGivenBack = given.entries.at(-1)?.points ?? 0;
  const joinedOn = dateAt(row.member_joined_at_ms, deps.settings.timeZone);
  const now = await rankOf(deps, account, joinedOn, sale.today);
  const rank = planRankAfter(
    now,
    {
      businessDate: row.business_date,
      netYen: -decided.netYen,
      visits: isOver ? -1 : 0,
      points: -usableClaim(decided, account, sale.today),
    },
    { nowMs: sale.nowMs, actor: doing.actor, purchaseId: row.purchase_id },
  );
  const rolled = {
    purchases: decided.isLast ? -1 : 0,
    netYen: -decided.netYen,
    pointsEarned: -claim.points,
    pointsUsed: -points,
  };
  return {
    decided,
    draft: taken.draft,
    taken,
    pointsGivenBack,
    rank: rank.view,
    statements: [
      planDay(account.accountId, row.business_date, rolled),
      ...planDrawsBack(decided.pools),
      ...rank.statements,
    ],
  };
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
