import { prepare } from "../../platform/database/prepared.ts";

/** Queries for going through the whole ledger; the tables are those of store.ts. */

/** Accounts by their number, a page at a time. */
export const accountsAfter = prepare<{ accountId: number; limit: number }>()((db, p) =>
  db
    .selectFrom("account")
    .innerJoin("member", "member.member_id", "account.member_id")
    .select(["account.account_id", "member.public_id"])
    .where("account.account_id", ">", p.accountId)
    .orderBy("account.account_id")
    .limit(p.limit),
);

export const accountsOfPublicId = prepare<{ publicId: string }>()((db, p) =>
  db
    .selectFrom("account")
    .innerJoin("member", "member.member_id", "account.member_id")
    .select(["account.account_id", "account.programme_id", "member.public_id"])
    .where("member.public_id", "=", p.publicId)
    .orderBy("account.account_id"),
);

/** With whether its member was merged into another, and how many were merged into its member. */
export const accountById = prepare<{ accountId: number }>()((db, p) =>
  db
    .selectFrom("account")
    .innerJoin("member", "member.member_id", "account.member_id")
    .selectAll("account")
    .select("member.merged_into_id")
    .select((eb) =>
      eb.fn
        .coalesce(
          eb
            .selectFrom("member as gone")
            .select((inner) => inner.fn.countAll<number>().as("count"))
            .whereRef("gone.merged_into_id", "=", "member.member_id"),
          eb.lit(0),
        )
        .as("merged_from"),
    )
    .where("account_id", "=", p.accountId),
);

export const accountsMergedInto = prepare<{ accountId: number }>()((db, p) =>
  db
    .selectFrom("account as kept")
    .innerJoin("member as gone", "gone.merged_into_id", "kept.member_id")
    .innerJoin("account", (join) =>
      join
        .onRef("account.member_id", "=", "gone.member_id")
        .onRef("account.programme_id", "=", "kept.programme_id"),
    )
    .select("account.account_id")
    .where("kept.account_id", "=", p.accountId)
    .orderBy("account.account_id"),
);

export const lotsOf = prepare<{ accountId: number }>()((db, p) =>
  db.selectFrom("lot").selectAll().where("account_id", "=", p.accountId).orderBy("lot_id"),
);

export const allocationsOf = prepare<{ accountId: number }>()((db, p) =>
  db.selectFrom("allocation").select(["entry_id", "lot_id", "points"]).where("account_id", "=", p.accountId),
);

export const daysOf = prepare<{ accountId: number }>()((db, p) =>
  db.selectFrom("account_day").selectAll().where("account_id", "=", p.accountId).orderBy("business_date"),
);

/** Entries of an account that count on a day or before it, in the order they were written. */
export const entriesThrough = prepare<{ accountId: number; on: string; seq: number; limit: number }>()(
  (db, p) =>
    db
      .selectFrom("entry")
      .select(["seq", "kind", "points", "effects"])
      .where("account_id", "=", p.accountId)
      .where("business_date", "<=", p.on)
      .where("seq", ">", p.seq)
      .orderBy("seq")
      .limit(p.limit),
);

/**
 * The first statement of a rebuild: it takes the account's row, and where an entry was written since it was read, makes
 * it a row that the schema refuses.
 */
export const guardSeq = prepare<{ accountId: number; seq: number }>()((db, p) =>
  db
    .updateTable("account")
    .set((eb) => ({ held: eb.case().when("seq", "=", p.seq).then(eb.ref("held")).else(-1).end() }))
    .where("account_id", "=", p.accountId),
);

export const setFigures = prepare<{
  accountId: number;
  seq: number;
  headHash: string;
  balance: number;
  lotBalance: number;
  debt: number;
  pending: number;
  held: number;
  nextExpiresOn: string | null;
  dueOn: string | null;
}>()((db, p) =>
  db
    .updateTable("account")
    .set({
      seq: p.seq,
      head_hash: p.headHash,
      balance: p.balance,
      lot_balance: p.lotBalance,
      debt: p.debt,
      pending: p.pending,
      held: p.held,
      next_expires_on: p.nextExpiresOn,
      due_on: p.dueOn,
    })
    .where("account_id", "=", p.accountId),
);

/** Lots of an account that nothing was ever drawn from: those with allocations are kept by them. */
export const dropLot = prepare<{ accountId: number; lotId: string }>()((db, p) =>
  db.deleteFrom("lot").where("account_id", "=", p.accountId).where("lot_id", "=", p.lotId),
);

export const setLot = prepare<{
  accountId: number;
  lotId: string;
  points: number;
  remaining: number;
  lapsed: number;
  activatesOn: string;
  expiresOn: string;
  renews: number;
  pending: number;
  waits: string | null;
}>()((db, p) =>
  db
    .updateTable("lot")
    .set({
      points: p.points,
      remaining: p.remaining,
      lapsed: p.lapsed,
      activates_on: p.activatesOn,
      expires_on: p.expiresOn,
      renews: p.renews,
      pending: p.pending,
      waits: p.waits,
    })
    .where("account_id", "=", p.accountId)
    .where("lot_id", "=", p.lotId),
);
