import { addDays, startOfDay } from "../../../shared/dates.ts";
import { type Listed, listedMax, pageRows } from "../../../shared/listing.ts";
import type {
  EntriesAsked,
  EntryRow,
  SaleRow,
  SalesAsked,
  SalesList,
} from "../../../shared/reports/lists.ts";
import type { Days } from "../../../shared/reports/periods.ts";
import type { Deps } from "../../deps.ts";
import type { Actor } from "../../platform/auth/actor.ts";
import { audited } from "../../platform/database/plan.ts";
import { dialectOf } from "../../platform/database/prepared.ts";
import { ulidFloor } from "../../platform/ids.ts";
import { scopeOf } from "./scope.ts";
import type { Asked } from "./store-figures.ts";
import * as store from "./store-lists.ts";

/** A till without a network may tell a sale so many days later. */
const latestDays = 36;

export async function salesBehind(deps: Deps, asked: SalesAsked): Promise<SalesList> {
  const stores = await storesOf(deps, asked.place);
  const [rows, count, sums] = await Promise.all([
    store.salePage(stores, asked, pageAt(asked.page)),
    store.saleCount(stores, asked, listedMax + 1),
    store.saleSums(stores, asked),
  ]);
  return {
    ...{ rows: rows.map(saleOf), total: Math.min(count, listedMax), more: count > listedMax },
    sums: {
      yen: Number(sums.yen ?? 0),
      returnedYen: Number(sums.returned_yen ?? 0),
      couponYen: Number(sums.coupon_yen ?? 0),
    },
  };
}

export async function exportSales(deps: Deps, actor: Actor, asked: SalesAsked): Promise<readonly SaleRow[]> {
  const all = { offset: 0, limit: listedMax };
  const rows = await store.salePage(await storesOf(deps, asked.place), asked, all);
  await told(deps, actor, "reports.export_sales", rows.length);
  return rows.map(saleOf);
}

export async function entriesBehind(deps: Deps, asked: EntriesAsked): Promise<Listed<EntryRow>> {
  const [of, wanted] = await wantedBy(deps, asked);
  const [rows, count] = await Promise.all([
    store.entryPage(of, wanted, pageAt(asked.page)),
    store.entryCount(of, wanted, listedMax + 1),
  ]);
  return { rows: rows.map(entryOf), total: Math.min(count, listedMax), more: count > listedMax };
}

export async function exportEntries(
  deps: Deps,
  actor: Actor,
  asked: EntriesAsked,
): Promise<readonly EntryRow[]> {
  const [of, wanted] = await wantedBy(deps, asked);
  const rows = await store.entryPage(of, wanted, { offset: 0, limit: listedMax });
  await told(deps, actor, "reports.export_entries", rows.length);
  return rows.map(entryOf);
}

function pageAt(page: number): store.PageOf {
  return { offset: (page - 1) * pageRows, limit: pageRows };
}

/** Every store by its number, for the index of sales is by store. */
export async function storesOf(deps: Deps, placeId: string | undefined): Promise<Asked> {
  const { places, storeIds } = await scopeOf(deps, placeId);
  const all = places.filter(({ kind }) => kind === "store").map(({ nodeId }) => nodeId);
  return { db: deps.database.report, dialect: dialectOf(deps.database.engine), storeIds: storeIds ?? all };
}

/** The same kinds as `pointSums` counts. */
const kindsOf = {
  earned: { kinds: ["earn"], reversals: "taken_back" },
  used: { kinds: ["spend", "hold", "release"], reversals: "given_back" },
  lapsed: { kinds: ["expire", "reinstate"], reversals: null },
  adjusted: { kinds: ["adjust"], reversals: null },
} as const;

/** Keys of entries that may be of some business days. */
export function keysOf(
  { settings }: Deps,
  { from, to }: Days,
): { readonly after: string; readonly below: string } {
  const { timeZone } = settings;
  return {
    // A store's zone may be ahead of the shop's by a day.
    after: ulidFloor(startOfDay(addDays(from, -1), timeZone)),
    below: ulidFloor(startOfDay(addDays(to, latestDays), timeZone)),
  };
}

async function wantedBy(
  deps: Deps,
  { of, from, to, place, staff }: EntriesAsked,
): Promise<readonly [Asked, store.EntriesWanted]> {
  const { storeIds } = await scopeOf(deps, place);
  return [
    { db: deps.database.report, dialect: dialectOf(deps.database.engine), storeIds },
    {
      ...kindsOf[of],
      ...keysOf(deps, { from, to }),
      days: { from, to },
      actor: staff === undefined ? null : `staff:${staff}`,
    },
  ];
}

/** That people's names left the house is in the audit log. */
async function told(deps: Deps, actor: Actor, action: string, rows: number): Promise<void> {
  const row = {
    ...{ auditId: deps.ids.ulid(), atMs: deps.clock.nowMs(), actor, action },
    ...{ subject: "reports:list", nodeId: null, details: { rows } },
  };
  await deps.database.commit(audited(row, []));
}

type Sale = Awaited<ReturnType<typeof store.salePage>>[number];

function saleOf(row: Sale): SaleRow {
  const returnedYen = Number(row.returned_yen ?? 0);
  return {
    purchaseId: row.purchase_id,
    businessDate: row.business_date,
    occurredAtMs: Number(row.occurred_at_ms),
    storeName: row.store_name,
    memberId: row.member_public_id,
    memberName: row.member_name,
    status: row.voided_at_ms !== null ? "voided" : returnedYen > 0 ? "returned" : "completed",
    yen: Number(row.amount_yen),
    couponYen: Number(row.coupon_yen),
    pointsUsed: Number(row.points_used),
    pointsEarned: Number(row.points_earned),
    returnedYen,
  };
}

type Line = Awaited<ReturnType<typeof store.entryPage>>[number];

function entryOf(row: Line): EntryRow {
  return {
    entryId: row.entry_id,
    businessDate: row.business_date,
    recordedAtMs: Number(row.recorded_at_ms),
    kind: row.kind,
    points: Number(row.points),
    storeName: row.store_name,
    memberId: row.member_public_id,
    memberName: row.member_name,
  };
}
