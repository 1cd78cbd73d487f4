import type {
  CouponFigures,
  CouponHolder,
  CouponResults,
  HoldersAsked,
} from "../../../../shared/coupons/console.ts";
import { addDays, dateAt } from "../../../../shared/dates.ts";
import { type Listed, listedMax } from "../../../../shared/listing.ts";
import type { Deps } from "../../../deps.ts";
import type { Actor } from "../../../platform/auth/actor.ts";
import { staffNames } from "../../stores/index.ts";
import { commit } from "./publish.ts";
import { couponState } from "./state.ts";
import * as store from "./store-results.ts";

const daysShown = 90;

/** What became of a coupon: in all, day by day over the last 90 days, and by store. */
export async function couponResults(deps: Deps, couponId: string): Promise<CouponResults> {
  await couponState(deps, couponId);
  const { report } = deps.database;
  const [seen, uses, gifts] = await Promise.all([
    store.seenOf(report, couponId),
    store.usedBy(report, couponId),
    store.givenBy(report, couponId),
  ]);
  const from = addDays(dateAt(deps.clock.nowMs(), deps.settings.timeZone), -(daysShown - 1));
  const figures = (fits: (row: Grouped) => boolean): CouponFigures => ({
    given: sum(gifts.filter(fits), "count"),
    seen: 0,
    used: sum(uses.filter(fits), "count"),
    yen: sum(uses.filter(fits), "yen"),
    points: sum(uses.filter(fits), "points"),
  });
  const all: readonly Grouped[] = [...uses, ...gifts];
  const days = [...new Set(all.map((row) => row.business_date))].filter((on) => on >= from).sort();
  const stores = new Map(all.map((row) => [row.store_id, row.name]));
  return {
    ...figures(() => true),
    seen: Number(seen?.sum ?? 0),
    byDay: days.map((on) => ({ on, ...figures((row) => row.business_date === on) })),
    byStore: [...stores].map(([id, storeName]) => ({ storeName, ...figures((row) => row.store_id === id) })),
  };
}

interface Grouped {
  readonly business_date: string;
  readonly store_id: number | null;
  readonly name: string | null;
}

/** Sums come as text from PostgreSQL, and null of nothing. */
function sum<Key extends string>(
  rows: readonly Readonly<Record<Key, number | string | null>>[],
  key: Key,
): number {
  return rows.reduce((total, row) => total + Number(row[key] ?? 0), 0);
}

/** One page of who has or had it. */
export async function couponHolders(
  deps: Deps,
  couponId: string,
  asked: HoldersAsked,
): Promise<Listed<CouponHolder>> {
  await couponState(deps, couponId);
  const { report } = deps.database;
  const [rows, count] = await Promise.all([
    store.holderPage(report, couponId, asked),
    store.holderCount(report, couponId, asked),
  ]);
  return {
    rows: await holdersOf(deps, rows),
    total: Math.min(count, listedMax),
    more: count > listedMax,
  };
}

/** All of them, as far as a list goes, for a file; that people's names left the house is in the audit log. */
export async function exportHolders(
  deps: Deps,
  actor: Actor,
  couponId: string,
  asked: Omit<HoldersAsked, "page">,
): Promise<readonly CouponHolder[]> {
  await couponState(deps, couponId);
  const rows = await store.holderAll(deps.database.report, couponId, asked);
  const nowMs = deps.clock.nowMs();
  await commit(deps, actor, "coupons.export_holders", couponId, nowMs, [], { rows: rows.length });
  return holdersOf(deps, rows);
}

type Row = Awaited<ReturnType<typeof store.holderAll>>[number];

async function holdersOf(deps: Deps, rows: readonly Row[]): Promise<readonly CouponHolder[]> {
  const names = await staffNames(deps);
  return rows.map((row) => ({
    walletId: row.member_coupon_id,
    memberId: row.public_id,
    memberName: row.member_name,
    status: row.status,
    via: row.via,
    issuedAtMs: Number(row.issued_at_ms),
    untilOn: row.until_on,
    usedAtMs: row.used_at_ms === null ? null : Number(row.used_at_ms),
    storeName: row.store_name,
    actorName: row.actor === null ? null : (names.get(row.actor.replace(/^staff:/, "")) ?? null),
    purchaseId: row.purchase_id,
    yen: Number(row.yen ?? 0),
  }));
}
