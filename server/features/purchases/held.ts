import { type ErrorCode, Refusal } from "../../../shared/errors.ts";
import type { Programme } from "../../../shared/points/programme/schema.ts";
import type { Deps } from "../../deps.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import { scanOf } from "../card/index.ts";
import { type Account, type Taken, takenBy, withLots } from "../points/index.ts";
import type { Seller } from "./seller.ts";
import { holdById, settleHold } from "./store.ts";

/**
 * What a hold has put aside, with the lots it came from in view. A hold whose time is over is over, whether or not
 * anything has released it yet.
 * @throws Refusal hold.not_found, hold.settled or hold.expired.
 */
export async function heldBy(
  deps: Deps,
  holdId: string,
  account: Account,
): Promise<{ readonly taken: Taken; readonly account: Account }> {
  const row = await deps.database.first(holdById, { holdId });
  if (row === undefined || row.account_id !== account.accountId) throw new Refusal("hold.not_found");
  if (row.status === "expired") throw new Refusal("hold.expired");
  if (row.status !== "open") throw new Refusal("hold.settled");
  if (row.expires_at_ms <= deps.clock.nowMs()) throw new Refusal("hold.expired");
  const taken = await takenBy(deps, row.entry_id);
  const lotIds = taken.draws.map(({ lotId }) => lotId);
  return { taken, account: await withLots(deps, account, lotIds) };
}

/** Why so many points may not be put aside, by the limits that no sale is needed for. */
export function holdRefusal(
  { use }: Programme,
  balance: number,
  points: number,
): { readonly code: ErrorCode; readonly details: Readonly<Record<string, unknown>> } | null {
  const { balanceMin, unitPoints, pointsMaxPerSale } = use;
  if (balance < balanceMin) return { code: "points.balance_below_minimum", details: { limit: balanceMin } };
  if (points % unitPoints !== 0) {
    return { code: "points.use_unit", details: { reason: "unit", limit: unitPoints } };
  }
  if (pointsMaxPerSale === null || points <= pointsMaxPerSale) return null;
  return { code: "points.use_limit", details: { reason: "most_per_sale", limit: pointsMaxPerSale } };
}

/** Ends a hold; part of the plan whose entries release it. */
export function planSettled(
  holdId: string,
  status: "committed" | "released" | "expired",
  nowMs: number,
  purchaseId: string | null,
): Bound {
  return settleHold.with({ holdId, status, nowMs, purchaseId });
}

/**
 * A code that was shown to use points uses them once, in a sale or in a hold. Asked after the account was read, as
 * everything that is decided on.
 * @throws Refusal scan.consumed
 */
export async function refuseEnded(deps: Deps, { scanId }: Pick<Seller, "scanId">): Promise<void> {
  const scan = scanId === null ? null : await scanOf(deps, scanId);
  if (scan?.closed) throw new Refusal("scan.consumed");
}
