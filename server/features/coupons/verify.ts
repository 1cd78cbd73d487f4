import type { Deps } from "../../deps.ts";

/** Where coupons and what is kept beside them part. */
export interface CouponBreak {
  /** `coupon:ID` or `member_coupon:ID` */
  readonly subject: string;
  readonly what: string;
}

const breaksMax = 20;

/** The state that a change leaves a member's coupon in. */
const stateAfter = {
  issued: "held",
  opened: "held",
  presented: "held",
  released: "held",
  undone: "held",
  restored: "held",
  reinstated: "held",
  reserved: "reserved",
  redeemed: "redeemed",
  expired: "expired",
  revoked: "revoked",
} as const;

/**
 * Adds up what is kept twice: how many of each coupon were given and used, against members' rows; each row's number and
 * state, against its changes. At most 20 of each are named. It reads alone, as a report.
 */
export async function verifyCoupons(deps: Pick<Deps, "database">): Promise<readonly CouponBreak[]> {
  return [...(await wrongStock(deps)), ...(await wrongRows(deps))];
}

async function wrongStock({ database }: Pick<Deps, "database">): Promise<CouponBreak[]> {
  const rows = await database.report
    .selectFrom("coupon")
    .leftJoin("member_coupon", "member_coupon.coupon_id", "coupon.coupon_id")
    .select((eb) => [
      "coupon.coupon_id",
      "coupon.given",
      "coupon.used",
      eb.fn.count<number>("member_coupon.member_coupon_id").as("rows"),
      eb.fn
        .sum<number>(
          eb.case().when("member_coupon.status", "=", "redeemed").then(eb.lit(1)).else(eb.lit(0)).end(),
        )
        .as("redeemed"),
    ])
    .groupBy(["coupon.coupon_id", "coupon.given", "coupon.used"])
    .execute();
  return rows
    .filter((row) => row.given !== Number(row.rows) || row.used !== Number(row.redeemed))
    .slice(0, breaksMax)
    .map((row) => ({
      subject: `coupon:${row.coupon_id}`,
      what: `given ${row.given} of ${row.rows} rows, used ${row.used} of ${row.redeemed}`,
    }));
}

async function wrongRows({ database }: Pick<Deps, "database">): Promise<CouponBreak[]> {
  const rows = await database.report
    .selectFrom("member_coupon")
    .leftJoin("coupon_change", (join) =>
      join
        .onRef("coupon_change.member_coupon_id", "=", "member_coupon.member_coupon_id")
        .onRef("coupon_change.nth", "=", "member_coupon.nth"),
    )
    .leftJoin("coupon_change as before", (join) =>
      join
        .onRef("before.member_coupon_id", "=", "member_coupon.member_coupon_id")
        .on((eb) => eb("before.nth", "=", eb("member_coupon.nth", "-", 1))),
    )
    .leftJoin("coupon_change as later", (join) =>
      join
        .onRef("later.member_coupon_id", "=", "member_coupon.member_coupon_id")
        .onRef("later.nth", ">", "member_coupon.nth"),
    )
    .select([
      "member_coupon.member_coupon_id as id",
      "member_coupon.status",
      "coupon_change.kind",
      "later.nth as later_nth",
    ])
    .where((eb) => {
      // A coupon that was moved to another member stands as the change before that has left it.
      const leading = eb
        .case()
        .when("coupon_change.kind", "=", "moved")
        .then(eb.ref("before.kind"))
        .else(eb.ref("coupon_change.kind"))
        .end();
      const states = Object.entries(stateAfter).map(([kind, status]) =>
        eb.and([eb(leading, "=", kindOf(kind)), eb("member_coupon.status", "=", status)]),
      );
      const movedTwice = eb.and([eb("coupon_change.kind", "=", "moved"), eb("before.kind", "=", "moved")]);
      return eb.or([
        eb("coupon_change.kind", "is", null),
        eb("later.nth", "is not", null),
        eb.not(eb.or([...states, movedTwice])),
      ]);
    })
    .limit(breaksMax)
    .execute();
  return rows.map((row) => ({
    subject: `member_coupon:${row.id}`,
    what: row.later_nth === null ? `is ${row.status} after ${row.kind}` : "is older than its changes",
  }));
}

/** The keys of the record above are kinds of change; `Object.entries` has forgotten it. */
function kindOf(key: string): keyof typeof stateAfter {
  return key as keyof typeof stateAfter;
}
