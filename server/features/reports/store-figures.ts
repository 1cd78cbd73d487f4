import { type Days, dayCount } from "../../../shared/reports/periods.ts";
import type { Database } from "../../platform/database/database.ts";
import { isAmong } from "../../platform/database/json-rows.ts";
import type { Dialect } from "../../platform/database/prepared.ts";
import { lineUnits } from "../../platform/outbox/index.ts";

/** What reports read of the kept sums. All by days, through the primary keys of `report_day` and `report_visit`. */

type Report = Database["report"];

/** Where a question is asked: the dialect, and the stores it is about. */
export interface Asked {
  readonly db: Report;
  readonly dialect: Dialect;
  readonly storeIds: readonly number[] | null;
}

const sums = ["sales", "yen", "coupon_yen", "returned_yen", "earned", "used", "lapsed", "adjusted"] as const;

/** `report_day` of some days, and of the stores that are asked about. */
function days({ db, dialect, storeIds }: Asked, { from, to }: Days) {
  const query = db
    .selectFrom("report_day")
    .where("business_date", ">=", from)
    .where("business_date", "<=", to)
    .select(({ fn }) => sums.map((name) => fn.sum<number>(name).as(name)));
  return storeIds === null
    ? query
    : query.where(isAmong(dialect, "report_day.store_id", JSON.stringify(storeIds)));
}

export function sumsByDay(asked: Asked, range: Days) {
  return days(asked, range).select("business_date").groupBy("business_date").execute();
}

export function sumsByStore(asked: Asked, range: Days) {
  return days(asked, range).select("store_id").groupBy("store_id").execute();
}

/** Everything up to the end of a day, which is what of points is out then. */
export function sumsUntil(asked: Asked, to: string) {
  return days(asked, { from: "", to }).executeTakeFirstOrThrow();
}

/** Days with a sale that stands, of the kept sums and of what was sold since the mark; of the kept sums alone where it is null. */
export function visits({ db, dialect, storeIds }: Asked, { from, to }: Days, mark: string | null) {
  const kept = db
    .selectFrom("report_visit")
    .where("business_date", ">=", from)
    .where("business_date", "<=", to)
    .where("sales", ">", 0)
    .select(["business_date", "store_id", "account_id"]);
  const since = db
    .selectFrom("purchase")
    .leftJoin("purchase_void", "purchase_void.purchase_id", "purchase.purchase_id")
    .where("purchase.purchase_id", ">", mark ?? afterAll)
    .where("purchase_void.purchase_id", "is", null)
    .where("purchase.business_date", ">=", from)
    .where("purchase.business_date", "<=", to)
    .select(["purchase.business_date", "purchase.store_id", "purchase.account_id"]);
  if (storeIds === null) return kept.unionAll(since);
  const here = (column: string) => isAmong(dialect, column, JSON.stringify(storeIds));
  return kept.where(here("report_visit.store_id")).unionAll(since.where(here("purchase.store_id")));
}

/** Sorts after every ULID. */
const afterAll = "~";

export async function visitsIn(asked: Asked, range: Days, mark: string) {
  const row = await asked.db
    .selectFrom(
      asked.storeIds === null && dayCount(range) > daysByVisitMax
        ? daysOfAccounts(asked.db, range)
        : daysOfVisitors(asked, range, mark),
    )
    .select((eb) => [
      eb.fn.countAll<number>().as("visitors"),
      eb.fn.sum<number>("days").as("visits"),
      eb.fn.sum<number>(eb.case().when("days", ">", 1).then(eb.lit(1)).else(eb.lit(0)).end()).as("repeaters"),
    ])
    .executeTakeFirstOrThrow();
  return { visitors: Number(row.visitors), visits: Number(row.visits), repeaters: Number(row.repeaters) };
}

/** From here on the days of all accounts, which stand in the order of accounts, are quicker than sorting visits by them. */
const daysByVisitMax = 92;

function daysOfVisitors(asked: Asked, range: Days, mark: string) {
  return asked.db
    .selectFrom(visits(asked, range, mark).as("visit"))
    .select((eb) => eb.fn.count<number>("business_date").distinct().as("days"))
    .groupBy("account_id")
    .as("visitor");
}

function daysOfAccounts(db: Report, { from, to }: Days) {
  return db
    .selectFrom("account_day")
    .where("business_date", ">=", from)
    .where("business_date", "<=", to)
    .where("purchases", ">", 0)
    .select((eb) => eb.fn.countAll<number>().as("days"))
    .groupBy("account_id")
    .as("visitor");
}

/**
 * Members who came in some days, and those of them who came since `recentFrom`. Grouped and not counted as distinct: SQLite takes
 * a third of the time.
 */
export async function activeIn(asked: Asked, range: Days, recentFrom: string, mark: string) {
  const row = await asked.db
    .selectFrom(
      asked.db
        .selectFrom(visits(asked, range, mark).as("visit"))
        .select((eb) => eb.fn.max<string>("business_date").as("last_on"))
        .groupBy("account_id")
        .as("visitor"),
    )
    .select((eb) => [
      eb.fn.countAll<number>().as("whole"),
      eb.fn
        .sum<number>(eb.case().when("last_on", ">=", recentFrom).then(eb.lit(1)).else(eb.lit(0)).end())
        .as("recent"),
    ])
    .executeTakeFirstOrThrow();
  return { whole: Number(row.whole), recent: Number(row.recent) };
}

export function visitorsByStore(asked: Asked, range: Days, mark: string) {
  return asked.db
    .selectFrom(visits(asked, range, mark).as("visit"))
    .select((eb) => ["store_id", eb.fn.count<number>("account_id").distinct().as("visitors")])
    .groupBy("store_id")
    .execute();
}

/** Coupons given, used and undone in a period: by `coupon_change_results`, coupon by coupon. */
export function couponsIn({ db, dialect, storeIds }: Asked, { from, to }: Days) {
  const query = db
    .selectFrom("coupon_change")
    .where("coupon_id", "in", (eb) => eb.selectFrom("coupon").select("coupon.coupon_id"))
    .where("kind", "in", ["issued", "redeemed", "undone"])
    .where("business_date", ">=", from)
    .where("business_date", "<=", to)
    .select((eb) => ["kind", eb.fn.countAll<number>().as("count")])
    .groupBy("kind");
  const here =
    storeIds === null ? null : isAmong(dialect, "coupon_change.store_id", JSON.stringify(storeIds));
  return (here === null ? query : query.where(here)).execute();
}

/** Messages of a period: the kept sums, and those behind the mark that LINE has taken. */
export async function messagesIn(
  { db, dialect }: Asked,
  { from, to }: Days,
  since: { readonly mark: string; readonly fromMs: number; readonly untilMs: number },
): Promise<number> {
  const [kept, recent] = await Promise.all([
    db
      .selectFrom("report_message")
      .where("queued_on", ">=", from)
      .where("queued_on", "<=", to)
      .select((eb) => eb.fn.sum<number>("messages").as("sum"))
      .executeTakeFirstOrThrow(),
    db
      .selectFrom("outbox")
      .where("message_id", ">", since.mark)
      .where("status", "=", "sent")
      .where("kind", "!=", "reply")
      .where("queued_at_ms", ">=", since.fromMs)
      .where("queued_at_ms", "<", since.untilMs)
      .select((eb) => eb.fn.sum<number>(lineUnits(dialect)).as("sum"))
      .executeTakeFirstOrThrow(),
  ]);
  return Number(kept.sum) + Number(recent.sum);
}
