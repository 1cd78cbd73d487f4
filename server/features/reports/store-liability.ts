import type { Database } from "../../platform/database/database.ts";

/** Lots and balances of a stretch of accounts as they are now: an index over what is left would be written with every sale. */

type Report = Database["report"];

/** Both accounts are in it. */
export interface Stretch {
  readonly fromId: number;
  readonly toId: number;
}

/** Lots with something left, by the month in which they lapse. */
export function lotsByExpiry(db: Report, { fromId, toId }: Stretch) {
  return db
    .selectFrom("lot")
    .where("account_id", ">=", fromId)
    .where("account_id", "<=", toId)
    .where("remaining", ">", 0)
    .select((eb) => [
      eb.fn<string>("substr", ["expires_on", eb.lit(1), eb.lit(7)]).as("month"),
      eb.fn.sum<number>("remaining").as("points"),
      eb.fn.countAll<number>().as("lots"),
      eb.fn.count<number>("account_id").distinct().as("members"),
    ])
    .groupBy((eb) => eb.fn("substr", ["expires_on", eb.lit(1), eb.lit(7)]))
    .execute();
}

/** Lots with something left, by when they were opened – which their key says – and by origin. */
export function lotsByAge(
  db: Report,
  { fromId, toId }: Stretch,
  opened: readonly { readonly before: string; readonly band: number }[],
) {
  return db
    .selectFrom("lot")
    .where("account_id", ">=", fromId)
    .where("account_id", "<=", toId)
    .where("remaining", ">", 0)
    .select((eb) => {
      const [first, ...others] = opened;
      let cases = eb
        .case()
        .when("lot_id", ">=", first?.before ?? "")
        .then(eb.lit<number>(first?.band ?? 0));
      for (const { before, band } of others)
        cases = cases.when("lot_id", ">=", before).then(eb.lit<number>(band));
      return [
        cases.else(eb.lit(-1)).end().as("band"),
        "origin",
        "pending",
        eb.fn.sum<number>("remaining").as("points"),
        eb.fn.countAll<number>().as("lots"),
      ];
    })
    .groupBy(["band", "origin", "pending"])
    .execute();
}

/** What became of the lots whose last day was in a range. */
export function lotsEnded(db: Report, { fromId, toId }: Stretch, from: string, to: string) {
  return db
    .selectFrom("lot")
    .where("account_id", ">=", fromId)
    .where("account_id", "<=", toId)
    .where("expires_on", ">=", from)
    .where("expires_on", "<=", to)
    .select(({ fn }) => [
      fn.sum<number>("points").as("points"),
      fn.sum<number>("lapsed").as("lapsed"),
      fn.sum<number>("remaining").as("remaining"),
    ])
    .executeTakeFirstOrThrow();
}

/** Accounts of members who have not left, by bands of their balance; and what is held and owed by all. */
export function balances(db: Report, { fromId, toId }: Stretch, bounds: readonly number[]) {
  return db
    .selectFrom("account")
    .where("account_id", ">=", fromId)
    .where("account_id", "<=", toId)
    .where("member_status", "!=", "left")
    .select((eb) => {
      const [most = 0, ...others] = [...bounds].reverse();
      let cases = eb.case().when("balance", ">=", most).then(eb.lit(most));
      for (const bound of others) cases = cases.when("balance", ">=", bound).then(eb.lit(bound));
      return [
        cases.else(eb.lit(0)).end().as("band"),
        eb.fn.countAll<number>().as("members"),
        eb.fn.sum<number>("balance").as("points"),
      ];
    })
    .groupBy("band")
    .execute();
}

export function heldAndOwed(db: Report, { fromId, toId }: Stretch) {
  return db
    .selectFrom("account")
    .where("account_id", ">=", fromId)
    .where("account_id", "<=", toId)
    .select(({ fn }) => [fn.sum<number>("held").as("held"), fn.sum<number>("debt").as("debt")])
    .executeTakeFirstOrThrow();
}
