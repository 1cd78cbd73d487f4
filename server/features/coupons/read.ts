import { periodOf } from "../../../shared/coupons/periods.ts";
import { type Coupon, coupon as couponSchema } from "../../../shared/coupons/schema.ts";
import type { Deps } from "../../deps.ts";
import type { CouponTable, MemberCouponTable } from "../../platform/database/tables/coupons.ts";
import {
  candidatesOf,
  type HeldNow,
  type Kind,
  type MemberCoupon,
  type Moment,
  ofEveryone,
  ofRow,
  type RowOf,
} from "./candidates.core.ts";
import * as store from "./store.ts";

type Reading = Pick<Deps, "database">;

export interface KindRow extends Pick<CouponTable, "coupon_id" | "audience" | "given" | "used"> {
  coupon_status: CouponTable["status"];
  coupon_version: number;
  given_max: number | null;
  used_max: number | null;
}
export type JoinedRow = KindRow & Omit<MemberCouponTable, "coupon_id">;

/** Published versions never change, so each is read and checked once. */
const known = new WeakMap<Deps["database"], Map<string, Coupon>>();
const knownMax = 2_000;

async function documents(
  deps: Reading,
  wanted: readonly (readonly [couponId: string, version: number])[],
): Promise<(couponId: string, version: number) => Coupon> {
  const cache = known.get(deps.database) ?? new Map<string, Coupon>();
  known.set(deps.database, cache);
  const missing = wanted.filter(([id, version]) => !cache.has(`${id}/${version}`));
  if (missing.length > 0) {
    if (cache.size > knownMax) cache.clear();
    const couponIds = JSON.stringify([...new Set(wanted.map(([id]) => id))]);
    for (const row of await deps.database.all(store.documentsOf, { couponIds })) {
      cache.set(`${row.coupon_id}/${row.version}`, couponSchema.parse(JSON.parse(row.coupon)));
    }
  }
  const found = new Map(wanted.map(([id, version]) => [`${id}/${version}`, cache.get(`${id}/${version}`)]));
  return (couponId, version) => {
    const document = found.get(`${couponId}/${version}`);
    if (document === undefined) throw new Error(`version ${version} of coupon ${couponId} is not there`);
    return document;
  };
}

/** What a member could use, with documents: two short reads, and one more for a version that was not read before. */
export async function couponsOfMember(
  deps: Reading,
  { memberId, todayOn, nowMs }: { readonly memberId: number } & Moment,
): Promise<readonly HeldNow[]> {
  const [rows, everyone] = await Promise.all([
    deps.database.all(store.rowsOfMember, { memberId, ...periodsOf(todayOn) }),
    deps.database.all(store.couponsFor, { audience: "everyone", todayOn }),
  ]);
  const documentOf = await documents(deps, [
    ...rows.map((row) => [row.coupon_id, row.version] as const),
    ...everyone.map((row) => [row.coupon_id, row.coupon_version] as const),
  ]);
  return candidatesOf(
    everyone.map((row) => ({ kind: kindOf(row), coupon: documentOf(row.coupon_id, row.coupon_version) })),
    rows.map((row) => rowOf(row, documentOf(row.coupon_id, row.version))),
    { todayOn, nowMs },
  );
}

/** Whether the shop has a coupon in force that members use by showing their screen: at once, or while its time runs. */
export async function someAreShown(deps: Reading, todayOn: string): Promise<boolean> {
  const rows = await deps.database.all(store.couponsInForce, { todayOn });
  const wanted = rows.map((row) => [row.coupon_id, row.version] as const);
  const documentOf = await documents(deps, wanted);
  return wanted.some(([couponId, version]) => documentOf(couponId, version).mode !== "scan");
}

function periodsOf(on: string) {
  return {
    day: `${periodOf("day", on)}#%`,
    week: `${periodOf("week", on)}#%`,
    month: `${periodOf("month", on)}#%`,
    year: `${periodOf("year", on)}#%`,
  };
}

/** One of a member's, by the id that the card calls it by, whatever its state; null where it is not theirs. */
export async function heldBy(
  deps: Reading,
  memberId: number,
  walletId: string,
  at: Moment,
): Promise<HeldNow | null> {
  const own = await deps.database.first(store.rowById, { id: walletId, memberId });
  if (own !== undefined) return ofRow((await withDocuments(deps, [own]))[0] ?? never(), null);
  const kind = await kindBy(deps, walletId);
  if (kind === null || kind.kind.audience !== "everyone") return null;
  return ofEveryone(kind.kind, kind.coupon, await rowsOf(deps, memberId, walletId), at);
}

function never(): never {
  throw new Error("a row without its document");
}

/** A coupon in force, by its id; null for none, and for a draft, which has no version. */
export async function kindBy(
  deps: Reading,
  couponId: string,
): Promise<{ readonly kind: Kind; readonly coupon: Coupon } | null> {
  const row = await deps.database.first(store.couponById, { couponId });
  return row === undefined ? null : withDocument(deps, row);
}

export async function withDocument(
  deps: Reading,
  row: KindRow,
): Promise<{ readonly kind: Kind; readonly coupon: Coupon } | null> {
  if (row.coupon_version === 0) return null;
  const documentOf = await documents(deps, [[row.coupon_id, row.coupon_version]]);
  return { kind: kindOf(row), coupon: documentOf(row.coupon_id, row.coupon_version) };
}

/** Those in force for an audience on a day. */
export async function kindsFor(
  deps: Reading,
  audience: string,
  todayOn: string,
): Promise<readonly { readonly kind: Kind; readonly coupon: Coupon }[]> {
  const rows = await deps.database.all(store.couponsFor, { audience, todayOn });
  const documentOf = await documents(
    deps,
    rows.map((row) => [row.coupon_id, row.coupon_version] as const),
  );
  return rows.map((row) => ({ kind: kindOf(row), coupon: documentOf(row.coupon_id, row.coupon_version) }));
}

/** All that a member ever had of a coupon, oldest first. */
export async function rowsOf(deps: Reading, memberId: number, couponId: string): Promise<readonly RowOf[]> {
  return withDocuments(deps, await deps.database.all(store.rowsOfCoupon, { memberId, couponId }));
}

export async function withDocuments(deps: Reading, rows: readonly JoinedRow[]): Promise<readonly RowOf[]> {
  const documentOf = await documents(
    deps,
    rows.map((row) => [row.coupon_id, row.version] as const),
  );
  return rows.map((row) => rowOf(row, documentOf(row.coupon_id, row.version)));
}

function rowOf(row: JoinedRow, coupon: Coupon): RowOf {
  return { kind: kindOf(row), coupon, row: memberCouponOf(row) };
}

function kindOf(row: KindRow): Kind {
  return {
    couponId: row.coupon_id,
    status: row.coupon_status,
    version: row.coupon_version,
    audience: row.audience,
    given: row.given,
    used: row.used,
    givenMax: row.given_max,
    usedMax: row.used_max,
  };
}

function memberCouponOf(row: JoinedRow): MemberCoupon {
  return {
    id: row.member_coupon_id,
    couponId: row.coupon_id,
    memberId: row.member_id,
    occasion: row.occasion,
    version: row.version,
    via: row.via,
    status: row.status,
    nth: row.nth,
    fromOn: row.from_on,
    untilOn: row.until_on,
    issuedAtMs: row.issued_at_ms,
    timedUntilMs: row.timed_until_ms,
    presentedUntilMs: row.presented_until_ms,
    reservedFor: row.reserved_for,
    reservedUntilMs: row.reserved_until_ms,
    usedAtMs: row.used_at_ms,
    purchaseId: row.purchase_id,
  };
}
