import type { CouponList, CouponState } from "../../../../shared/coupons/console.ts";
import type { Coupon } from "../../../../shared/coupons/schema.ts";
import { dateAt } from "../../../../shared/dates.ts";
import { Refusal } from "../../../../shared/errors.ts";
import type { Deps } from "../../../deps.ts";
import { cardUrl } from "../../../platform/line/links.ts";
import * as store from "./store.ts";
import * as results from "./store-results.ts";

/** @throws Refusal coupon.not_found */
export async function couponState(deps: Deps, couponId: string): Promise<CouponState> {
  const row = await deps.database.first(store.couponRow, { couponId });
  if (row === undefined) throw new Refusal("coupon.not_found");
  const [draft, published] = await Promise.all([
    deps.database.first(store.versionRow, { couponId, version: 0 }),
    row.version === 0 ? undefined : deps.database.first(store.versionRow, { couponId, version: row.version }),
  ]);
  const { timeZone } = deps.settings;
  const stoppedOn = row.stopped_at_ms === null ? null : dateAt(row.stopped_at_ms, timeZone);
  return {
    couponId,
    status: row.status,
    version: row.version,
    draft: draft === undefined ? null : couponIn(draft.coupon),
    published: published === undefined ? null : couponIn(published.coupon),
    draftAtMs: draft?.made_at_ms ?? null,
    given: row.given,
    used: row.used,
    claimUrl: row.secret === null ? null : `${cardUrl(deps)}?claim=${row.secret}`,
    mayResume: row.status === "stopped" && stoppedOn === dateAt(deps.clock.nowMs(), timeZone),
  };
}

/** Names by id, in Japanese, as they are today; one that is gone has none. */
export async function couponNames(
  deps: Pick<Deps, "database">,
  couponIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (couponIds.length === 0) return new Map();
  const rows = await deps.database.all(results.documentsOfMany, { ids: JSON.stringify(couponIds) });
  return new Map(rows.map((row) => [row.coupon_id, couponIn(row.coupon).name.ja]));
}

/** Every coupon with its figures, newest first. */
export async function couponList(deps: Deps): Promise<CouponList> {
  const { report } = deps.database;
  const [rows, seen, yen] = await Promise.all([
    deps.database.all(store.couponsWithDocuments, {}),
    results.seenByCoupon(report),
    results.yenByCoupon(report),
  ]);
  const ids = [...new Set(rows.map((row) => row.coupon_id))];
  const sumOf = (sums: readonly { coupon_id: string; sum: number | string }[], id: string): number =>
    Number(sums.find((one) => one.coupon_id === id)?.sum ?? 0);
  return {
    coupons: ids.flatMap((couponId) => {
      const own = rows.filter((row) => row.coupon_id === couponId);
      const row = own.find(({ version }) => version > 0) ?? own[0];
      if (row === undefined) return [];
      return [
        {
          couponId,
          status: row.status,
          coupon: couponIn(row.coupon),
          given: row.given,
          seen: sumOf(seen, couponId),
          used: row.used,
          yen: sumOf(yen, couponId),
          changed: row.in_force > 0 && own.some(({ version }) => version === 0),
          madeAtMs: row.made_at_ms,
        },
      ];
    }),
  };
}

/** What saving or publishing wrote, read back. */
export function couponIn(text: string): Coupon {
  return JSON.parse(text) as Coupon;
}
