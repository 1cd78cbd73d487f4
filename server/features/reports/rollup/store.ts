import type { Database } from "../../../platform/database/database.ts";
import { addingRows, insertingRows } from "../../../platform/database/json-rows.ts";
import { prepare } from "../../../platform/database/prepared.ts";

/** The kept sums, and the marks that say how far they go. */

export const marks = prepare<Record<never, never>>()((db) =>
  db
    .selectFrom("report_mark")
    .innerJoin(
      (newest) =>
        newest
          .selectFrom("report_mark as any")
          .select((eb) => ["any.source", eb.fn.max("any.nth").as("nth")])
          .groupBy("any.source")
          .as("newest"),
      (join) =>
        join.onRef("newest.source", "=", "report_mark.source").onRef("newest.nth", "=", "report_mark.nth"),
    )
    .select(["report_mark.source", "report_mark.nth", "report_mark.through"]),
);

/** The mark after number `nth - 1`; a conflict where that is not the newest any more. */
export const insertMark = prepare<{ source: string; nth: number; through: string }>()((db, p) =>
  db
    .insertInto("report_mark")
    .columns(["source", "nth", "through"])
    .expression((eb) =>
      eb
        .selectFrom("report_mark as newest")
        .where("newest.source", "=", p.source)
        .select((of) => {
          const nth = of.cast<number>(of.val(p.nth), "bigint");
          const next = of(of.fn.coalesce(of.fn.max("newest.nth"), of.lit(0)), "+", of.lit(1));
          return [
            of.cast<string>(of.val(p.source), "text").as("source"),
            of.case().when(next, "=", nth).then(nth).else(of.lit(0)).end().as("nth"),
            of.cast<string>(of.val(p.through), "text").as("through"),
          ];
        }),
    ),
);

export const dropMarks = prepare<{ source: string; nth: number }>()((db, p) =>
  db.deleteFrom("report_mark").where("source", "=", p.source).where("nth", "<", p.nth),
);

const money = {
  sales: "integer",
  yen: "integer",
  earned: "integer",
  used: "integer",
  lapsed: "integer",
} as const;

export const addDays = addingRows(
  "report_day",
  { business_date: "text", store_id: "integer" },
  { ...money, coupon_yen: "integer", returned_yen: "integer", adjusted: "integer" },
);

export const addParts = addingRows("report_part", { month: "text", part: "text", value: "text" }, money);

export const addVisits = addingRows(
  "report_visit",
  { business_date: "text", store_id: "integer", account_id: "integer" },
  { sales: "integer" },
);

export const addMessages = addingRows(
  "report_message",
  { queued_on: "text", lane: "integer" },
  { messages: "integer" },
);

/** Whether a source has anything behind its mark and before a key: one step into an index, on the connection that sells. */
export const due = {
  entry: prepare<{ after: string; below: string }>()((db, p) =>
    db
      .selectFrom("entry")
      .select("entry_id as found")
      .where("entry_id", ">", p.after)
      .where("entry_id", "<", p.below)
      .limit(1),
  ),
  purchase: prepare<{ after: string; below: string }>()((db, p) =>
    db
      .selectFrom("purchase")
      .select("purchase_id as found")
      .where("purchase_id", ">", p.after)
      .where("purchase_id", "<", p.below)
      .limit(1),
  ),
  refund: prepare<{ after: string; below: string }>()((db, p) =>
    db
      .selectFrom("refund")
      .select("refund_id as found")
      .where("refund_id", ">", p.after)
      .where("refund_id", "<", p.below)
      .limit(1),
  ),
  message: prepare<{ after: string; below: string }>()((db, p) =>
    db
      .selectFrom("outbox")
      .select("message_id as found")
      .where("message_id", ">", p.after)
      .where("message_id", "<", p.below)
      .limit(1),
  ),
};

export const voidDue = prepare<{ afterMs: number; beforeMs: number }>()((db, p) =>
  db
    .selectFrom("purchase_void")
    .select("purchase_id as found")
    .where("voided_at_ms", ">", p.afterMs)
    .where("voided_at_ms", "<", p.beforeMs)
    .limit(1),
);

/** The oldest message that still waits: what comes after it is not counted yet. */
export const oldestWaiting = prepare<Record<never, never>>()((db) =>
  db
    .selectFrom("outbox")
    .select((eb) => eb.fn.min("message_id").as("message_id"))
    .where("status", "=", "waiting"),
);

/** Messages of settled rows: people times messages, without those who were left out. Replies are free. */
export function settledMessages(db: Database["report"], after: string, below: string, limit: number) {
  return db
    .selectFrom("outbox")
    .where("message_id", ">", after)
    .where("message_id", "<", below)
    .select((eb) => [
      ...(["message_id", "kind", "status", "lane", "people", "messages", "queued_at_ms"] as const),
      eb
        .selectFrom("outbox_recipient")
        .whereRef("outbox_recipient.message_id", "=", "outbox.message_id")
        .where("outbox_recipient.left_out", "is not", null)
        .select((inner) => inner.fn.countAll<number>().as("left_out"))
        .as("left_out"),
    ])
    .orderBy("message_id")
    .limit(limit)
    .execute();
}

/** All that is kept, for who counts anew. */
export const forgetAll = (
  [
    ...(["report_mark", "report_day", "report_part", "report_visit", "report_message"] as const),
    ...(["report_came_day", "report_again", "report_cohort", "report_lots"] as const),
  ] as const
).map((table) => prepare<Record<never, never>>()((db) => db.deleteFrom(table)));

export function keptDays(db: Database["report"]) {
  return db.selectFrom("report_day").selectAll().execute();
}

export function keptVisits(db: Database["report"]) {
  return db
    .selectFrom("report_visit")
    .select(({ fn }) => ["business_date", "store_id", fn.sum<number>("sales").as("sales")])
    .groupBy(["business_date", "store_id"])
    .execute();
}

/** Days whose visits are counted by when who came had come before. */
export const cameBounds = prepare<Record<never, never>>()((db) =>
  db
    .selectFrom("report_came_day")
    .select(({ fn }) => [fn.min("business_date").as("first"), fn.max("business_date").as("last")]),
);

export const staleDays = prepare<Record<never, never>>()((db) =>
  db.selectFrom("report_came_day").select("business_date").where("stale", "=", 1).orderBy("business_date"),
);

export const keepCameDay = prepare<{ on: string }>()((db, p) =>
  db
    .insertInto("report_came_day")
    .values({ business_date: p.on, stale: 0 })
    .onConflict((conflict) => conflict.column("business_date").doUpdateSet({ stale: 0 })),
);

/** Visits of a day have changed: it is counted again, and those after it. */
export const makeStale = prepare<{ from: string }>()((db, p) =>
  db.updateTable("report_came_day").set({ stale: 1 }).where("business_date", ">=", p.from),
);

export const dropAgain = prepare<{ on: string }>()((db, p) =>
  db.deleteFrom("report_again").where("business_date", "=", p.on),
);

export const dropCohorts = prepare<{ on: string }>()((db, p) =>
  db.deleteFrom("report_cohort").where("business_date", "=", p.on),
);

export const addAgain = insertingRows("report_again", {
  ...{ business_date: "text", nth: "integer", before_on: "text", visits: "integer" },
});

export const addCohorts = insertingRows("report_cohort", {
  ...{ business_date: "text", joined_month: "text", firsts: "integer", visits: "integer" },
});

/** The first day with a visit: the first row of the key. */
export const firstVisit = prepare<Record<never, never>>()((db) =>
  db.selectFrom("report_visit").select("business_date").orderBy("business_date").limit(1),
);

/** Counted days whose visits have not changed since. */
export function freshDays(db: Database["report"]) {
  return db
    .selectFrom("report_came_day")
    .select("business_date")
    .where("stale", "=", 0)
    .orderBy("business_date")
    .execute();
}

/** A counted day in the form in which it is counted. */
export function keptCame(db: Database["report"], on: string) {
  return db
    .selectFrom("report_again")
    .where("business_date", "=", on)
    .select((eb) => ["nth", "before_on as key", eb.lit<number>(0).as("firsts"), "visits"])
    .unionAll((eb) =>
      eb
        .selectFrom("report_cohort")
        .where("business_date", "=", on)
        .select((of) => [of.lit<number>(0).as("nth"), "joined_month as key", "firsts", "visits"]),
    )
    .execute();
}
