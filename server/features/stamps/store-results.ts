import type { CalendarDate } from "../../../shared/dates.ts";
import type { Database } from "../../platform/database/database.ts";

/** Questions over all that was stamped: reports. */

type Report = Database["report"];

/** Cards in hand: one whose last day is over is not, whether or not the night has written it. */
function inHand(db: Report, today: CalendarDate) {
  return db
    .selectFrom("member_stamp")
    .where("status", "=", "open")
    .where((eb) => eb.or([eb("until_on", "is", null), eb("until_on", ">=", today)]));
}

export function membersByCard(db: Report, today: CalendarDate) {
  return inHand(db, today)
    .select((eb) => ["card_id", eb.fn.countAll<number>().as("members")])
    .groupBy("card_id")
    .execute();
}

export function membersByCount(db: Report, cardId: string, today: CalendarDate) {
  return inHand(db, today)
    .select((eb) => ["stamps", eb.fn.countAll<number>().as("members")])
    .where("card_id", "=", cardId)
    .groupBy("stamps")
    .orderBy("stamps")
    .execute();
}

/** Cards that have lapsed by the clock and not yet in writing. */
export function lapsedUnwritten(db: Report, cardId: string, today: CalendarDate) {
  return db
    .selectFrom("member_stamp")
    .select((eb) => eb.fn.countAll<number>().as("cards"))
    .where("card_id", "=", cardId)
    .where("status", "=", "open")
    .where("until_on", "<", today)
    .executeTakeFirst();
}

/**
 * Entries that count. A sale that began or filled a card and was undone has a later entry that takes it back: to the round
 * before the one it began, or to the same round, open again.
 */
function counted(db: Report) {
  return db.selectFrom("stamp_entry").where(({ eb, exists, not, or, ref, selectFrom }) => {
    const undone = selectFrom("stamp_entry as back")
      .select("back.seq")
      .whereRef("back.member_id", "=", "stamp_entry.member_id")
      .whereRef("back.card_id", "=", "stamp_entry.card_id")
      .whereRef("back.purchase_id", "=", "stamp_entry.purchase_id")
      .where("back.kind", "=", "take_back")
      .where((back) =>
        back.or([
          back.and([
            back(ref("stamp_entry.kind"), "=", "welcome"),
            back("back.round", "<", ref("stamp_entry.round")),
          ]),
          back.and([
            back(ref("stamp_entry.kind"), "=", "complete"),
            back("back.round", "=", ref("stamp_entry.round")),
            back("back.status", "=", "open"),
          ]),
        ]),
      );
    return or([eb("stamp_entry.kind", "not in", ["welcome", "complete"]), not(exists(undone))]);
  });
}

export function stampsByCard(db: Report) {
  return counted(db)
    .select((eb) => [
      "stamp_entry.card_id",
      "stamp_entry.kind",
      eb.fn.sum<number>("stamp_entry.stamps").as("stamps"),
      eb.fn.countAll<number>().as("entries"),
    ])
    .groupBy(["stamp_entry.card_id", "stamp_entry.kind"])
    .execute();
}

export function cardByDay(db: Report, cardId: string, from: CalendarDate) {
  return counted(db)
    .select((eb) => [
      "stamp_entry.business_date",
      "stamp_entry.kind",
      eb.fn.sum<number>("stamp_entry.stamps").as("stamps"),
      eb.fn.countAll<number>().as("entries"),
    ])
    .where("stamp_entry.card_id", "=", cardId)
    .where("stamp_entry.kind", "!=", "expire")
    .where("stamp_entry.business_date", ">=", from)
    .groupBy(["stamp_entry.business_date", "stamp_entry.kind"])
    .execute();
}

export function cardByStore(db: Report, cardId: string) {
  return counted(db)
    .leftJoin("node", "node.node_id", "stamp_entry.store_id")
    .select((eb) => [
      "stamp_entry.store_id",
      "node.name",
      "stamp_entry.kind",
      eb.fn.sum<number>("stamp_entry.stamps").as("stamps"),
      eb.fn.countAll<number>().as("entries"),
    ])
    .where("stamp_entry.card_id", "=", cardId)
    .groupBy(["stamp_entry.store_id", "node.name", "stamp_entry.kind"])
    .execute();
}

export function rewardsOfCard(db: Report, cardId: string) {
  return db
    .selectFrom("stamp_reward")
    .leftJoin("node", "node.node_id", "stamp_reward.store_id")
    .select((eb) => [
      "stamp_reward.status",
      "stamp_reward.store_id",
      "node.name",
      eb.fn.countAll<number>().as("rewards"),
    ])
    .where("stamp_reward.card_id", "=", cardId)
    .groupBy(["stamp_reward.status", "stamp_reward.store_id", "node.name"])
    .execute();
}

/** Every time zone is whole quarters of an hour from UTC, so a quarter belongs to one day. */
export const quarterMs = 900_000;

/** Rewards handed over, by quarter of an hour since 1970. */
export function handedOverByQuarter(db: Report, cardId: string, fromMs: number) {
  return db
    .selectFrom("stamp_reward")
    .select((eb) => [
      eb("handed_over_at_ms", "/", eb.lit(quarterMs)).as("quarter"),
      eb.fn.countAll<number>().as("rewards"),
    ])
    .where("card_id", "=", cardId)
    .where("status", "=", "handed_over")
    .where("handed_over_at_ms", ">=", fromMs)
    .groupBy((eb) => eb("handed_over_at_ms", "/", eb.lit(quarterMs)))
    .execute();
}
