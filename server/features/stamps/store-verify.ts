import type { Database } from "../../platform/database/database.ts";

/** What a proof of everybody's stamps reads. */

type Report = Database["report"];

/** Members who have a card or an entry of one, by number. */
export function membersAfter(db: Report, after: number, limit: number) {
  return db
    .selectFrom("member")
    .select(["member_id", "public_id", "status"])
    .where("member_id", ">", after)
    .where((eb) =>
      eb.or([
        eb.exists(
          eb
            .selectFrom("member_stamp")
            .select("member_stamp.card_id")
            .whereRef("member_stamp.member_id", "=", "member.member_id"),
        ),
        eb.exists(
          eb
            .selectFrom("stamp_entry")
            .select("stamp_entry.card_id")
            .whereRef("stamp_entry.member_id", "=", "member.member_id"),
        ),
      ]),
    )
    .orderBy("member_id")
    .limit(limit)
    .execute();
}

export function statesBetween(db: Report, after: number, last: number) {
  return db
    .selectFrom("member_stamp")
    .selectAll()
    .where("member_id", ">", after)
    .where("member_id", "<=", last)
    .execute();
}

export function entriesBetween(db: Report, after: number, last: number) {
  return db
    .selectFrom("stamp_entry")
    .selectAll()
    .where("member_id", ">", after)
    .where("member_id", "<=", last)
    .orderBy("member_id")
    .orderBy("card_id")
    .orderBy("seq")
    .execute();
}

export function rewardsBetween(db: Report, after: number, last: number) {
  return db
    .selectFrom("stamp_reward")
    .select(["member_id", "card_id", "seq", "at"])
    .where("member_id", ">", after)
    .where("member_id", "<=", last)
    .execute();
}

/** Rewards whose state is not their last change's; `later_nth` where there is one after the last that they know. */
export function rewardsParted(db: Report, limit: number) {
  return db
    .selectFrom("stamp_reward")
    .innerJoin("member", "member.member_id", "stamp_reward.member_id")
    .leftJoin("stamp_reward_change", (join) =>
      join
        .onRef("stamp_reward_change.reward_id", "=", "stamp_reward.reward_id")
        .onRef("stamp_reward_change.nth", "=", "stamp_reward.changes"),
    )
    .leftJoin("stamp_reward_change as later", (join) =>
      join
        .onRef("later.reward_id", "=", "stamp_reward.reward_id")
        .onRef("later.nth", ">", "stamp_reward.changes"),
    )
    .select([
      "stamp_reward.reward_id",
      "stamp_reward.status",
      "stamp_reward_change.kind",
      "later.nth as later_nth",
    ])
    .where("member.status", "!=", "left")
    .where((eb) =>
      eb.or([
        eb("later.nth", "is not", null),
        // Without a change a reward is as it was given: it waits.
        eb.and([eb("stamp_reward.changes", "=", 0), eb("stamp_reward.status", "!=", "open")]),
        eb.and([
          eb("stamp_reward.changes", ">", 0),
          eb.or([
            eb("stamp_reward_change.kind", "is", null),
            eb("stamp_reward_change.kind", "!=", eb.ref("stamp_reward.status")),
          ]),
        ]),
      ]),
    )
    .limit(limit)
    .execute();
}
