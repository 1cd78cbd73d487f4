import type { StampKind } from "../../../shared/stamps/schema.ts";
import type { RoundStatus } from "../../../shared/stamps/state.ts";
import { prepare } from "../../platform/database/prepared.ts";

/** Queries on stamp_card, stamp_card_version, member_stamp, stamp_entry and stamp_reward; the console's stand beside. */

/** Few rows: a shop has a handful of cards. */
export const publishedCards = prepare<Record<string, never>>()((db) =>
  db
    .selectFrom("stamp_card")
    .select(["card_id", "status", "version"])
    .where("status", "!=", "draft")
    .orderBy("card_id"),
);

export const versionOfCard = prepare<{ cardId: string; version: number }>()((db, p) =>
  db
    .selectFrom("stamp_card_version")
    .select("card")
    .where("card_id", "=", p.cardId)
    .where("version", "=", p.version),
);

export const statesOfMember = prepare<{ memberId: number }>()((db, p) =>
  db.selectFrom("member_stamp").selectAll().where("member_id", "=", p.memberId),
);

/** What was written on one business day, to see what counted on it. */
export const entriesOnDay = prepare<{ memberId: number; on: string }>()((db, p) =>
  db
    .selectFrom("stamp_entry")
    .select(["card_id", "kind", "purchase_id"])
    .where("member_id", "=", p.memberId)
    .where("business_date", "=", p.on),
);

export const entriesOfPurchase = prepare<{ purchaseId: string }>()((db, p) =>
  db.selectFrom("stamp_entry").selectAll().where("purchase_id", "=", p.purchaseId).orderBy("entry_id"),
);

export const entriesOfCard = prepare<{ memberId: number; cardId: string; fromRound: number }>()((db, p) =>
  db
    .selectFrom("stamp_entry")
    .selectAll()
    .where("member_id", "=", p.memberId)
    .where("card_id", "=", p.cardId)
    .where("round", ">=", p.fromRound)
    .orderBy("seq"),
);

/** All that is on the cards in hand. */
export const entriesInHand = prepare<{ memberId: number }>()((db, p) =>
  db
    .selectFrom("stamp_entry")
    .innerJoin("member_stamp", (join) =>
      join
        .onRef("member_stamp.member_id", "=", "stamp_entry.member_id")
        .onRef("member_stamp.card_id", "=", "stamp_entry.card_id")
        .onRef("member_stamp.round", "=", "stamp_entry.round"),
    )
    .selectAll("stamp_entry")
    .where("stamp_entry.member_id", "=", p.memberId)
    .orderBy("stamp_entry.seq"),
);

/** Cards that were completed or have lapsed since a moment, newest first. */
export const roundsEnded = prepare<{ memberId: number; sinceMs: number }>()((db, p) =>
  db
    .selectFrom("stamp_entry")
    .selectAll()
    .where("member_id", "=", p.memberId)
    .where("kind", "in", ["complete", "expire"])
    .where("at_ms", ">=", p.sinceMs)
    .orderBy("entry_id", "desc")
    .limit(50),
);

export const latestEntries = prepare<{ memberId: number; limit: number }>()((db, p) =>
  db
    .selectFrom("stamp_entry")
    .selectAll()
    .where("member_id", "=", p.memberId)
    .orderBy("entry_id", "desc")
    .limit(p.limit),
);

export const importsOfCard = prepare<{ memberId: number; cardId: string }>()((db, p) =>
  db
    .selectFrom("stamp_entry")
    .select("entry_id")
    .where("member_id", "=", p.memberId)
    .where("card_id", "=", p.cardId)
    .where("kind", "=", "import")
    .limit(1),
);

/** Of two that were decided on the same state, the second has a `seq` that is taken. */
export const insertEntry = prepare<{
  memberId: number;
  cardId: string;
  seq: number;
  entryId: string;
  round: number;
  version: number;
  kind: string;
  stamps: number;
  countAfter: number;
  reached: number;
  status: string;
  purchaseId: string | null;
  storeId: number | null;
  actor: string;
  reason: string | null;
  businessDate: string;
  nowMs: number;
}>()((db, p) =>
  db.insertInto("stamp_entry").values({
    member_id: p.memberId,
    card_id: p.cardId,
    seq: p.seq,
    entry_id: p.entryId,
    round: p.round,
    version: p.version,
    kind: kindSlot(p.kind),
    stamps: p.stamps,
    count_after: p.countAfter,
    reached: p.reached,
    status: statusSlot(p.status),
    purchase_id: p.purchaseId,
    store_id: p.storeId,
    actor: p.actor,
    reason: p.reason,
    business_date: p.businessDate,
    at_ms: p.nowMs,
  }),
);

export const keepState = prepare<{
  memberId: number;
  cardId: string;
  seq: number;
  round: number;
  version: number;
  stamps: number;
  reached: number;
  status: string;
  firstOn: string | null;
  lastOn: string | null;
  untilOn: string | null;
  earnedOn: string | null;
}>()((db, p) =>
  db
    .insertInto("member_stamp")
    .values({
      member_id: p.memberId,
      card_id: p.cardId,
      seq: p.seq,
      round: p.round,
      version: p.version,
      stamps: p.stamps,
      reached: p.reached,
      status: statusSlot(p.status),
      first_on: p.firstOn,
      last_on: p.lastOn,
      until_on: p.untilOn,
      earned_on: p.earnedOn,
    })
    .onConflict((conflict) =>
      conflict.columns(["member_id", "card_id"]).doUpdateSet((eb) => ({
        seq: eb.ref("excluded.seq"),
        round: eb.ref("excluded.round"),
        version: eb.ref("excluded.version"),
        stamps: eb.ref("excluded.stamps"),
        reached: eb.ref("excluded.reached"),
        status: eb.ref("excluded.status"),
        first_on: eb.ref("excluded.first_on"),
        last_on: eb.ref("excluded.last_on"),
        until_on: eb.ref("excluded.until_on"),
        earned_on: eb.ref("excluded.earned_on"),
      })),
    ),
);

export const rewardsOfMember = prepare<{ memberId: number; sinceMs: number }>()((db, p) =>
  db
    .selectFrom("stamp_reward")
    .leftJoin("node", "node.node_id", "stamp_reward.store_id")
    .selectAll("stamp_reward")
    .select("node.name as store_name")
    .where((eb) =>
      eb.or([
        eb("stamp_reward.member_id", "=", p.memberId),
        // Earned on a card that was merged into theirs.
        eb(
          "stamp_reward.member_id",
          "in",
          eb.selectFrom("member").select("member.member_id").where("merged_into_id", "=", p.memberId),
        ),
      ]),
    )
    .where((eb) =>
      eb.or([
        eb("stamp_reward.status", "=", "open"),
        eb("stamp_reward.status", "=", "handed_over").and("handed_over_at_ms", ">=", p.sinceMs),
      ]),
    )
    .orderBy("reward_id", "desc")
    .limit(100),
);

/** With who has it now: of a member who was merged into another, that one. */
export const rewardById = prepare<{ rewardId: string }>()((db, p) =>
  db
    .selectFrom("stamp_reward")
    .innerJoin("member", "member.member_id", "stamp_reward.member_id")
    .selectAll("stamp_reward")
    .select((eb) => eb.fn.coalesce("member.merged_into_id", "member.member_id").as("holder_id"))
    .where("reward_id", "=", p.rewardId),
);

export const rewardsOfPurchase = prepare<{ memberId: number; purchaseId: string }>()((db, p) =>
  db
    .selectFrom("stamp_reward")
    .selectAll()
    .where("member_id", "=", p.memberId)
    .where("purchase_id", "=", p.purchaseId),
);

export const insertReward = prepare<{
  rewardId: string;
  memberId: number;
  cardId: string;
  round: number;
  at: number;
  seq: number;
  name: string;
  earnedOn: string;
  purchaseId: string | null;
}>()((db, p) =>
  db.insertInto("stamp_reward").values({
    reward_id: p.rewardId,
    member_id: p.memberId,
    card_id: p.cardId,
    round: p.round,
    at: p.at,
    seq: p.seq,
    name: p.name,
    status: "open",
    earned_on: p.earnedOn,
    purchase_id: p.purchaseId,
    changes: 0,
  }),
);

/**
 * Moves a reward on from what it was decided on: `nth` is counted up, so that of two who decided on the same state the
 * second finds a number that is taken.
 */
export const insertRewardChange = prepare<{
  rewardId: string;
  nth: number;
  kind: string;
  storeId: number | null;
  actor: string;
  nowMs: number;
}>()((db, p) =>
  db.insertInto("stamp_reward_change").values({
    reward_id: p.rewardId,
    nth: p.nth,
    kind: rewardSlot(p.kind),
    store_id: p.storeId,
    actor: p.actor,
    at_ms: p.nowMs,
  }),
);

export const moveReward = prepare<{
  rewardId: string;
  changes: number;
  status: string;
  storeId: number | null;
  actor: string | null;
  handedOverAtMs: number | null;
}>()((db, p) =>
  db
    .updateTable("stamp_reward")
    .set({
      status: rewardSlot(p.status),
      changes: p.changes,
      store_id: p.storeId,
      actor: p.actor,
      handed_over_at_ms: p.handedOverAtMs,
    })
    .where("reward_id", "=", p.rewardId),
);

/** Parameters are any text; the rules' types say which, and the schema's CHECK refuses the rest. */
function kindSlot(slot: string): StampKind {
  return slot as StampKind;
}
function statusSlot(slot: string): RoundStatus {
  return slot as RoundStatus;
}
function rewardSlot(slot: string): "open" | "handed_over" | "revoked" {
  return slot as "open" | "handed_over" | "revoked";
}

export const lapsedStates = prepare<{ on: string; limit: number }>()((db, p) =>
  db
    .selectFrom("member_stamp")
    .selectAll()
    .where("status", "=", "open")
    .where("until_on", "<", p.on)
    .orderBy("until_on")
    .limit(p.limit),
);

/** Of members who left: entries stay as numbers without a person. */
export const endCards = prepare<{ memberId: number }>()((db, p) =>
  db
    .updateTable("member_stamp")
    .set({ status: "expired", until_on: null })
    .where("member_id", "=", p.memberId)
    .where("status", "=", "open"),
);

export const endRewards = prepare<{ memberId: number }>()((db, p) =>
  db
    .updateTable("stamp_reward")
    .set({ status: "revoked" })
    .where("member_id", "=", p.memberId)
    .where("status", "=", "open"),
);

export const forgetReasonsOf = prepare<{ memberId: number }>()((db, p) =>
  db
    .updateTable("stamp_entry")
    .set({ reason: null })
    .where("member_id", "=", p.memberId)
    .where("reason", "is not", null),
);
