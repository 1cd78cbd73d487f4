import type { CouponChange } from "../../../shared/coupons/schema.ts";
import type { CalendarDate } from "../../../shared/dates.ts";
import type { Deps } from "../../deps.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import { datesOf, type HeldNow, type MemberCoupon } from "./candidates.core.ts";
import * as store from "./store.ts";

/** Who does something to a coupon, where and when: what each of its changes keeps. */
export interface CouponDoing {
  /** `kind:publicId` */
  readonly actor: string;
  readonly memberId: number;
  readonly storeId: number | null;
  readonly tillId: string | null;
  readonly purchaseId: string | null;
  readonly businessDate: CalendarDate;
  readonly nowMs: number;
}

/** One member's coupon with changes that are not written yet. */
export interface CouponDraft {
  readonly row: MemberCoupon;
  readonly isNew: boolean;
  readonly changes: readonly Bound[];
  readonly given: number;
  readonly used: number;
}

type Patch = Partial<Omit<MemberCoupon, "id" | "couponId" | "memberId" | "nth">>;

interface Counted {
  readonly yen?: number;
  readonly points?: number;
  readonly reason?: string | null;
}

/** The row as it is, or a new one, which is issued with it. */
export function draftOf(
  deps: Pick<Deps, "ids">,
  held: HeldNow,
  doing: CouponDoing,
  id: string = deps.ids.ulid(),
): CouponDraft {
  if (held.row !== null) return { row: held.row, isNew: false, changes: [], given: 0, used: 0 };
  return issued(deps, held, "everyone", held.occasion ?? "", doing, id);
}

/** A new one, for an occasion that this member has none of yet. */
export function issued(
  deps: Pick<Deps, "ids">,
  held: Pick<HeldNow, "kind" | "coupon">,
  via: string,
  occasion: string,
  doing: CouponDoing,
  id: string = deps.ids.ulid(),
): CouponDraft {
  const row: MemberCoupon = {
    id,
    couponId: held.kind.couponId,
    memberId: doing.memberId,
    occasion,
    version: held.kind.version,
    via,
    status: "held",
    nth: 0,
    ...datesOf(held.coupon, via, doing.businessDate),
    issuedAtMs: doing.nowMs,
    timedUntilMs: null,
    presentedUntilMs: null,
    reservedFor: null,
    reservedUntilMs: null,
    usedAtMs: null,
    purchaseId: null,
  };
  return changed({ row, isNew: true, changes: [], given: 1, used: 0 }, "issued", {}, doing);
}

/** One more change. Used is counted by it: one more with `redeemed`, one less where that is taken back. */
export function changed(
  draft: CouponDraft,
  kind: CouponChange,
  patch: Patch,
  doing: CouponDoing,
  { yen = 0, points = 0, reason = null }: Counted = {},
): CouponDraft {
  const row = { ...draft.row, ...patch, nth: draft.row.nth + 1 };
  const change = store.insertChange.with({
    id: row.id,
    nth: row.nth,
    kind,
    couponId: row.couponId,
    memberId: row.memberId,
    storeId: doing.storeId,
    tillId: doing.tillId,
    actor: doing.actor,
    purchaseId: doing.purchaseId,
    yen,
    points,
    reason,
    businessDate: doing.businessDate,
    nowMs: doing.nowMs,
  });
  const used = kind === "redeemed" ? 1 : kind === "undone" || kind === "restored" ? -1 : 0;
  return { ...draft, row, changes: [...draft.changes, change], used: draft.used + used };
}

/**
 * The statements of drafts. Stock is counted last and in one order: the rows of hot coupons are held as shortly as can be,
 * and two sales that use the same two never wait for each other.
 */
export function planOf(drafts: readonly CouponDraft[]): Bound[] {
  const touched = drafts.filter(({ changes }) => changes.length > 0);
  const rows = touched.flatMap((draft) => {
    const { row } = draft;
    return draft.isNew
      ? [store.insertRow.with({ ...fieldsOf(row), ...newFieldsOf(row) }), ...draft.changes]
      : [...draft.changes, store.updateRow.with(fieldsOf(row))];
  });
  const counted = new Map<string, { given: number; used: number }>();
  for (const { row, given, used } of touched) {
    const sum = counted.get(row.couponId) ?? { given: 0, used: 0 };
    counted.set(row.couponId, { given: sum.given + given, used: sum.used + used });
  }
  const stock = [...counted]
    .filter(([, { given, used }]) => given !== 0 || used !== 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([couponId, counts]) => store.countStock.with({ couponId, ...counts }));
  return [...rows, ...stock];
}

function fieldsOf(row: MemberCoupon) {
  const { id, status, nth, timedUntilMs, presentedUntilMs } = row;
  const { reservedFor, reservedUntilMs, usedAtMs, purchaseId } = row;
  return {
    ...{ id, status, nth, timedUntilMs, presentedUntilMs },
    ...{ reservedFor, reservedUntilMs, usedAtMs, purchaseId },
  };
}

function newFieldsOf(row: MemberCoupon) {
  const { couponId, memberId, occasion, version, via, fromOn, untilOn, issuedAtMs } = row;
  return { couponId, memberId, occasion, version, via, fromOn, untilOn, issuedAtMs };
}
