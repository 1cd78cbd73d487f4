import { isReserved, stackRefusal } from "../../../shared/coupons/evaluate.ts";
import { dateAt } from "../../../shared/dates.ts";
import type { Deps } from "../../deps.ts";
import type { Actor } from "../../platform/auth/actor.ts";
import { audited, housekeeping } from "../../platform/database/plan.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import { readAgain } from "../../platform/http/once.ts";
import { failureText } from "../../platform/log.ts";
import { type HeldNow, type MemberCoupon, refusalNow } from "./candidates.core.ts";
import { type CouponDoing, type CouponDraft, changed, draftOf, planOf } from "./draft.ts";
import { withDocuments } from "./read.ts";
import { chosenFrom, refusalOf, stackingOf, stackOf } from "./sale.ts";
import { reservationsDue, rowsReservedFor } from "./store.ts";

/** How long coupons stay put aside for a payment (requirement 2.8). */
export const reservedMs = 10 * 60_000;

/** Held anew only when a minute of it has gone by: a till that asks twice writes once. */
const renewAfterMs = 60_000;

export interface Reserved {
  readonly walletIds: readonly string[];
  /** Null where nothing is put aside. */
  readonly untilMs: number | null;
}

/**
 * Puts exactly these coupons aside for a payment; what else was put aside for it is free again.
 * @throws Refusal coupon.* of the first that cannot be, `coupon.in_use` where another payment has it.
 */
export function reserve(
  deps: Deps,
  memberId: number,
  walletIds: readonly string[],
  reservedFor: string,
  doing: Omit<CouponDoing, "memberId" | "nowMs"> & { readonly by: Actor; readonly nodeId: number | null },
): Promise<Reserved> {
  return readAgain(deps, async () => {
    const nowMs = deps.clock.nowMs();
    const { by, nodeId, ...rest } = doing;
    const told: CouponDoing = { ...rest, memberId, nowMs };
    const chosen = await reservable(deps, walletIds, reservedFor, told);
    const wanted = chosen.map((held) =>
      putAside(draftOf(deps, held, told), reservedFor, told, nowMs + reservedMs),
    );
    const ids = new Set(wanted.map(({ row }) => row.id));
    const others = (await reservedRows(deps, reservedFor)).filter(({ id }) => !ids.has(id));
    const drafts = [...wanted, ...others.map((row) => released(row, told))];
    const statements = planOf(drafts);
    const untilMs =
      wanted.length === 0 ? null : Math.min(...wanted.map(({ row }) => row.reservedUntilMs ?? 0));
    const reserved = { walletIds: wanted.map(({ row }) => row.id), untilMs };
    if (statements.length === 0) return reserved;
    const audit = {
      auditId: deps.ids.ulid(),
      atMs: nowMs,
      actor: by,
      action: "coupons.reserve",
      subject: `scan:${reservedFor}`,
      nodeId,
      details: { coupons: wanted.length },
    };
    await deps.database.commit(audited(audit, statements));
    return reserved;
  });
}

/**
 * What puts coupons aside for a hold of points, in the hold's own plan and until its end, whatever the scan that it was made
 * with had put aside: of that, what the hold does not name is free again.
 * @throws Refusal coupon.* of the first that cannot be put aside.
 */
export async function planReserveForHold(
  deps: Deps,
  walletIds: readonly string[],
  hold: { readonly holdId: string; readonly scanId: string | null; readonly untilMs: number },
  doing: CouponDoing,
): Promise<{ readonly walletIds: readonly string[]; readonly statements: Bound[] }> {
  const { holdId, scanId, untilMs } = hold;
  const chosen = walletIds.length === 0 ? [] : await reservable(deps, walletIds, scanId, doing);
  const wanted = chosen.map((held) => putAside(draftOf(deps, held, doing), holdId, doing, untilMs));
  const ids = new Set(wanted.map(({ row }) => row.id));
  const others = scanId === null ? [] : await reservedRows(deps, scanId);
  const freed = others.filter(({ id }) => !ids.has(id)).map((row) => released(row, doing));
  return { walletIds: [...ids], statements: planOf([...wanted, ...freed]) };
}

/** What a payment has put aside, by the ids that the card calls them by. */
export async function reservedIds(
  deps: Pick<Deps, "database">,
  reservedFor: string,
): Promise<readonly string[]> {
  return (await reservedRows(deps, reservedFor)).map(({ id }) => id);
}

/** @throws Refusal coupon.* of the first that cannot be used now, or not with the others. */
async function reservable(
  deps: Deps,
  walletIds: readonly string[],
  reservedFor: string | null,
  { memberId, businessDate, nowMs }: CouponDoing,
): Promise<readonly HeldNow[]> {
  const at = { todayOn: businessDate, nowMs };
  const chosen = await chosenFrom(deps, memberId, walletIds, at);
  for (const one of chosen) {
    const refused = refusalNow(one, at, reservedFor) ?? stackRefusal(stackingOf(chosen), stackOf(one));
    if (refused !== null) throw refusalOf(one, refused);
  }
  return chosen;
}

function putAside(draft: CouponDraft, reservedFor: string, doing: CouponDoing, untilMs: number): CouponDraft {
  const { row } = draft;
  const own = isReserved(row, doing.nowMs) && row.reservedFor === reservedFor;
  if (own && (row.reservedUntilMs ?? 0) > untilMs - renewAfterMs) return draft;
  // Of a payment that was given up, whose time is over and was not written yet.
  const free = row.status === "reserved" && !own ? changed(draft, "released", freed, doing) : draft;
  const aside = { status: "reserved" as const, reservedFor, reservedUntilMs: untilMs };
  return changed(free, "reserved", aside, doing);
}

const freed = { status: "held" as const, reservedFor: null, reservedUntilMs: null };

function released(row: MemberCoupon, doing: CouponDoing): CouponDraft {
  const whole = { row, isNew: false, changes: [], given: 0, used: 0 };
  return changed(whole, "released", freed, doing);
}

async function reservedRows(
  deps: Pick<Deps, "database">,
  reservedFor: string,
): Promise<readonly MemberCoupon[]> {
  const rows = await deps.database.all(rowsReservedFor, { reservedFor });
  return rows.length === 0 ? [] : (await withDocuments(deps, rows)).map(({ row }) => row);
}

/** What frees all that a payment has put aside, for the plan that ends it; but for those that it uses. */
export async function planReleaseFor(
  deps: Pick<Deps, "database">,
  reservedFor: string,
  doing: Omit<CouponDoing, "memberId">,
  used: readonly string[] = [],
): Promise<Bound[]> {
  const rows = (await reservedRows(deps, reservedFor)).filter(({ id }) => !used.includes(id));
  return planOf(rows.map((row) => released(row, { ...doing, memberId: row.memberId })));
}

const dueAtOnce = 100;

/**
 * Writes what the clock has said already: coupons whose payment did not come in time are free. Any number of processes may
 * do it at once.
 */
export async function releaseReserved(deps: Deps, untilMs: number): Promise<number> {
  let done = 0;
  for (;;) {
    const nowMs = deps.clock.nowMs();
    const due = await deps.database.all(reservationsDue, { nowMs, limit: dueAtOnce });
    const before = done;
    for (const { row } of await withDocuments(deps, due)) {
      if (deps.clock.nowMs() > untilMs) return done;
      if (await releaseOne(deps, row, nowMs)) done += 1;
    }
    if (due.length < dueAtOnce || done === before) return done;
  }
}

async function releaseOne(deps: Deps, row: MemberCoupon, nowMs: number): Promise<boolean> {
  const doing: CouponDoing = {
    actor: "system:coupons",
    memberId: row.memberId,
    storeId: null,
    tillId: null,
    purchaseId: null,
    businessDate: dateAt(nowMs, deps.settings.timeZone),
    nowMs,
  };
  try {
    const why = "a hold whose time is over; the coupon's own change says so";
    await deps.database.commit(housekeeping(why, planOf([released(row, doing)])));
    return true;
  } catch (failure) {
    // Somebody has used, freed or taken it since; it comes again where it is still due.
    deps.log.warn("coupons.release_failed", { id: row.id, failure: failureText(failure) });
    return false;
  }
}
