import { type Bound, prepare } from "../database/prepared.ts";

/**
 * That a person's rich menu is to be looked at, as a statement for the commit that gives the reason: who joined, left,
 * changed rank or came back. What they shall have is decided when it is looked at, so the statement says nothing of it.
 */
export function menuDue(lineUserId: string, nowMs: number): Bound {
  return lookAt.with({ lineUserId, nowMs });
}

/** The same for the member behind an account; nothing where nobody is behind it any more. */
export function menuDueOfAccount(accountId: number, nowMs: number): Bound {
  return lookAtAccount.with({ accountId, nowMs });
}

const lookAt = prepare<{ lineUserId: string; nowMs: number }>()((db, p) =>
  db
    .insertInto("menu_due")
    .values({ line_user_id: p.lineUserId, stamp: 1, due_at_ms: p.nowMs })
    .onConflict((conflict) =>
      conflict.column("line_user_id").doUpdateSet((eb) => ({
        stamp: eb("menu_due.stamp", "+", 1),
        due_at_ms: eb.ref("excluded.due_at_ms"),
        attempts: 0,
        asked_menu_id: null,
      })),
    ),
);

const lookAtAccount = prepare<{ accountId: number; nowMs: number }>()((db, p) =>
  db
    .insertInto("menu_due")
    .columns(["line_user_id", "stamp", "due_at_ms"])
    .expression((eb) =>
      eb
        .selectFrom("account")
        .innerJoin("member", "member.member_id", "account.member_id")
        .select((s) => [
          s.fn.coalesce("member.line_user_id", s.cast<string>(s.val(""), "text")).as("line_user_id"),
          s.lit(1).as("stamp"),
          s.cast<number>(s.val(p.nowMs), "bigint").as("due_at_ms"),
        ])
        .where("account.account_id", "=", p.accountId)
        .where("member.line_user_id", "is not", null),
    )
    .onConflict((conflict) =>
      conflict.column("line_user_id").doUpdateSet((eb) => ({
        stamp: eb("menu_due.stamp", "+", 1),
        due_at_ms: eb.ref("excluded.due_at_ms"),
        attempts: 0,
        asked_menu_id: null,
      })),
    ),
);
