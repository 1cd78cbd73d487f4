import { isAmong } from "../../platform/database/json-rows.ts";
import { prepare } from "../../platform/database/prepared.ts";

/** Queries for what a tree asks about some members, from where it belongs. `ids` is a JSON array of members' numbers. */

export const membersOf = prepare<{ ids: string; programmeId: number }>()((db, p, dialect) =>
  db
    .selectFrom("member")
    .innerJoin("account", "account.member_id", "member.member_id")
    .leftJoin("member_profile", "member_profile.member_id", "member.member_id")
    .leftJoin("account_rank", "account_rank.account_id", "account.account_id")
    .leftJoin("line_friend", "line_friend.line_user_id", "member.line_user_id")
    .leftJoin("node", "node.node_id", "account.last_store_id")
    .select([
      ...(["member.member_id", "member.public_id", "member.line_user_id", "member.language"] as const),
      ...(["member.status", "member.birthday", "member.joined_at_ms", "account.account_id"] as const),
      ...([
        "account.balance",
        "account.pending",
        "account.next_expires_on",
        "account.last_visit_on",
      ] as const),
      ...(["member_profile.sex", "member_profile.birth_year", "account_rank.rank as own_rank"] as const),
      ...(["line_friend.following", "line_friend.unknown_since_ms", "node.path as last_store_path"] as const),
    ])
    .where(isAmong(dialect, "member.member_id", p.ids))
    .where("account.programme_id", "=", p.programmeId),
);

export const nodes = prepare<Record<never, never>>()((db) =>
  db.selectFrom("node").select(["node_id", "public_id"]),
);

export const tagsOfMembers = prepare<{ ids: string }>()((db, p, dialect) =>
  db
    .selectFrom("member_tag")
    .innerJoin("tag", "tag.tag_id", "member_tag.tag_id")
    .select(["member_tag.member_id", "tag.public_id"])
    .where(isAmong(dialect, "member_tag.member_id", p.ids)),
);

export const refusedByMembers = prepare<{ ids: string }>()((db, p, dialect) =>
  db
    .selectFrom("member")
    .innerJoin("topic_state", "topic_state.line_user_id", "member.line_user_id")
    .select(["member.member_id", "topic_state.topic"])
    .where(isAmong(dialect, "member.member_id", p.ids))
    .where("topic_state.wanted", "=", 0),
);

export const listsOfMembers = prepare<{ ids: string }>()((db, p, dialect) =>
  db
    .selectFrom("member_list_member")
    .select(["member_id", "list_id"])
    .where(isAmong(dialect, "member_id", p.ids)),
);

export const daysOfMembers = prepare<{ ids: string; programmeId: number }>()((db, p, dialect) =>
  db
    .selectFrom("account")
    .innerJoin("account_day", "account_day.account_id", "account.account_id")
    .select(["account.member_id", "business_date", "account_day.purchases", "account_day.net_yen"])
    .where(isAmong(dialect, "account.member_id", p.ids))
    .where("account.programme_id", "=", p.programmeId),
);

export const lotsOfMembers = prepare<{ ids: string; programmeId: number }>()((db, p, dialect) =>
  db
    .selectFrom("account")
    .innerJoin("lot", "lot.account_id", "account.account_id")
    .select(["account.member_id", "remaining", "activates_on", "expires_on"])
    .where(isAmong(dialect, "account.member_id", p.ids))
    .where("account.programme_id", "=", p.programmeId)
    .where("remaining", ">", 0),
);

/** Sales of members and of memberships merged into theirs, a row a line, or one for a sale without lines. */
export const salesOfMembers = prepare<{ ids: string }>()((db, p, dialect) =>
  db
    .selectFrom("member as seller")
    .innerJoin("purchase", "purchase.member_id", "seller.member_id")
    .innerJoin("node", "node.node_id", "purchase.store_id")
    .leftJoin("purchase_line", "purchase_line.purchase_id", "purchase.purchase_id")
    .leftJoin("purchase_void", "purchase_void.purchase_id", "purchase.purchase_id")
    .select((eb) => [
      eb.fn.coalesce("seller.merged_into_id", "seller.member_id").as("member_id"),
      ...(["purchase.purchase_id", "purchase.business_date", "purchase.amount_yen", "node.path"] as const),
      ...(["purchase_line.item_code", "purchase_line.categories"] as const),
      eb
        .selectFrom("refund")
        .select((s) => s.fn.sum<number>("refund.amount_yen").as("yen"))
        .whereRef("refund.purchase_id", "=", "purchase.purchase_id")
        .as("refunded_yen"),
    ])
    .where("purchase_void.purchase_id", "is", null)
    .where((eb) =>
      eb.or([isAmong(dialect, "seller.member_id", p.ids), isAmong(dialect, "seller.merged_into_id", p.ids)]),
    ),
);

export const couponsOfMembers = prepare<{ ids: string }>()((db, p, dialect) =>
  db
    .selectFrom("member_coupon")
    .select(["member_id", "coupon_id", "status", "until_on", "used_at_ms"])
    .where(isAmong(dialect, "member_id", p.ids)),
);

export const stampsOfMembers = prepare<{ ids: string }>()((db, p, dialect) =>
  db
    .selectFrom("member_stamp")
    .select(["member_id", "card_id", "status", "stamps"])
    .where(isAmong(dialect, "member_id", p.ids)),
);

export const sendingsOfMembers = prepare<{ ids: string }>()((db, p, dialect) =>
  db
    .selectFrom("campaign_recipient")
    .innerJoin("campaign_run", "campaign_run.run_id", "campaign_recipient.run_id")
    .leftJoin("campaign_batch", (join) =>
      join
        .onRef("campaign_batch.run_id", "=", "campaign_recipient.run_id")
        .onRef("campaign_batch.batch", "=", "campaign_recipient.batch"),
    )
    .select(["campaign_recipient.member_id", "campaign_run.campaign_id", "campaign_recipient.reason"])
    .select(["campaign_batch.status", "campaign_batch.settled_at_ms"])
    .where(isAmong(dialect, "campaign_recipient.member_id", p.ids)),
);

export const clicksOfMembers = prepare<{ ids: string }>()((db, p, dialect) =>
  db
    .selectFrom("campaign_click")
    .innerJoin("campaign_run", "campaign_run.run_id", "campaign_click.run_id")
    .select(["campaign_click.member_id", "campaign_run.campaign_id", "campaign_click.last_at_ms"])
    .where(isAmong(dialect, "campaign_click.member_id", p.ids)),
);
