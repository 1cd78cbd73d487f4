import type { EntryKind } from "../../../shared/points/schema.ts";
import type { SalesAsked } from "../../../shared/reports/lists.ts";
import type { Days } from "../../../shared/reports/periods.ts";
import { isAmong } from "../../platform/database/json-rows.ts";
import type { Asked } from "./store-figures.ts";

/** The rows behind the sums, page by page. */

export interface PageOf {
  readonly offset: number;
  readonly limit: number;
}

/** What of the sales is wanted. */
export type SalesWanted = Pick<SalesAsked, "from" | "to" | "only" | "staff" | "member" | "voidedBy">;

/** Keys of the sales of some days, by `purchase_store_day` alone: stores are always named, so that the index is used. */
function saleKeys(
  { db, dialect, storeIds }: Asked,
  { from, to, only, staff, member, voidedBy }: SalesWanted,
) {
  let keys = db
    .selectFrom("purchase")
    .where(isAmong(dialect, "purchase.store_id", JSON.stringify(storeIds ?? [])))
    .where("purchase.business_date", ">=", from)
    .where("purchase.business_date", "<=", to)
    .select(["purchase.purchase_id as key", "purchase.business_date as day"]);
  if (staff !== undefined) {
    keys = keys.where("purchase.staff_id", "in", (eb) =>
      eb.selectFrom("staff").select("staff.staff_id").where("staff.public_id", "=", staff),
    );
  }
  if (member !== undefined) {
    keys = keys.where("purchase.member_id", "in", (eb) =>
      eb.selectFrom("member").select("member.member_id").where("member.public_id", "=", member),
    );
  }
  if (voidedBy !== undefined) {
    keys = keys.where("purchase.purchase_id", "in", (eb) =>
      eb
        .selectFrom("purchase_void as undone")
        .innerJoin("staff", "staff.staff_id", "undone.staff_id")
        .where("staff.public_id", "=", voidedBy)
        .select("undone.purchase_id"),
    );
  }
  if (only === "coupon") return keys.where("purchase.coupon_yen", ">", 0);
  if (only !== "back") return keys;
  return keys.where((eb) =>
    eb.or([
      eb.exists(
        eb
          .selectFrom("purchase_void as undone")
          .whereRef("undone.purchase_id", "=", "purchase.purchase_id")
          .select("undone.purchase_id"),
      ),
      eb.exists(
        eb
          .selectFrom("refund as back")
          .whereRef("back.purchase_id", "=", "purchase.purchase_id")
          .select("back.purchase_id"),
      ),
    ]),
  );
}

export function salePage(asked: Asked, wanted: SalesWanted, { offset, limit }: PageOf) {
  const page = saleKeys(asked, wanted)
    .orderBy("day", "desc")
    .orderBy("key", "desc")
    .offset(offset)
    .limit(limit)
    .as("page");
  return asked.db
    .selectFrom(page)
    .innerJoin("purchase", "purchase.purchase_id", "page.key")
    .innerJoin("member", "member.member_id", "purchase.member_id")
    .innerJoin("node", "node.node_id", "purchase.store_id")
    .leftJoin("purchase_void", "purchase_void.purchase_id", "purchase.purchase_id")
    .select((eb) => [
      ...(["purchase.purchase_id", "purchase.business_date", "purchase.occurred_at_ms"] as const),
      ...(["purchase.amount_yen", "purchase.coupon_yen"] as const),
      ...(["purchase.points_used", "purchase.points_earned"] as const),
      "node.name as store_name",
      "member.public_id as member_public_id",
      "member.name as member_name",
      "purchase_void.voided_at_ms",
      eb
        .selectFrom("refund")
        .whereRef("refund.purchase_id", "=", "purchase.purchase_id")
        .select((inner) => inner.fn.sum<number>("refund.amount_yen").as("sum"))
        .as("returned_yen"),
    ])
    .orderBy("purchase.business_date", "desc")
    .orderBy("purchase.purchase_id", "desc")
    .execute();
}

/** Counted no further than `max`. */
export async function saleCount(asked: Asked, wanted: SalesWanted, max: number): Promise<number> {
  const row = await asked.db
    .selectFrom(saleKeys(asked, wanted).limit(max).as("some"))
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** Of all sales that are wanted: a voided one has come back whole. */
export function saleSums(asked: Asked, wanted: SalesWanted) {
  return asked.db
    .selectFrom(saleKeys(asked, wanted).as("some"))
    .innerJoin("purchase", "purchase.purchase_id", "some.key")
    .leftJoin("purchase_void", "purchase_void.purchase_id", "purchase.purchase_id")
    .select((eb) => {
      const refunded = eb
        .selectFrom("refund")
        .whereRef("refund.purchase_id", "=", "purchase.purchase_id")
        .select((of) => of.fn.coalesce(of.fn.sum<number>("refund.amount_yen"), of.lit(0)).as("sum"));
      const voided = eb("purchase_void.purchase_id", "is not", null);
      return [
        eb.fn.sum<number>("purchase.amount_yen").as("yen"),
        eb.fn
          .sum<number>(eb.case().when(voided).then(eb.ref("purchase.amount_yen")).else(refunded).end())
          .as("returned_yen"),
        eb.fn
          .sum<number>(eb.case().when(voided).then(eb.lit(0)).else(eb.ref("purchase.coupon_yen")).end())
          .as("coupon_yen"),
      ];
    })
    .executeTakeFirstOrThrow();
}

/** Entries whose key was made in a range, of some kinds; which business day each is of is asked of the row. */
export interface EntriesWanted {
  readonly kinds: readonly EntryKind[];
  /** Of voids and returns, those that give points back or those that take them. */
  readonly reversals: "given_back" | "taken_back" | null;
  readonly after: string;
  readonly below: string;
  readonly days: Days;
  /** `staff:ID`; null: of everybody. */
  readonly actor: string | null;
}

function entries({ db, dialect, storeIds }: Asked, wanted: EntriesWanted) {
  const every = db
    .selectFrom("entry")
    .where("entry.entry_id", ">=", wanted.after)
    .where("entry.entry_id", "<", wanted.below)
    .where("entry.business_date", ">=", wanted.days.from)
    .where("entry.business_date", "<=", wanted.days.to)
    .where("entry.points", "!=", 0)
    .where((eb) =>
      eb.or([
        eb("entry.kind", "in", wanted.kinds),
        ...(wanted.reversals === null
          ? []
          : [
              eb.and([
                eb("entry.kind", "in", ["void", "refund"]),
                eb("entry.points", wanted.reversals === "given_back" ? ">" : "<", 0),
              ]),
            ]),
      ]),
    );
  const query = wanted.actor === null ? every : every.where("entry.actor", "=", wanted.actor);
  return storeIds === null
    ? query
    : query.where(isAmong(dialect, "entry.store_id", JSON.stringify(storeIds)));
}

export function entryPage(asked: Asked, wanted: EntriesWanted, { offset, limit }: PageOf) {
  return entries(asked, wanted)
    .innerJoin("account", "account.account_id", "entry.account_id")
    .innerJoin("member", "member.member_id", "account.member_id")
    .leftJoin("node", "node.node_id", "entry.store_id")
    .select([
      ...([
        "entry.entry_id",
        "entry.business_date",
        "entry.recorded_at_ms",
        "entry.kind",
        "entry.points",
      ] as const),
      "node.name as store_name",
      "member.public_id as member_public_id",
      "member.name as member_name",
    ])
    .orderBy("entry.entry_id")
    .offset(offset)
    .limit(limit)
    .execute();
}

export async function entryCount(asked: Asked, wanted: EntriesWanted, max: number): Promise<number> {
  const row = await asked.db
    .selectFrom(entries(asked, wanted).select("entry.entry_id").limit(max).as("some"))
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}
