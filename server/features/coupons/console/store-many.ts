import {
  insertingRows,
  isAmong,
  isAmongTexts,
  updatingRowsByText,
} from "../../../platform/database/json-rows.ts";
import { prepare } from "../../../platform/database/prepared.ts";

/** Queries over many members at once: lists, birthdays, and what has ended. `members` and `numbers` are JSON arrays. */

/** Who is behind numbers; a number that was merged into another is that other's. */
export const membersByNumbers = prepare<{ numbers: string }>()((db, p, dialect) =>
  db
    .selectFrom("member")
    .leftJoin("member as goes_on", "goes_on.member_id", "member.merged_into_id")
    .select((eb) => [
      "member.public_id",
      eb.fn.coalesce("goes_on.member_id", "member.member_id").as("member_id"),
      eb.fn.coalesce("goes_on.status", "member.status").as("status"),
    ])
    .where(isAmongTexts(dialect, "member.public_id", p.numbers)),
);

/** Those of many who are members still, and have nothing of a coupon for an occasion. */
export const membersWithout = prepare<{ members: string; couponId: string; occasion: string }>()(
  (db, p, dialect) =>
    db
      .selectFrom("member")
      .select("member_id")
      .where(isAmong(dialect, "member.member_id", p.members))
      .where("status", "!=", "left")
      .where("member_id", "not in", (eb) =>
        eb
          .selectFrom("member_coupon")
          .select("member_coupon.member_id")
          .where(isAmong(dialect, "member_coupon.member_id", p.members))
          .where("member_coupon.coupon_id", "=", p.couponId)
          .where("member_coupon.occasion", "=", p.occasion),
      )
      .orderBy("member_id"),
);

export const insertHeld = insertingRows("member_coupon", {
  member_coupon_id: "text",
  coupon_id: "text",
  member_id: "integer",
  occasion: "text",
  version: "integer",
  via: "text",
  status: "text",
  nth: "integer",
  from_on: "text",
  until_on: "text",
  issued_at_ms: "integer",
});

export const insertChanges = insertingRows("coupon_change", {
  member_coupon_id: "text",
  nth: "integer",
  kind: "text",
  coupon_id: "text",
  member_id: "integer",
  actor: "text",
  yen: "integer",
  points: "integer",
  business_date: "text",
  at_ms: "integer",
});

export const insertList = prepare<{
  listId: string;
  couponId: string;
  found: number;
  unknown: number;
  unknownSome: string;
  gone: number;
  repeated: number;
  madeBy: string;
  nowMs: number;
}>()((db, p) =>
  db.insertInto("coupon_list").values({
    list_id: p.listId,
    coupon_id: p.couponId,
    status: "checked",
    found: p.found,
    unknown: p.unknown,
    unknown_some: p.unknownSome,
    gone: p.gone,
    repeated: p.repeated,
    made_by: p.madeBy,
    made_at_ms: p.nowMs,
    leased_by: null,
    leased_until_ms: 0,
  }),
);

export const insertParts = insertingRows("coupon_list_part", {
  list_id: "text",
  nth: "integer",
  members: "text",
});

export const listById = prepare<{ listId: string }>()((db, p) =>
  db.selectFrom("coupon_list").selectAll().where("list_id", "=", p.listId),
);

export const newestLists = prepare<{ couponId: string; limit: number }>()((db, p) =>
  db
    .selectFrom("coupon_list")
    .selectAll()
    .where("coupon_id", "=", p.couponId)
    .orderBy("list_id", "desc")
    .limit(p.limit),
);

export const progressOf = prepare<{ listId: string }>()((db, p) =>
  db
    .selectFrom("coupon_list_part")
    .select((eb) => [
      eb.fn.sum<number>("given").as("given"),
      eb.fn.sum<number>("passed_over").as("passed_over"),
    ])
    .where("list_id", "=", p.listId),
);

/** From the check to being given, by whoever accepts first; and a stop. */
export const acceptList = prepare<{ listId: string }>()((db, p) =>
  db
    .updateTable("coupon_list")
    .set({ status: "giving" })
    .where("list_id", "=", p.listId)
    .where("status", "in", ["checked", "stopped"]),
);
export const stopList = prepare<{ listId: string }>()((db, p) =>
  db
    .updateTable("coupon_list")
    .set({ status: "stopped" })
    .where("list_id", "=", p.listId)
    .where("status", "=", "giving"),
);
export const settleList = prepare<{ listId: string }>()((db, p) =>
  db
    .updateTable("coupon_list")
    .set({ status: "given" })
    .where("list_id", "=", p.listId)
    .where("status", "=", "giving"),
);

/** Those of coupons that are given: of one that was stopped the list waits, and asks nobody to look at it. */
export const listsGiving = prepare<Record<never, never>>()((db) =>
  db
    .selectFrom("coupon_list")
    .innerJoin("coupon", "coupon.coupon_id", "coupon_list.coupon_id")
    .select(["coupon_list.list_id", "coupon_list.coupon_id", "coupon_list.leased_until_ms"])
    .where("coupon_list.status", "=", "giving")
    .where("coupon.status", "=", "issued")
    .orderBy("coupon_list.list_id")
    .limit(50),
);

export const leaseList = prepare<{ listId: string; worker: string; nowMs: number; untilMs: number }>()(
  (db, p) =>
    db
      .updateTable("coupon_list")
      .set({ leased_by: p.worker, leased_until_ms: p.untilMs })
      .where("list_id", "=", p.listId)
      .where("status", "=", "giving")
      .where("leased_until_ms", "<", p.nowMs),
);
export const leasedList = prepare<{ listId: string; worker: string }>()((db, p) =>
  db
    .selectFrom("coupon_list")
    .selectAll()
    .where("list_id", "=", p.listId)
    .where("leased_by", "=", p.worker)
    .where("status", "=", "giving"),
);
/** Keeps a lease, or gives it back where `untilMs` is 0. */
export const keepLease = prepare<{ listId: string; worker: string; untilMs: number }>()((db, p) =>
  db
    .updateTable("coupon_list")
    .set({ leased_until_ms: p.untilMs })
    .where("list_id", "=", p.listId)
    .where("leased_by", "=", p.worker),
);

export const openPart = prepare<{ listId: string }>()((db, p) =>
  db
    .selectFrom("coupon_list_part")
    .select(["nth", "members"])
    .where("list_id", "=", p.listId)
    .where("given", "is", null)
    .orderBy("nth")
    .limit(1),
);
export const closePart = prepare<{ listId: string; nth: number; given: number; passedOver: number }>()(
  (db, p) =>
    db
      .updateTable("coupon_list_part")
      .set({ given: p.given, passed_over: p.passedOver })
      .where("list_id", "=", p.listId)
      .where("nth", "=", p.nth),
);

export const checkedBefore = prepare<{ beforeMs: number }>()((db, p) =>
  db
    .selectFrom("coupon_list")
    .select("list_id")
    .where("status", "=", "checked")
    .where("made_at_ms", "<", p.beforeMs)
    .limit(100),
);
export const dropParts = prepare<{ listId: string }>()((db, p) =>
  db
    .deleteFrom("coupon_list_part")
    .where("list_id", "=", p.listId)
    .where("list_id", "in", (eb) =>
      eb.selectFrom("coupon_list").select("coupon_list.list_id").where("status", "=", "checked"),
    ),
);
export const dropList = prepare<{ listId: string }>()((db, p) =>
  db.deleteFrom("coupon_list").where("list_id", "=", p.listId).where("status", "=", "checked"),
);

export const beginBirthdays = prepare<{ couponId: string; throughOn: string }>()((db, p) =>
  db.insertInto("coupon_birthday").values({
    coupon_id: p.couponId,
    through_on: p.throughOn,
    after_member_id: 0,
    leased_by: null,
    leased_until_ms: 0,
  }),
);

export const birthdaysOf = prepare<{ couponId: string }>()((db, p) =>
  db.selectFrom("coupon_birthday").selectAll().where("coupon_id", "=", p.couponId),
);

export const leaseBirthdays = prepare<{ couponId: string; worker: string; nowMs: number; untilMs: number }>()(
  (db, p) =>
    db
      .updateTable("coupon_birthday")
      .set({ leased_by: p.worker, leased_until_ms: p.untilMs })
      .where("coupon_id", "=", p.couponId)
      .where("leased_until_ms", "<", p.nowMs),
);

/** How far birthdays are given, and the lease: kept, or given back where `untilMs` is 0. */
export const moveBirthdays = prepare<{
  couponId: string;
  worker: string;
  throughOn: string;
  afterMemberId: number;
  untilMs: number;
}>()((db, p) =>
  db
    .updateTable("coupon_birthday")
    .set({ through_on: p.throughOn, after_member_id: p.afterMemberId, leased_until_ms: p.untilMs })
    .where("coupon_id", "=", p.couponId)
    .where("leased_by", "=", p.worker),
);

/** Two days, because 29 February is kept on the 28th where there is none; otherwise the same twice. */
export const membersBornOn = prepare<{ day: string; orDay: string; afterId: number; limit: number }>()(
  (db, p) =>
    db
      .selectFrom("member")
      .select("member_id")
      .where((eb) => eb.or([eb("birthday", "=", p.day), eb("birthday", "=", p.orDay)]))
      .where("member_id", ">", p.afterId)
      .orderBy("member_id")
      .limit(p.limit),
);

export const heldOver = prepare<{ today: string; limit: number }>()((db, p) =>
  db
    .selectFrom("member_coupon")
    .select(["member_coupon_id", "coupon_id", "member_id", "nth"])
    .where("status", "=", "held")
    .where("until_on", "<", p.today)
    .orderBy("until_on")
    .limit(p.limit),
);

/** Those whose countdown is at zero. */
export const timeOver = prepare<{ nowMs: number; limit: number }>()((db, p) =>
  db
    .selectFrom("member_coupon")
    .select(["member_coupon_id", "coupon_id", "member_id", "nth"])
    .where("status", "=", "held")
    .where("timed_until_ms", "<=", p.nowMs)
    .orderBy("timed_until_ms")
    .limit(p.limit),
);

export const markExpired = updatingRowsByText("member_coupon", "member_coupon_id", { nth: "integer" }, [
  "status = 'expired'",
  "nth = given.nth",
]);
