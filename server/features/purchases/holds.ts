import { dateAt } from "../../../shared/dates.ts";
import { Refusal } from "../../../shared/errors.ts";
import { usableBalance } from "../../../shared/points/lots.ts";
import type { Hold, HoldAsked } from "../../../shared/purchases/holds.ts";
import type { Receipt } from "../../../shared/purchases/schema.ts";
import type { Deps } from "../../deps.ts";
import { audited } from "../../platform/database/plan.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import type { HoldTable } from "../../platform/database/tables.ts";
import { answerRow, once, readAgain, type Write } from "../../platform/http/once.ts";
import { failureText } from "../../platform/log.ts";
import { planCloseScan } from "../card/index.ts";
import { planReleaseFor, planReserveForHold, reservedIds } from "../coupons/index.ts";
import { memberById } from "../members/index.ts";
import {
  type Account,
  type Doing,
  type Draft,
  draftOf,
  hold,
  lapseAll,
  loadAccount,
  mainProgramme,
  planOf,
  pointsView,
  release,
  rulesInForce,
  takenBy,
  toolsOf,
  withLots,
} from "../points/index.ts";
import { storeNode } from "../stores/index.ts";
import { holdRefusal, planSettled, refuseEnded } from "./held.ts";
import { recordPurchase } from "./record.ts";
import { actorName, type Handler, type SaleAsked, type Seller } from "./seller.ts";
import { holdById, holdsDue, insertHold } from "./store.ts";

type HoldRow = HoldTable & { readonly store_path: string };

/**
 * Puts points aside for a payment that is still being made: they leave the balance until the hold is committed, released,
 * or its time is over. The scan ends with it; the commit names the hold.
 * @throws Refusal card.wrong_purpose for a code that may not spend, points.* where they cannot be used.
 */
export function makeHold(
  deps: Deps,
  sellerOf: () => Promise<Seller>,
  asked: Pick<HoldAsked, "points" | "minutes" | "coupons">,
  write: Write,
): Promise<Hold> {
  return once(deps, write, async () => {
    const seller = await sellerOf();
    const { account, minutes, nowMs, today } = await holdable(deps, seller, asked);
    const store = seller.storeNode;
    const at = { storeId: store.nodeId, tillId: seller.tillId, actor: actorName(seller.actor) };
    const doing = doingOf(write.key, nowMs, today, at);
    const draft = hold(draftOf(account), asked.points, doing, toolsOf(deps));
    if (draft === null) throw new Refusal("points.not_enough");
    const [holdId, expiresAtMs] = [deps.ids.ulid(), nowMs + minutes * 60_000];
    const aside = await planReserveForHold(
      deps,
      asked.coupons ?? [],
      { holdId, scanId: seller.scanId, untilMs: expiresAtMs },
      { ...at, memberId: seller.memberId, purchaseId: null, businessDate: today, nowMs },
    );
    const { points } = asked;
    const made: Hold = {
      ...{ holdId, expiresAtMs, points },
      status: "open",
      coupons: aside.walletIds,
      purchaseId: null,
      pointsView: pointsView(draft.account, today),
    };
    const row = insertHold.with({
      ...{ holdId, expiresAtMs, points, nowMs, ...at },
      accountId: account.accountId,
      memberId: seller.memberId,
      entryId: draft.entries.at(-1)?.entryId ?? "",
    });
    const audit = {
      auditId: deps.ids.ulid(),
      atMs: nowMs,
      actor: seller.actor,
      action: "purchases.hold",
      subject: `hold:${holdId}`,
      nodeId: store.nodeId,
      details: { points, coupons: made.coupons.length },
    };
    const scan = seller.scanId === null ? [] : [planCloseScan(seller.scanId, nowMs)];
    const answer = answerRow(write, made, nowMs);
    const plan = [...planOf(draft, today), row, ...scan, answer, ...aside.statements];
    await deps.database.commit(audited(audit, plan));
    return made;
  });
}

/** What frees the coupons of a hold that ends without a sale. */
function freedBy(
  deps: Deps,
  row: HoldRow,
  actor: string,
  businessDate: string,
  nowMs: number,
): Promise<Bound[]> {
  const at = { ...placeOf(row), actor };
  return planReleaseFor(deps, row.hold_id, { ...at, purchaseId: null, businessDate, nowMs });
}

/** The account that points may be held in, and for how long. What depends on the sale is asked when it is made. */
async function holdable(deps: Deps, seller: Seller, asked: Pick<HoldAsked, "points" | "minutes">) {
  const [account, programme] = await Promise.all([
    loadAccount(deps, seller.memberId, mainProgramme),
    rulesInForce(deps, mainProgramme),
  ]);
  if (account === null) throw new Refusal("member.not_found");
  if (!seller.maySpend) throw new Refusal("card.wrong_purpose");
  await refuseEnded(deps, seller);
  if (account.debt > 0) throw new Refusal("points.debt");
  const nowMs = deps.clock.nowMs();
  const today = dateAt(nowMs, seller.storeNode.timeZone ?? deps.settings.timeZone);
  const refused = holdRefusal(programme, usableBalance(account.lots, today), asked.points);
  if (refused !== null) throw new Refusal(refused.code, refused.details);
  const { usual, max } = programme.holdMinutes;
  const minutes = asked.minutes ?? usual;
  if (minutes > max) throw new Refusal("hold.too_long", { minutesMax: max });
  return { account, minutes, nowMs, today };
}

/**
 * The sale that held points pay for: released and spent, from the same lots, in the sale's own commit. `pointsToUse` is
 * what was held or less; the rest goes back. Coupons are those that the hold has put aside, or where the sale names any, just
 * those; what it does not use is free again.
 * @throws Refusal hold.not_found, hold.settled or hold.expired, and all that a sale may.
 */
export async function commitHold(
  deps: Deps,
  handler: Handler,
  holdId: string,
  asked: Omit<SaleAsked, "holdId" | "coupons"> & Partial<Pick<SaleAsked, "coupons">>,
  write: Write,
): Promise<Receipt> {
  const sellerOf = async (): Promise<Seller> => {
    const row = await holdFor(deps, handler, holdId);
    const store = await storeNode(deps, row.store_id);
    if (store === null) throw new Refusal("store.not_found");
    return {
      actor: handler.actor,
      storeNode: store,
      tillId: row.till_id,
      staffId: handler.staffId,
      staffName: null,
      source: "api",
      maySpend: true,
      memberId: row.member_id,
      scanId: null,
    };
  };
  const coupons = asked.coupons ?? (await reservedIds(deps, holdId));
  return recordPurchase(deps, sellerOf, { ...asked, coupons, holdId }, write);
}

/** Gives held points back before the time is over. Doing it twice is doing it once. */
export function releaseHold(deps: Deps, handler: Handler, holdId: string, write: Write): Promise<Hold> {
  return once(deps, write, async () => {
    await holdFor(deps, handler, holdId);
    const nowMs = deps.clock.nowMs();
    const { row, draft, today } = await draftRelease(
      deps,
      holdId,
      actorName(handler.actor),
      write.key,
      nowMs,
    );
    if (row.status === "committed") throw new Refusal("hold.settled");
    const status = row.status === "open" ? "released" : row.status;
    const released: Hold = { ...viewOf(row, []), status, pointsView: pointsView(draft.account, today) };
    const audit = {
      auditId: deps.ids.ulid(),
      atMs: nowMs,
      actor: handler.actor,
      action: "purchases.release",
      subject: `hold:${holdId}`,
      nodeId: row.store_id,
    };
    const plan =
      row.status === "open"
        ? [
            ...planOf(draft, today),
            planSettled(holdId, "released", nowMs, null),
            ...(await freedBy(deps, row, actorName(handler.actor), today, nowMs)),
          ]
        : [];
    await deps.database.commit(audited(audit, [...plan, answerRow(write, released, nowMs)]));
    return released;
  });
}

/** A hold as it stands. */
export async function findHold(deps: Deps, handler: Handler, holdId: string): Promise<Hold> {
  const row = await holdFor(deps, handler, holdId);
  const account = await loadAccount(deps, row.member_id, mainProgramme);
  if (account === null) throw new Refusal("member.not_found");
  const today = dateAt(deps.clock.nowMs(), deps.settings.timeZone);
  const coupons = row.status === "open" ? await reservedIds(deps, holdId) : [];
  return { ...viewOf(row, coupons), pointsView: pointsView(account, today) };
}

const dueAtOnce = 100;

/**
 * Releases what nobody settled in time; answers how many. Any number of processes may do it at once. A hold that cannot be
 * released is told of and stays for the next time; it is in no other's way.
 */
export async function releaseExpiredHolds(deps: Deps, untilMs: number): Promise<number> {
  const nowMs = deps.clock.nowMs();
  let released = 0;
  let after = { afterMs: 0, afterId: "" };
  for (;;) {
    const due = await deps.database.all(holdsDue, { nowMs, ...after, limit: dueAtOnce });
    for (const { hold_id: holdId, expires_at_ms: afterMs } of due) {
      if (deps.clock.nowMs() > untilMs) return released;
      if (await expired(deps, holdId)) released += 1;
      after = { afterMs, afterId: holdId };
    }
    if (due.length < dueAtOnce) return released;
  }
}

async function expired(deps: Deps, holdId: string): Promise<boolean> {
  try {
    return await readAgain(deps, () => expire(deps, holdId));
  } catch (failure) {
    deps.log.error("purchases.hold_failed", { holdId, failure: failureText(failure) });
    return false;
  }
}

async function expire(deps: Deps, holdId: string): Promise<boolean> {
  const nowMs = deps.clock.nowMs();
  const actor = { kind: "system" as const, id: "holds" };
  const { row, draft, today } = await draftRelease(deps, holdId, actorName(actor), `expire:${holdId}`, nowMs);
  if (row.status !== "open") return false;
  const audit = {
    auditId: deps.ids.ulid(),
    atMs: nowMs,
    actor,
    action: "purchases.hold_expired",
    subject: `hold:${holdId}`,
    nodeId: row.store_id,
  };
  const plan = [
    ...planOf(draft, today),
    planSettled(holdId, "expired", nowMs, null),
    ...(await freedBy(deps, row, actorName(actor), today, nowMs)),
  ];
  await deps.database.commit(audited(audit, plan));
  return true;
}

/** @throws Refusal hold.not_found, also for a hold of a store this caller has nothing to do with. */
async function holdFor(deps: Deps, handler: Handler, holdId: string): Promise<HoldRow> {
  const row = await deps.database.first(holdById, { holdId });
  if (row === undefined) throw new Refusal("hold.not_found");
  const today = dateAt(deps.clock.nowMs(), deps.settings.timeZone);
  const held = { store_id: row.store_id, store_path: row.store_path, business_date: today };
  if (handler.refuses(held, today) !== null) throw new Refusal("hold.not_found");
  return row;
}

/**
 * What releasing a hold writes, where it is open still; the account as it is, where it is not. Who has left meanwhile took
 * no points along; neither do those that were put aside.
 */
async function draftRelease(
  deps: Deps,
  holdId: string,
  actor: string,
  clientId: string,
  nowMs: number,
): Promise<{ row: HoldRow; draft: Draft; today: string }> {
  const today = dateAt(nowMs, deps.settings.timeZone);
  const found = await deps.database.first(holdById, { holdId });
  if (found === undefined) throw new Refusal("hold.not_found");
  const [read, taken] = await Promise.all([
    loadAccount(deps, found.member_id, mainProgramme),
    takenBy(deps, found.entry_id),
  ]);
  // Read after the account: whoever settled the hold since has moved the account's stream, and this one reads again.
  const row = await deps.database.first(holdById, { holdId });
  if (read === null || row === undefined) throw new Refusal("hold.not_found");
  const account: Account = await withLots(
    deps,
    read,
    taken.draws.map(({ lotId }) => lotId),
  );
  if (row.status !== "open") return { row, draft: draftOf(account), today };
  const doing = doingOf(clientId, nowMs, today, { ...placeOf(row), actor });
  const member = await memberById(deps, row.member_id);
  const released = release(draftOf(account), taken, doing, toolsOf(deps));
  const draft = member?.status === "left" ? lapseAll(released, doing, toolsOf(deps)) : released;
  return { row, draft, today };
}

function doingOf(
  clientId: string,
  nowMs: number,
  businessDate: string,
  at: Pick<Doing, "storeId" | "tillId" | "actor">,
): Doing {
  return {
    ...at,
    occurredAtMs: nowMs,
    recordedAtMs: nowMs,
    businessDate,
    purchaseId: null,
    receiptNumber: null,
    amountYen: null,
    clientId,
  };
}

function placeOf(row: HoldRow): Pick<Doing, "storeId" | "tillId"> {
  return { storeId: row.store_id, tillId: row.till_id };
}

function viewOf(row: HoldRow, coupons: readonly string[]): Omit<Hold, "pointsView"> {
  return {
    holdId: row.hold_id,
    status: row.status,
    points: row.points,
    coupons,
    expiresAtMs: row.expires_at_ms,
    purchaseId: row.purchase_id,
  };
}
